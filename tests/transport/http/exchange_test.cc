// Requests and answers that go well, and limits on what comes.
#include <thread>
#include <vector>

#include "http_fixture.h"

namespace letterbox {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using testing::ThrowsMessage;

/// A request with this header, once. A blank before the value is allowed.
MATCHER_P2(HasField, name, value, "") {
  const std::string head =
      std::string(arg).substr(0, std::string(arg).find("\r\n\r\n") + 2);
  const std::string begin = std::string("\r\n") + name + ":";
  const std::size_t at = head.find(begin);
  if (at == std::string::npos || head.find(begin, at + 1) != std::string::npos)
    return false;
  const std::size_t end = head.find("\r\n", at + 2);
  std::string found = head.substr(at + begin.size(), end - at - begin.size());
  if (!found.empty() && found[0] == ' ') found.erase(0, 1);
  return found == value;
}

class Exchange : public BothWays {};
INSTANTIATE_BOTH_WAYS(Exchange);

class OneExchange : public OnEachTransport {};
INSTANTIATE_ON_EACH_TRANSPORT(OneExchange);

TEST_P(Exchange, SendsWhatWasAskedAndReturnsTheAnswer) {
  const std::string body("bytes \0\r\n\xFF", 10);
  RawServer server(AnswerAlways(HttpAnswer(500, body, "X-Two: 2\r\n")),
                   Security());
  HttpRequest request = Post(server.url("/EWS/Exchange.asmx?q=1"), body);
  request.headers = {{"Content-Type", "text/xml; charset=utf-8"},
                     {"Authorization", "Bearer token"}};
  const HttpResponse response = NewTransport()->Send(request);

  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body, body);
  EXPECT_EQ(response.header("x-two"), "2");
  EXPECT_EQ(response.header("x-three"), "");
  ASSERT_EQ(server.requests().size(), 1u);
  const std::string seen = server.requests()[0];
  EXPECT_THAT(seen, StartsWith("POST /EWS/Exchange.asmx?q=1 HTTP/1.1\r\n"));
  EXPECT_THAT(seen, HasField("Content-Type", "text/xml; charset=utf-8"));
  EXPECT_THAT(seen, HasField("Authorization", "Bearer token"));
  EXPECT_THAT(seen, HasField("Content-Length", "10"));
  EXPECT_THAT(seen, EndsWith("\r\n\r\n" + body));
}

TEST_P(Exchange, CarriesLargeBodiesBothWays) {
  const std::string large(5 << 20, 'x');
  RawServer server(AnswerAlways(HttpAnswer(200, large)), Security());
  const HttpResponse response = NewTransport()->Send(Post(server.url(), large));
  EXPECT_EQ(response.body.size(), large.size());
  EXPECT_TRUE(testing::Value(server.requests()[0], EndsWith(large)));
}

TEST_P(Exchange, KeepsConnections) {
  RawServer server(AnswerAlways(HttpAnswer(200, "ok")), Security());
  const auto transport = NewTransport();
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(transport->Send(Post(server.url())).status, 200);
  EXPECT_EQ(server.connections(), 1u);
}

TEST_P(Exchange, ServesManyThreads) {
  RawServer server(AnswerAlways(HttpAnswer(200, "ok")), Security());
  const auto transport = NewTransport();
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 10; ++n)
        EXPECT_EQ(transport->Send(Post(server.url())).body, "ok");
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(server.requests().size(), 80u);
}

TEST_P(OneExchange, NamesAHostAsAddressToo) {
  RawServer server(AnswerAlways(HttpAnswer(200, "ok")), Trusted());
  const std::string url =
      "https://127.0.0.1:" + std::to_string(server.port()) + "/";
  EXPECT_EQ(NewTransport()->Send(Post(url)).status, 200);
}

TEST_P(OneExchange, GetHasNoBody) {
  RawServer server(AnswerAlways(HttpAnswer(200, "ok")));
  HttpRequest request = Post(server.url("/a"), "");
  request.method = "GET";
  EXPECT_EQ(NewTransport()->Send(request).body, "ok");
  EXPECT_THAT(server.requests()[0], StartsWith("GET /a HTTP/1.1\r\n"));
}

TEST_P(OneExchange, ReturnsRedirectsAndFollowsNone) {
  RawServer other(AnswerAlways(HttpAnswer(200, "other")));
  for (const int status : {301, 302, 303, 307, 308}) {
    RawServer server(AnswerAlways(
        HttpAnswer(status, "", "Location: " + other.url() + "\r\n")));
    for (const char* method : {"POST", "GET"}) {
      HttpRequest request = Post(server.url(), "");
      request.method = method;
      request.headers = {{"Authorization", "Bearer marker"}};
      const HttpResponse response = NewTransport()->Send(request);
      EXPECT_EQ(response.status, status);
      EXPECT_EQ(response.header("Location"), other.url());
    }
  }
  EXPECT_EQ(other.connections(), 0u);
}

TEST_P(OneExchange, RefusesHeadersThatWouldMakeOthers) {
  RawServer server(AnswerAlways(HttpAnswer(200, "ok")));
  const Header refused[] = {
      {"X-AnchorMailbox", "a@b.test\r\nX-Evil: marker"},
      {"X-AnchorMailbox", "a@b.test\nmarker"},
      {"X-AnchorMailbox", std::string("a\0marker", 8)},
      {"X-AnchorMailbox: marker\r\nX", "a"},
      {"", "marker"},
  };
  for (const Header& header : refused) {
    HttpRequest request = Post(server.url());
    request.headers = {header};
    EXPECT_THAT([&] { NewTransport()->Send(request); },
                ThrowsMessage<Error>(HasSubstr("HTTP header")));
  }
  EXPECT_EQ(server.connections(), 0u);
}

TEST_P(OneExchange, NamesTheHeaderItRefusesAndNotItsValue) {
  HttpRequest request = Post("https://mail.contoso.test/");
  request.headers = {{"Authorization", "Bearer marker\n"}};
  EXPECT_THAT([&] { NewTransport()->Send(request); },
              ThrowsMessage<Error>(testing::AllOf(HasSubstr("Authorization"),
                                                  Not(HasSubstr("marker")))));
}

TEST_P(OneExchange, RefusesBodiesBeyondTheLimit) {
  HttpOptions options;
  options.max_body = 1000;
  const auto transport = NewTransport(options);
  RawServer fits(AnswerAlways(HttpAnswer(200, std::string(1000, 'x'))));
  EXPECT_EQ(transport->Send(Post(fits.url())).body.size(), 1000u);

  RawServer counted(AnswerAlways(HttpAnswer(200, std::string(1001, 'x'))));
  RawServer endless([](RawConnection& connection) {
    connection.ReadRequest();
    connection.Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    while (connection.Write(HttpPart(std::string(999, 'x')))) {
    }
  });
  for (const RawServer* server : {&counted, &endless}) {
    const ConnectionError error =
        ErrorOf([&] { transport->Send(Post(server->url())); });
    EXPECT_EQ(error.kind(), Kind::kTooLarge);
    EXPECT_THAT(error.what(), HasSubstr("longer than the 1000 bytes allowed"));
    EXPECT_TRUE(error.maybe_sent());
  }
}

TEST_P(OneExchange, RefusesHeadersBeyondOneMegabyte) {
  RawServer server(AnswerAlways(
      HttpAnswer(200, "", "X-Long: " + std::string(2 << 20, 'x') + "\r\n")));
  const ConnectionError error =
      ErrorOf([&] { NewTransport()->Send(Post(server.url())); });
  EXPECT_EQ(error.kind(), Kind::kProtocol);
}

TEST(CpprestExchange, TakesNoInterimResponseForTheAnswer) {
  RawServer server([](RawConnection& connection) {
    connection.ReadRequest();
    connection.Write("HTTP/1.1 100 Continue\r\n\r\n");
    connection.Write(HttpAnswer(200, "first"));
    connection.ReadRequest();
    connection.Write(HttpAnswer(200, "second"));
  });
  const auto transport = NewTransportOf(kCpprest);
  const ConnectionError error =
      ErrorOf([&] { transport->Send(Post(server.url())); });
  EXPECT_EQ(error.kind(), Kind::kProtocol);
  EXPECT_TRUE(error.maybe_sent());
  EXPECT_THAT(error.what(), HasSubstr("interim response (100)"));
  // Its connection is not used again: no answer is taken for another's.
  EXPECT_THROW(transport->Send(Post(server.url())), ConnectionError);
  EXPECT_EQ(server.connections(), 2u);
}

TEST(CurlExchange, PassesOverInterimResponses) {
  RawServer server([](RawConnection& connection) {
    connection.ReadRequest();
    connection.Write("HTTP/1.1 100 Continue\r\n\r\n");
    connection.Write("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n");
    connection.Write(HttpAnswer(200, "first"));
    connection.ReadRequest();
    connection.Write(HttpAnswer(200, "second"));
  });
  const auto transport = NewTransportOf(kCurl);
  const HttpResponse response = transport->Send(Post(server.url()));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "first");
  EXPECT_EQ(response.header("X-Early"), "");
  EXPECT_EQ(transport->Send(Post(server.url())).body, "second");
}

}  // namespace
}  // namespace letterbox
