#include "http/tracing_transport.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "letterbox/transport/trace.h"
#include "support/scripted_transport.h"

namespace letterbox {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kSecret[] = "marker-secret-7f3a";

class TracingTransportTest : public testing::Test {
 protected:
  TracingTransportTest() {
    auto inner = std::make_unique<ScriptedTransport>();
    inner_ = inner.get();
    transport_ = NewTracingTransport(std::move(inner), "customer");
    const auto before = TraceAfter(0);
    begun_ = before.empty() ? 0 : before.back().number;
  }

  TracedRequest Send(const HttpRequest& request) {
    try {
      transport_->Send(request);
    } catch (const ConnectionError&) {
      // What the trace says of it is looked at.
    }
    return TraceAfter(begun_).at(0);
  }

  static HttpRequest FindItem() {
    HttpRequest request;
    request.url = "https://user:" + std::string(kSecret) +
                  "@mail.contoso.test/EWS/Exchange.asmx?token=" + kSecret +
                  "#" + kSecret;
    request.headers = {{"Authorization", std::string("Bearer ") + kSecret},
                       {"Client-Request-Id", "1234"}};
    request.body = "<s:Envelope><s:Body><m:FindItem a=\"b\"/></s:Body>";
    return request;
  }

  ScriptedTransport* inner_ = nullptr;
  std::unique_ptr<HttpTransport> transport_;
  std::uint64_t begun_ = 0;
};

TEST_F(TracingTransportTest, KeepsNamesAndNumbers) {
  inner_->Reply(200,
                "<m:ResponseCode>NoError</m:ResponseCode>"
                "<m:ResponseCode>ErrorItemNotFound</m:ResponseCode>");
  const TracedRequest traced = Send(FindItem());
  EXPECT_EQ(traced.connection, "customer");
  EXPECT_EQ(traced.operation, "FindItem");
  EXPECT_EQ(traced.url, "https://mail.contoso.test/EWS/Exchange.asmx");
  EXPECT_EQ(traced.id, "1234");
  EXPECT_EQ(traced.status, 200);
  EXPECT_EQ(traced.result, "ErrorItemNotFound");
  EXPECT_EQ(traced.sent, FindItem().body.size());
}

TEST_F(TracingTransportTest, KeepsNoSecret) {
  inner_->Reply(200, std::string("{\"access_token\":\"") + kSecret + "\"}");
  HttpRequest request = FindItem();
  request.body = std::string("client_secret=") + kSecret;
  const TracedRequest traced = Send(request);
  for (const std::string& text :
       {traced.url, traced.id, traced.operation, traced.result,
        traced.connection, traced.method}) {
    EXPECT_THAT(text, Not(HasSubstr(kSecret)));
  }
}

TEST_F(TracingTransportTest, KeepsTheErrorOfAnAuthority) {
  inner_->Reply(400, "{\"error\":\"invalid_client\"}");
  EXPECT_EQ(Send(FindItem()).result, "invalid_client");
}

TEST_F(TracingTransportTest, SaysWhyNoAnswerCame) {
  inner_->Reply([](const HttpRequest& request) -> HttpResponse {
    throw ConnectionError(ConnectionError::Kind::kResolve, "no", request.url,
                          false);
  });
  const TracedRequest traced = Send(FindItem());
  EXPECT_EQ(traced.status, 0);
  EXPECT_EQ(traced.result, "no address");
}

}  // namespace
}  // namespace letterbox
