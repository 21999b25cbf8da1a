// Attacks on the listener with raw sockets. None may end the wait.
#include "auth/redirect/redirect_listener.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <list>
#include <memory>
#include <stdexcept>
#include <string>

#include "letterbox/transport/error.h"
#include "support/tls_client.h"

namespace letterbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::ThrowsMessage;

using Answer = std::optional<RedirectAnswer>;

class Listening : public testing::Test {
 protected:
  void Start(RedirectListener::Limits limits = {seconds(30), 32},
             const std::string& url = "http://localhost/") {
    listener_.emplace(ParseRedirectUrl(url), limits);
    port_ = std::stoi(listener_->url().substr(listener_->url().rfind(':') + 1));
    waiting_ = std::async(std::launch::async, [this] {
      return listener_->Await("the-state", steady_clock::now() + seconds(60));
    });
  }

  void TearDown() override {
    while (waiting_.valid() && IsWaiting()) {
      try {
        Exchange(Get("/?code=end&state=the-state"));
      } catch (const std::runtime_error&) {
        // It was too slow for a short limit.
      }
      waiting_.wait_for(milliseconds(50));
    }
  }

  bool IsWaiting() {
    return waiting_.wait_for(seconds(0)) == std::future_status::timeout;
  }

  std::string host() const { return "localhost:" + std::to_string(port_); }

  std::string Get(const std::string& target, const std::string& more = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: " + host() + "\r\n" + more +
           "\r\n";
  }

  /// All that comes back to `bytes`.
  std::string Exchange(const std::string& bytes) {
    TlsClient client(port_);
    client.Write(bytes);
    return client.ReadAll();
  }

  /// What the authority's page makes the browser do, and what comes of it.
  void ExpectStillTakesTheAnswer() {
    ASSERT_TRUE(IsWaiting());
    EXPECT_THAT(Exchange(Get("/?code=good&state=the-state")),
                AllOf(HasSubstr("HTTP/1.1 200 "),
                      HasSubstr("You can close this page.")));
    const Answer answer = waiting_.get();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->code, "good");
  }

  std::optional<RedirectListener> listener_;
  int port_ = 0;
  std::future<Answer> waiting_;
};

TEST_F(Listening, TakesAForm) {
  Start();
  const std::string body = "code=good&state=the-state";
  EXPECT_THAT(Exchange("POST / HTTP/1.1\r\nHost: " + host() +
                       "\r\nOrigin: null\r\nContent-Type: "
                       "application/x-www-form-urlencoded\r\nContent-Length: " +
                       std::to_string(body.size()) + "\r\n\r\n" + body),
              HasSubstr("HTTP/1.1 200 "));
  EXPECT_EQ(waiting_.get()->code, "good");
}

TEST_F(Listening, TakesARequestByteByByte) {
  Start();
  TlsClient client(port_);
  for (const char c : Get("/?code=good&state=the-state"))
    client.Write(std::string(1, c));
  EXPECT_THAT(client.ReadAll(), HasSubstr("HTTP/1.1 200 "));
  EXPECT_EQ(waiting_.get()->code, "good");
}

TEST_F(Listening, WaitsOnAfterWrongRequests) {
  Start();
  EXPECT_THAT(Exchange(Get("/favicon.ico")), HasSubstr("HTTP/1.1 404 "));
  EXPECT_THAT(Exchange(Get("/?code=evil")), HasSubstr("HTTP/1.1 400 "));
  EXPECT_THAT(Exchange(Get("/?code=evil&state=guessed")),
              HasSubstr("HTTP/1.1 400 "));
  EXPECT_THAT(Exchange("GET /?code=evil&state=the-state HTTP/1.1\r\n"
                       "Host: evil.test\r\n\r\n"),
              HasSubstr("HTTP/1.1 403 "));
  EXPECT_THAT(Exchange("HEAD /?code=evil&state=the-state HTTP/1.1\r\nHost: " +
                       host() + "\r\n\r\n"),
              HasSubstr("HTTP/1.1 405 "));
  EXPECT_THAT(Exchange(Get("http://" + host() + "/?code=a&state=the-state")),
              HasSubstr("HTTP/1.1 400 "));
  EXPECT_THAT(Exchange("\x16\x03\x01\x02\r\n\r\n"), HasSubstr("HTTP/1.1 400 "));
  ExpectStillTakesTheAnswer();
}

TEST_F(Listening, ShowsNothingOfAnErrorsText) {
  Start();
  const std::string page = Exchange(
      Get("/?error=access_denied&error_description=%3Cscript%3Ealert(1)%3C/"
          "script%3E&state=the-state"));
  EXPECT_THAT(page, AllOf(HasSubstr("HTTP/1.1 200 "), Not(HasSubstr("alert")),
                          Not(HasSubstr("access_denied"))));
  const Answer answer = waiting_.get();
  EXPECT_EQ(answer->error, "access_denied");
  EXPECT_EQ(answer->error_description, "<script>alert(1)</script>");
}

TEST_F(Listening, SurvivesAHugeHeader) {
  Start();
  TlsClient client(port_);
  try {
    client.Write(Get("/", "Cookie: " + std::string(1 << 20, 'a') + "\r\n"));
    EXPECT_THAT(client.ReadAll(), HasSubstr("HTTP/1.1 413 "));
  } catch (const std::runtime_error&) {
    // It may close while we still write.
  }
  ExpectStillTakesTheAnswer();
}

TEST_F(Listening, EndsASlowRequest) {
  Start({milliseconds(200), 32});
  TlsClient slow(port_);
  slow.Write("GET / HTTP/1.1\r\nHos");
  EXPECT_THAT(slow.ReadAll(), HasSubstr("HTTP/1.1 408 "));
  TlsClient silent(port_);
  EXPECT_THAT(silent.ReadAll(), IsEmpty());
  ASSERT_TRUE(IsWaiting());
}

TEST_F(Listening, IsNotBlockedByOthers) {
  Start({seconds(30), 4});
  std::list<TlsClient> silent;
  for (int i = 0; i < 20; ++i) silent.emplace_back(port_).Write("GET /");
  ExpectStillTakesTheAnswer();
}

TEST_F(Listening, AnswersManyAtOnce) {
  Start();
  std::list<TlsClient> clients;
  for (int i = 0; i < 16; ++i) clients.emplace_back(port_);
  for (TlsClient& client : clients) client.Write(Get("/?code=a&state=no"));
  for (TlsClient& client : clients)
    EXPECT_THAT(client.ReadAll(), HasSubstr("HTTP/1.1 400 "));
  ExpectStillTakesTheAnswer();
}

TEST_F(Listening, TakesAnAnswerOnce) {
  Start();
  std::list<TlsClient> clients;
  for (int i = 0; i < 2; ++i) clients.emplace_back(port_);
  int taken = 0;
  for (TlsClient& client : clients) {
    try {
      client.Write(Get("/?code=good&state=the-state"));
    } catch (const std::runtime_error&) {
    }
  }
  for (TlsClient& client : clients) {
    const std::string page = client.ReadAll();
    if (page.find("HTTP/1.1 200 ") != page.npos) ++taken;
  }
  EXPECT_EQ(taken, 1);
  EXPECT_EQ(waiting_.get()->code, "good");
}

TEST_F(Listening, IsGoneAfterTheAnswer) {
  Start();
  ExpectStillTakesTheAnswer();
  listener_.reset();
  EXPECT_THROW(TlsClient client(port_), std::runtime_error);
}

TEST(RedirectListener, EndsAtItsDeadline) {
  RedirectListener listener(ParseRedirectUrl("http://127.0.0.1/"));
  EXPECT_FALSE(
      listener.Await("the-state", steady_clock::now() + milliseconds(50)));
}

TEST(RedirectListener, ListensOnLoopbackAlone) {
  RedirectListener listener(ParseRedirectUrl("http://127.0.0.1/back"));
  EXPECT_THAT(listener.url(),
              testing::MatchesRegex("http://127\\.0\\.0\\.1:[0-9]+/back"));
}

TEST(RedirectListener, NamesAPortThatIsTaken) {
  const RedirectListener first(ParseRedirectUrl("http://127.0.0.1/"));
  EXPECT_THAT([&] { RedirectListener second(ParseRedirectUrl(first.url())); },
              ThrowsMessage<Error>(AllOf(HasSubstr(first.url()),
                                         HasSubstr("Address already in use"),
                                         HasSubstr("another redirect URL"))));
}

}  // namespace
}  // namespace letterbox
