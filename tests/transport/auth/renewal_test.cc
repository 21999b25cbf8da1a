// How tokens are renewed, and what is remembered between processes.
#include <fstream>
#include <functional>
#include <sstream>
#include <utility>
#include <vector>

#include "auth/sign_in.h"
#include "auth/token_file.h"
#include "auth_fixture.h"

namespace letterbox {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

std::string RotatedJson(const std::string& token, const std::string& refresh,
                        int life = 3600) {
  return R"({"token_type":"Bearer","expires_in":)" + std::to_string(life) +
         R"(,"access_token":")" + token + R"(","refresh_token":")" + refresh +
         "\"}";
}

ConnectionError Lost() {
  return ConnectionError(ConnectionError::Kind::kTimeout, "no answer came",
                         "https://login.test/token", true);
}

class Renewal : public testing::Test {
 protected:
  Renewal() {
    connection_ = Customer();
    connection_.authenticate.flow = Authentication::Flow::kRefreshToken;
    connection_.authenticate.refresh_token = "seed-s3cret";
    connection_.token_store = folder_.path().string();
  }

  /// What a fresh process would do.
  std::string Authorization(const Connection& connection) {
    return NewTokenSource(connection, transport_, clock_)->Authorization();
  }
  std::string Authorization() { return Authorization(connection_); }
  std::string Refusal() {
    return TextOfError<AuthError>([this] { Authorization(); });
  }
  /// The body of the last request.
  std::string Asked() const { return transport_.requests().back().body; }
  std::string Content() const {
    std::ifstream file(folder_.path() / "customer.token");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }
  void Answer(const std::string& token, const std::string& refresh) {
    transport_.Reply(200, RotatedJson(token, refresh));
  }

  TemporaryFolder folder_;
  HurryingClock clock_;
  ScriptedTransport transport_;
  Connection connection_;
};

TEST_F(Renewal, TheTokenFromOutsideStartsAndTheNewestGoesOn) {
  Answer("one", "second");
  EXPECT_EQ(Authorization(), "Bearer one");
  EXPECT_THAT(Asked(), AllOf(HasSubstr("grant_type=refresh_token"),
                             HasSubstr("refresh_token=seed-s3cret"),
                             HasSubstr("EWS.AccessAsUser.All")));
  EXPECT_EQ(Authorization(), "Bearer one");
  clock_.Advance(hours(2));
  Answer("two", "third");
  EXPECT_EQ(Authorization(), "Bearer two");
  EXPECT_THAT(Asked(), HasSubstr("refresh_token=second"));
  clock_.Advance(hours(2));
  transport_.Reply(200, TokenJson("three"));
  EXPECT_EQ(Authorization(), "Bearer three");
  EXPECT_THAT(Asked(), HasSubstr("refresh_token=third"));
  // None came with it: the last one is still the one.
  clock_.Advance(hours(2));
  Answer("four", "fourth");
  EXPECT_EQ(Authorization(), "Bearer four");
  EXPECT_THAT(Asked(), HasSubstr("refresh_token=third"));
  EXPECT_THAT(transport_.requests(), SizeIs(4));
  EXPECT_THAT(Content(), Not(HasSubstr("seed-s3cret")));
}

TEST_F(Renewal, StandsForAPerson) {
  EXPECT_FALSE(NewTokenSource(connection_, transport_, clock_)->app_only());
}

TEST_F(Renewal, AnotherTokenFromOutsideStartsAnew) {
  Answer("one", "second");
  Authorization();
  connection_.authenticate.refresh_token = "other";
  connection_.authenticate.client_id = "other-client";
  Answer("two", "third");
  EXPECT_EQ(Authorization(), "Bearer two");
  EXPECT_THAT(Asked(), HasSubstr("refresh_token=other"));
}

TEST_F(Renewal, WithoutAStoreTheProcessRemembers) {
  connection_.token_store.clear();
  const auto source = NewTokenSource(connection_, transport_, clock_);
  Answer("one", "second");
  EXPECT_EQ(source->Authorization(), "Bearer one");
  clock_.Advance(hours(2));
  Answer("two", "third");
  EXPECT_EQ(source->Authorization(), "Bearer two");
  EXPECT_THAT(Asked(), HasSubstr("refresh_token=second"));
  clock_.Advance(hours(2));
  transport_.Reply(400, R"({"error":"invalid_grant"})");
  EXPECT_THROW(source->Authorization(), AuthError);
  EXPECT_THROW(source->Authorization(), AuthError);
  EXPECT_THAT(transport_.requests(), SizeIs(3));
}

struct Edit {
  const char* key;
  std::function<void(Connection&)> apply;
  const char* from;
  const char* to;
};

TEST_F(Renewal, AnEditedSettingInvalidatesByName) {
  const std::string scope =
      "https://mail.contoso.test/EWS.AccessAsUser.All offline_access openid "
      "profile";
  const Edit edits[] = {
      {"client_id", [](Connection& c) { c.authenticate.client_id = "new"; },
       "the-client", "new"},
      {"tenant_id",
       [](Connection& c) { c.authenticate.tenant_id = "new.test"; },
       "contoso.test", "new.test"},
      {"user", [](Connection& c) { c.user = "new@contoso.test"; },
       "qa@contoso.test", "new@contoso.test"},
      {"redirect_url",
       [](Connection& c) {
         c.authenticate.redirect_url = "http://localhost:8400/";
       },
       "", "http://localhost:8400/"},
      {"scope", [](Connection& c) { c.authenticate.scope = "new"; },
       scope.c_str(), "new"},
      {"authority",
       [](Connection& c) { c.authenticate.authority = "https://new.test"; },
       "https://login.microsoftonline.com", "https://new.test"},
  };
  Answer("one", "second");
  Authorization();
  for (const Edit& edit : edits) {
    Connection edited = connection_;
    edit.apply(edited);
    EXPECT_THAT(TextOfError<AuthError>([&] { Authorization(edited); }),
                HasSubstr(std::string("Connection \"customer\": ") + edit.key +
                          " changed from \"" + edit.from + "\" to \"" +
                          edit.to + "\"; authorise again"));
  }
  // Nothing was asked, and nothing is lost.
  EXPECT_EQ(Authorization(), "Bearer one");
  EXPECT_THAT(transport_.requests(), SizeIs(1));
}

TEST_F(Renewal, ARotatedSecretInvalidatesNothing) {
  Answer("one", "second");
  Authorization();
  connection_.authenticate.client_secret = "rotated-s3cret";
  EXPECT_EQ(Authorization(), "Bearer one");
  clock_.Advance(hours(2));
  Answer("two", "third");
  EXPECT_EQ(Authorization(), "Bearer two");
  EXPECT_THAT(Asked(), AllOf(HasSubstr("client_secret=rotated-s3cret"),
                             HasSubstr("refresh_token=second")));
}

TEST_F(Renewal, ADeadTokenIsAskedOnceForAllProcesses) {
  Answer("one", "second");
  Authorization();
  clock_.Advance(hours(2));
  transport_.Reply(400, R"({"error":"invalid_grant","error_codes":[50173],)"
                        R"("trace_id":"t-1"})");
  const std::string first = Refusal();
  EXPECT_THAT(first, AllOf(HasSubstr("was revoked"), HasSubstr("trace t-1"),
                           HasSubstr("authenticate: refresh_token")));
  for (int process = 0; process < 5; ++process)
    EXPECT_THAT(Refusal(), HasSubstr(first));
  clock_.Advance(hours(24));
  EXPECT_THAT(Refusal(), HasSubstr(first));
  EXPECT_THAT(transport_.requests(), SizeIs(2));
  EXPECT_THAT(Content(), Not(HasSubstr("second")));

  connection_.authenticate.refresh_token = "new-s3cret";
  Answer("two", "third");
  EXPECT_EQ(Authorization(), "Bearer two");
}

TEST_F(Renewal, WhatIsFinalIsAskedOnceInARun) {
  transport_.Reply(401,
                   R"({"error":"invalid_client","error_codes":[7000215]})");
  const std::string first = Refusal();
  for (int process = 0; process < 5; ++process)
    EXPECT_THAT(Refusal(), HasSubstr(first));
  clock_.Advance(hours(1));
  EXPECT_THAT(Refusal(), AllOf(HasSubstr(first), HasSubstr("3600 s ago")));
  EXPECT_THAT(transport_.requests(), SizeIs(1));
}

TEST_F(Renewal, WhatWasPutRightIsAskedForAtOnce) {
  transport_.Reply(401,
                   R"({"error":"invalid_client","error_codes":[7000215]})");
  Refusal();
  connection_.authenticate.client_secret = "right-s3cret";
  Answer("one", "second");
  EXPECT_EQ(Authorization(), "Bearer one");
}

TEST_F(Renewal, AnotherRunAsksAgainAfterAMinute) {
  transport_.Reply(400, R"({"error":"interaction_required"})");
  Refusal();
  std::optional<StoredToken> stored = ReadTokenFile(Content());
  ASSERT_TRUE(stored && stored->refusal);
  stored->refusal->run = "another";
  StoreOf(connection_)->Save(*stored);
  clock_.Advance(seconds(59));
  Refusal();
  EXPECT_THAT(transport_.requests(), SizeIs(1));
  clock_.Advance(seconds(1));
  Answer("one", "second");
  EXPECT_EQ(Authorization(), "Bearer one");
}

TEST_F(Renewal, AMissingConsentKeepsTheRefreshToken) {
  Answer("one", "second");
  Authorization();
  clock_.Advance(hours(2));
  transport_.Reply(400, R"({"error":"invalid_grant","suberror":)"
                        R"("consent_required","error_codes":[65001]})");
  EXPECT_THAT(Refusal(), HasSubstr("consent"));
  connection_.authenticate.client_secret = "other-s3cret";
  Answer("two", "third");
  EXPECT_EQ(Authorization(), "Bearer two");
  EXPECT_THAT(Asked(), HasSubstr("refresh_token=second"));
}

TEST_F(Renewal, ThrottlingHoldsAllAndDeletesNothing) {
  Answer("one", "second");
  Authorization();
  clock_.Advance(hours(2));
  transport_.Reply(429, R"({"error":"invalid_grant"})",
                   {{"Retry-After", "60"}});
  EXPECT_THAT(Refusal(), HasSubstr("Try again in 60 s"));
  EXPECT_THAT(Refusal(), HasSubstr("left alone for another 60 s"));
  EXPECT_THAT(transport_.requests(), SizeIs(2));
  clock_.Advance(seconds(60));
  Answer("two", "third");
  EXPECT_EQ(Authorization(), "Bearer two");
  EXPECT_THAT(Asked(), HasSubstr("refresh_token=second"));
}

TEST_F(Renewal, ThrottlingThatSaysInvalidGrantDeletesNothing) {
  Answer("one", "second");
  Authorization();
  clock_.Advance(hours(2));
  for (int i = 0; i < 3; ++i)
    transport_.Reply(400, R"({"error":"invalid_grant","error_codes":[50196]})");
  EXPECT_THAT(Refusal(), HasSubstr("asked too often"));
  Answer("two", "third");
  EXPECT_EQ(Authorization(), "Bearer two");
  EXPECT_THAT(Asked(), HasSubstr("refresh_token=second"));
}

TEST_F(Renewal, AShortPauseIsWaitedFor) {
  const auto begin = clock_.Now();
  transport_.Reply(429, "", {{"Retry-After", "3"}});
  Answer("one", "second");
  EXPECT_EQ(Authorization(), "Bearer one");
  EXPECT_EQ(clock_.Now() - begin, seconds(3));
}

TEST_F(Renewal, APassingFaultIsAskedThreeTimes) {
  transport_.Reply(503, "");
  transport_.Reply(500, R"({"error":"server_error"})");
  Answer("one", "second");
  EXPECT_EQ(Authorization(), "Bearer one");
  EXPECT_THAT(transport_.requests(), SizeIs(3));
  clock_.Advance(hours(2));
  for (int i = 0; i < 3; ++i) transport_.Reply(503, "");
  EXPECT_THAT(Refusal(), HasSubstr("busy or out of order"));
  EXPECT_THAT(transport_.requests(), SizeIs(6));
}

TEST_F(Renewal, AnOutageShortOfTheTokensEndIsNoFailure) {
  Answer("one", "second");
  Authorization();
  clock_.Advance(minutes(56));  // replaced from 55 on, good until 60
  for (int i = 0; i < 3; ++i) transport_.Reply(503, "");
  const auto source = NewTokenSource(connection_, transport_, clock_);
  EXPECT_EQ(source->Authorization(), "Bearer one");
  EXPECT_EQ(source->Authorization(), "Bearer one");
  EXPECT_THAT(transport_.requests(), SizeIs(4));
  transport_.Fail(Lost());
  transport_.Fail(Lost());
  clock_.Advance(seconds(10));
  EXPECT_EQ(source->Authorization(), "Bearer one");
  clock_.Advance(minutes(5));
  Answer("two", "third");
  EXPECT_EQ(source->Authorization(), "Bearer two");
}

TEST_F(Renewal, ALostAnswerIsAskedForOnceMoreWithTheSameToken) {
  Answer("one", "second");
  Authorization();
  clock_.Advance(hours(2));
  transport_.Fail(Lost());
  Answer("two", "third");
  EXPECT_EQ(Authorization(), "Bearer two");
  EXPECT_THAT(transport_.requests(), SizeIs(3));
  EXPECT_EQ(transport_.requests()[1].body, transport_.requests()[2].body);

  clock_.Advance(hours(2));
  transport_.Fail(Lost());
  transport_.Fail(Lost());
  EXPECT_THROW(Authorization(), ConnectionError);
  // The others that wait for the lock do not each wait for the silent one too.
  EXPECT_THAT(Refusal(), HasSubstr("no answer came"));
  EXPECT_THAT(transport_.requests(), SizeIs(5));
  clock_.Advance(minutes(1));
  Answer("three", "fourth");
  EXPECT_EQ(Authorization(), "Bearer three");
  EXPECT_THAT(Asked(), HasSubstr("refresh_token=third"));
}

class PasswordFlow : public Renewal {
 protected:
  PasswordFlow() {
    connection_.authenticate.flow.reset();
    connection_.authenticate.refresh_token.clear();
    connection_.authenticate.client_secret.clear();
    connection_.authenticate.password = kSecret;
  }
};

TEST_F(PasswordFlow, SendsNameAndPasswordAndGoesOnWithTheRefreshToken) {
  Answer("one", "second");
  EXPECT_EQ(Authorization(), "Bearer one");
  EXPECT_EQ(Asked(),
            "grant_type=password&client_id=the-client"
            "&username=qa%40contoso.test&password=mark~er%2B%26%25%2Fs3cret"
            "&scope=https%3A%2F%2Fmail.contoso.test%2FEWS.AccessAsUser.All%20"
            "offline_access%20openid%20profile");
  clock_.Advance(hours(2));
  Answer("two", "third");
  EXPECT_EQ(Authorization(), "Bearer two");
  EXPECT_THAT(Asked(), AllOf(HasSubstr("refresh_token=second"),
                             Not(HasSubstr("password"))));
  EXPECT_THAT(Content(), Not(HasSubstr("s3cret")));
}

TEST_F(PasswordFlow, AWrongPasswordIsSentOnce) {
  transport_.Reply(400, R"({"error":"invalid_grant","error_codes":[50126]})");
  EXPECT_THAT(Refusal(), HasSubstr("not tried again"));
  EXPECT_THAT(Refusal(), HasSubstr("not tried again"));
  clock_.Advance(hours(24));
  Refusal();
  EXPECT_THAT(transport_.requests(), SizeIs(1));
}

TEST_F(PasswordFlow, AfterALostAnswerItIsNotSentAgain) {
  transport_.Fail(Lost());
  EXPECT_THROW(Authorization(), ConnectionError);
  EXPECT_THAT(transport_.requests(), SizeIs(1));
}

class SignInTest : public Renewal {};

TEST_F(SignInTest, StoresWhatAPersonGotAndForgetsIt) {
  const auto sign_in = [](AuthorityClient& client) {
    return client.AskToken("authorization_code", {{"code", "c"}}).token;
  };
  Answer("one", "second");
  EXPECT_EQ(SignIn(connection_, transport_, clock_, sign_in).access_token,
            "one");
  const auto transport = [this]() -> HttpTransport& { return transport_; };
  EXPECT_TRUE(Forget(connection_, transport, clock_).was_stored);
  EXPECT_FALSE(Forget(connection_, transport, clock_).was_stored);
  // Entra ID has no way to revoke: it was not asked.
  EXPECT_THAT(transport_.requests(), SizeIs(1));
  connection_.token_store.clear();
  EXPECT_THAT(TextOfError<AuthError>(
                  [&] { SignIn(connection_, transport_, clock_, sign_in); }),
              HasSubstr("token_store"));
}

}  // namespace
}  // namespace letterbox
