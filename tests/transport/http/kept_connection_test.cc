// Connections that the server ends: what is sent again, and what never.
#include <atomic>
#include <future>
#include <memory>

#include "http_fixture.h"

namespace letterbox {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::SizeIs;

class KeptConnection : public BothWays {
 protected:
  /// Answers the first request and ends the connection after the second one
  /// has been read; later connections are served.
  static RawServer::Script EndAfterSecond() {
    return [first = std::make_shared<std::atomic<bool>>(true)](
               RawConnection& connection) {
      if (!first->exchange(false))
        return AnswerAlways(HttpAnswer(200, "again"))(connection);
      connection.ReadRequest();
      connection.Write(HttpAnswer(200, "first"));
      connection.ReadRequest();
    };
  }

  static std::size_t Deliveries(const RawServer& server,
                                const std::string& body) {
    std::size_t count = 0;
    for (const std::string& request : server.requests()) {
      if (testing::Value(request, EndsWith(body))) ++count;
    }
    return count;
  }
};
INSTANTIATE_BOTH_WAYS(KeptConnection);

TEST_P(KeptConnection, SendsNothingTwice) {
  for (const std::string& body :
       {std::string("send me once"), std::string(300 << 10, 'y') + "once"}) {
    RawServer server(EndAfterSecond(), Security());
    const auto transport = NewTransport();
    EXPECT_EQ(transport->Send(Post(server.url(), "first")).body, "first");
    const ConnectionError error =
        ErrorOf([&] { transport->Send(Post(server.url(), body)); });
    EXPECT_EQ(error.kind(), Kind::kClosed);
    EXPECT_TRUE(error.maybe_sent());
    EXPECT_EQ(Deliveries(server, body), 1u);
  }
}

TEST_P(KeptConnection, SendsAPostWithoutBodyOnce) {
  RawServer server(EndAfterSecond(), Security());
  const auto transport = NewTransport();
  transport->Send(Post(server.url(), "first"));
  const ConnectionError error =
      ErrorOf([&] { transport->Send(Post(server.url("/empty"), "")); });
  EXPECT_EQ(error.kind(), Kind::kClosed);
  EXPECT_TRUE(error.maybe_sent());
  EXPECT_THAT(server.requests(), SizeIs(2));
}

TEST_P(KeptConnection, SendsAgainWhatMayBeRepeated) {
  RawServer server(EndAfterSecond(), Security());
  const auto transport = NewTransport();
  transport->Send(Post(server.url(), "first"));
  HttpRequest request = Post(server.url(), "repeat me");
  request.repeatable = true;
  EXPECT_EQ(transport->Send(request).body, "again");
  EXPECT_EQ(Deliveries(server, "repeat me"), 2u);
}

TEST_P(KeptConnection, ThatHasEndedIsReplacedBeforeAnythingIsSent) {
  for (const std::size_t size : {4u, 20u << 10, 300u << 10}) {
    const std::string body = std::string(size, 'z') + "whole";
    RawServer server(
        [](RawConnection& connection) {
          if (connection.ReadRequest().empty()) return;
          connection.Write(HttpAnswer(200, "ok"));
        },
        Security());
    const auto transport = NewTransport();
    for (std::size_t i = 1; i <= 10; ++i) {
      ASSERT_EQ(transport->Send(Post(server.url(), body)).body, "ok");
      server.AwaitEnded(i);
    }
    EXPECT_EQ(Deliveries(server, body), 10u);
  }
}

TEST_P(KeptConnection, WithBytesThatBelongToNoAnswerIsReplaced) {
  std::promise<void> answered;
  std::promise<void> strayed;
  std::atomic<bool> first{true};
  RawServer server(
      [&](RawConnection& connection) {
        connection.ReadRequest();
        connection.Write(HttpAnswer(200, "right"));
        if (first.exchange(false)) {
          answered.get_future().wait();
          connection.Write(HttpAnswer(408, "stray"));
          connection.AwaitDelivered();
          strayed.set_value();
        }
        connection.AwaitEnd();
      },
      Security());
  const auto transport = NewTransport();
  EXPECT_EQ(transport->Send(Post(server.url())).body, "right");
  answered.set_value();
  strayed.get_future().wait();
  EXPECT_EQ(transport->Send(Post(server.url())).body, "right");
  EXPECT_EQ(server.connections(), 2u);
}

TEST_P(KeptConnection, ANewOneIsNotTriedTwice) {
  RawServer server([](RawConnection& connection) { connection.ReadRequest(); },
                   Security());
  const ConnectionError error =
      ErrorOf([&] { NewTransport()->Send(Post(server.url(), "once")); });
  EXPECT_EQ(error.kind(), Kind::kClosed);
  EXPECT_TRUE(error.maybe_sent());
  EXPECT_EQ(Deliveries(server, "once"), 1u);
  EXPECT_THAT(error.what(), HasSubstr("without an answer"));
}

}  // namespace
}  // namespace letterbox
