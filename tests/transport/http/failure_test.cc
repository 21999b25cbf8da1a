// Every way to fail: its kind, its sentence, and whether it was sent.
#include <netdb.h>

#include <chrono>
#include <future>
#include <ostream>
#include <thread>

#include "http_fixture.h"

namespace letterbox {
namespace {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

HttpRequest Quick(const std::string& url) {
  HttpRequest request = Post(url);
  request.timeout = milliseconds(300);
  return request;
}

class HttpFailure : public OnEachTransport {
 protected:
  static ConnectionError Failing(const HttpRequest& request) {
    return ErrorOf([&] { NewTransport()->Send(request); });
  }
};
INSTANTIATE_ON_EACH_TRANSPORT(HttpFailure);

TEST_P(HttpFailure, NamesTheUrlWithoutItsQueryAndNoHeader) {
  RawServer server([](RawConnection&) {});
  HttpRequest request = Post(server.url("/path?code=marker"));
  request.headers = {{"Authorization", "Bearer marker"}};
  const ConnectionError error = Failing(request);
  EXPECT_THAT(error.what(), AllOf(StartsWith("POST " + server.url("/path: ")),
                                  Not(HasSubstr("marker"))));
  EXPECT_EQ(error.url(), server.url("/path"));
}

TEST_P(HttpFailure, RefusedConnectionWasNotSent) {
  int port = 0;
  {
    RawServer gone([](RawConnection&) {});
    port = gone.port();
  }
  const ConnectionError error =
      Failing(Post("http://localhost:" + std::to_string(port)));
  EXPECT_EQ(error.kind(), Kind::kConnect);
  EXPECT_FALSE(error.maybe_sent());
  EXPECT_THAT(error.what(), HasSubstr("refused"));
}

TEST_P(HttpFailure, SilenceIsATimeoutAndMayHaveBeenSent) {
  RawServer server([](RawConnection& connection) { connection.AwaitEnd(); });
  const ConnectionError error = Failing(Quick(server.url()));
  EXPECT_EQ(error.kind(), Kind::kTimeout);
  EXPECT_TRUE(error.maybe_sent());
  EXPECT_THAT(error.what(), HasSubstr("no answer came within 300 ms"));
}

TEST_P(HttpFailure, SilenceInTheBodyIsATimeout) {
  RawServer server([](RawConnection& connection) {
    connection.ReadRequest();
    connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
    connection.AwaitEnd();
  });
  const ConnectionError error = Failing(Quick(server.url()));
  EXPECT_EQ(error.kind(), Kind::kTimeout);
  EXPECT_THAT(error.what(), HasSubstr("no further part"));
}

TEST_P(HttpFailure, SilenceInTheHandshakeIsATimeoutAndWasNotSent) {
  RawServer server([](RawConnection& connection) { connection.AwaitEnd(); });
  const ConnectionError error =
      Failing(Quick("https://localhost:" + std::to_string(server.port())));
  EXPECT_EQ(error.kind(), Kind::kTimeout);
  EXPECT_FALSE(error.maybe_sent());
  EXPECT_THAT(error.what(), HasSubstr("TLS handshake was not finished"));
}

TEST_P(HttpFailure, ResetWithoutAnAnswerIsClosed) {
  RawServer server([](RawConnection& connection) {
    connection.ReadRequest();
    connection.Reset();
  });
  const ConnectionError error = Failing(Post(server.url()));
  EXPECT_EQ(error.kind(), Kind::kClosed);
  EXPECT_TRUE(error.maybe_sent());
}

TEST_P(HttpFailure, RequestThatIsNotReadWholeWasNotSent) {
  RawServer server([](RawConnection& connection) {
    connection.AwaitBytes();
    connection.Reset();
  });
  const ConnectionError error =
      Failing(Post(server.url(), std::string(64 << 20, 'x')));
  EXPECT_EQ(error.kind(), Kind::kClosed);
  EXPECT_FALSE(error.maybe_sent());
  EXPECT_THAT(error.what(), HasSubstr("before it had read"));
}

struct Answer {
  const char* name;
  const char* bytes;
  Kind kind;
};

void PrintTo(const Answer& answer, std::ostream* out) { *out << answer.name; }

class BadAnswer
    : public testing::TestWithParam<std::tuple<Implementation, Answer>> {};
INSTANTIATE_TEST_SUITE_P(
    All, BadAnswer,
    testing::Combine(
        testing::Values(kCpprest, kCurl),
        testing::Values(
            Answer{"Garbage", "SSH-2.0-x\r\n\r\n", Kind::kProtocol},
            Answer{"Nothing", "", Kind::kClosed},
            Answer{"HalfAHead", "HTTP/1.1 200 OK\r\nX: ", Kind::kClosed},
            Answer{"ShortBody",
                   "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc",
                   Kind::kClosed},
            Answer{"NoLastPart",
                   "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "3\r\nabc\r\n",
                   Kind::kClosed},
            Answer{"ShortPart",
                   "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "9\r\nabc",
                   Kind::kClosed},
            Answer{"NoPartLength",
                   "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "zz\r\nabc\r\n",
                   Kind::kProtocol})),
    [](const auto& info) {
      return std::string(std::get<0>(info.param).name) +
             std::get<1>(info.param).name;
    });

TEST_P(BadAnswer, IsAnError) {
  const auto& [implementation, answer] = GetParam();
  RawServer server([bytes = answer.bytes](RawConnection& connection) {
    connection.ReadRequest();
    connection.Write(bytes);
  });
  const auto transport = NewTransportOf(implementation);
  const ConnectionError error =
      ErrorOf([&] { transport->Send(Post(server.url())); });
  EXPECT_EQ(error.kind(), answer.kind) << error.what();
  EXPECT_TRUE(error.maybe_sent());
}

TEST_P(HttpFailure, DeadlineEndsAnAnswerThatDripsOn) {
  // Never silent for long enough to be timed out.
  RawServer server([](RawConnection& connection) {
    connection.ReadRequest();
    connection.Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    while (connection.Write(HttpPart("drip"))) {
      std::this_thread::sleep_for(milliseconds(20));
    }
  });
  HttpRequest request = Post(server.url());
  const auto begun = std::chrono::steady_clock::now();
  request.deadline = begun + milliseconds(300);
  const ConnectionError error = Failing(request);
  EXPECT_EQ(error.kind(), Kind::kTimeout);
  EXPECT_TRUE(error.maybe_sent());
  EXPECT_THAT(error.what(), HasSubstr("by the deadline"));
  EXPECT_GE(std::chrono::steady_clock::now() - begun, milliseconds(300));
}

TEST_P(HttpFailure, UnknownHostCannotBeResolved) {
  HttpOptions options;
  std::string asked;
  options.network.resolve = [&](const std::string& host) {
    asked = host;
    return EAI_NONAME;
  };
  const auto transport = NewTransport(options);
  const ConnectionError error =
      ErrorOf([&] { transport->Send(Post("https://mail.contoso.test/")); });
  EXPECT_EQ(error.kind(), Kind::kResolve);
  EXPECT_FALSE(error.maybe_sent());
  EXPECT_EQ(asked, "mail.contoso.test");
  EXPECT_THAT(error.what(), HasSubstr("cannot be resolved (Name or service "
                                      "not known)"));
}

/// A name service that does not answer until the end of the test.
class SilentNames {
 public:
  ~SilentNames() { end_.set_value(); }
  HttpOptions options() const {
    HttpOptions options;
    options.network.resolve = [ended = ended_,
                               asked = asked_](const std::string&) {
      asked->set_value();
      ended.wait();
      return 0;
    };
    return options;
  }
  void AwaitAsked() const { asked_->get_future().wait(); }

 private:
  std::promise<void> end_;
  std::shared_future<void> ended_ = end_.get_future().share();
  std::shared_ptr<std::promise<void>> asked_ =
      std::make_shared<std::promise<void>>();
};

TEST_P(HttpFailure, SilentNameServiceIsATimeout) {
  const SilentNames names;
  const auto transport = NewTransport(names.options());
  const ConnectionError error =
      ErrorOf([&] { transport->Send(Quick("https://mail.contoso.test/")); });
  EXPECT_EQ(error.kind(), Kind::kTimeout);
  EXPECT_FALSE(error.maybe_sent());
  EXPECT_THAT(error.what(), HasSubstr("not resolved within 300 ms"));
}

TEST_P(HttpFailure, LookupCanBeCancelled) {
  const SilentNames names;
  const auto transport = NewTransport(names.options());
  const Cancellation cancellation;
  auto failed = std::async(std::launch::async, [&] {
    return ErrorOf([&] {
      transport->Send(Post("https://mail.contoso.test/"), cancellation);
    });
  });
  names.AwaitAsked();
  cancellation.Cancel();
  const ConnectionError error = failed.get();
  EXPECT_EQ(error.kind(), Kind::kCancelled);
  EXPECT_FALSE(error.maybe_sent());
}

TEST_P(HttpFailure, HostsThatNeedNoLookupAreNotLookedUp) {
  RawServer server(AnswerAlways(HttpAnswer(200, "ok")));
  HttpOptions options;
  options.network.resolve = [](const std::string&) { return EAI_FAIL; };
  EXPECT_EQ(NewTransport(options)->Send(Post(server.url())).status, 200);
}

}  // namespace
}  // namespace letterbox
