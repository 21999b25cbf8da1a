// With a real listener: the browser is a socket, the authority a script.
#include "auth/authorization_code.h"

#include <future>

#include "person_fixture.h"
#include "support/person.h"

namespace letterbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class AuthorizationCode : public testing::Test {
 protected:
  /// Signs in with a browser that brings `brought` and the right state.
  Token SignIn(const std::string& brought) {
    AuthorityClient client(connection_, transport_, clock_);
    PersonPrompt prompt;
    prompt.deadline = SystemClock().Now() + seconds(60);
    std::future<void> browser;
    prompt.open_page = [&](const std::string& url) {
      query_ = url.substr(url.find('?') + 1);
      browser = std::async(std::launch::async, [=] {
        const std::string back = FieldOf(query_, "redirect_uri");
        TlsClient socket(PortIn(back));
        socket.Write("GET /?state=" + FieldOf(query_, "state") + "&" + brought +
                     " HTTP/1.1\r\nHost: 127.0.0.1:" +
                     std::to_string(PortIn(back)) + "\r\n\r\n");
        socket.ReadAll();
      });
    };
    return SignInByBrowser(client, prompt);
  }

  /// Answers for `user`, with the nonce that was asked for.
  void Grant(const std::string& user) {
    transport_.Reply([this, user](const HttpRequest&) {
      nlohmann::json claims = Claims(user);
      claims["nonce"] = FieldOf(query_, "nonce");
      return HttpResponse{200, {}, PersonsAnswer(claims)};
    });
  }

  void AskByDiscovery() {
    connection_.authenticate.tenant_id.clear();
    connection_.authenticate.authority = "https://as.test";
    transport_.Reply(
        200,
        R"({"issuer":"https://as.test","token_endpoint":"https://as.test/t",)"
        R"("authorization_endpoint":"https://as.test/a?b=c",)"
        R"("authorization_response_iss_parameter_supported":true})");
  }

  Connection connection_ = PersonsConnection();
  FakeClock clock_;
  ScriptedTransport transport_;
  std::string query_;
};

TEST_F(AuthorizationCode, ExchangesTheCodeWithItsVerifier) {
  connection_.authenticate.prompt = "consent";
  Grant("qa@contoso.test");
  EXPECT_EQ(SignIn("code=the-code").user, "qa@contoso.test");
  EXPECT_EQ(FieldOf(query_, "response_type"), "code");
  EXPECT_EQ(FieldOf(query_, "response_mode"), "form_post");
  EXPECT_EQ(FieldOf(query_, "prompt"), "consent");
  EXPECT_EQ(FieldOf(query_, "login_hint"), "qa@contoso.test");
  EXPECT_EQ(FieldOf(query_, "code_challenge_method"), "S256");
  EXPECT_GE(FieldOf(query_, "state").size(), 22u);
  const std::string body = transport_.requests()[0].body;
  EXPECT_EQ(FieldOf(body, "grant_type"), "authorization_code");
  EXPECT_EQ(FieldOf(body, "code"), "the-code");
  EXPECT_EQ(FieldOf(body, "redirect_uri"), FieldOf(query_, "redirect_uri"));
  EXPECT_EQ(EncodeBase64Url(Sha256(FieldOf(body, "code_verifier"))),
            FieldOf(query_, "code_challenge"));
}

TEST_F(AuthorizationCode, GuessesNothingTwice) {
  Grant("qa@contoso.test");
  SignIn("code=a");
  const std::string first = query_;
  Grant("qa@contoso.test");
  SignIn("code=a");
  for (const char* name : {"state", "nonce", "code_challenge"})
    EXPECT_NE(FieldOf(first, name), FieldOf(query_, name)) << name;
}

TEST_F(AuthorizationCode, ChecksWhoAnswered) {
  AskByDiscovery();
  EXPECT_THAT(TextOfError<AuthError>([&] { SignIn("code=a"); }),
              HasSubstr("not the authority that was asked"));
  AskByDiscovery();
  EXPECT_THAT(TextOfError<AuthError>(
                  [&] { SignIn("code=a&iss=https%3A%2F%2Fevil.test"); }),
              HasSubstr("\"https://evil.test\""));
  // Entra ID, where the issuer is not known exactly.
  connection_ = PersonsConnection();
  EXPECT_THAT(TextOfError<AuthError>(
                  [&] { SignIn("code=a&iss=https%3A%2F%2Fevil.test"); }),
              HasSubstr("not the authority that was asked"));
}

TEST_F(AuthorizationCode, TakesTheAnswerOfTheAuthorityThatWasAsked) {
  AskByDiscovery();
  connection_.user.clear();
  transport_.Reply([this](const HttpRequest&) {
    nlohmann::json claims = Claims("qa@contoso.test");
    claims["iss"] = "https://as.test";
    claims["nonce"] = FieldOf(query_, "nonce");
    return HttpResponse{200, {}, PersonsAnswer(claims)};
  });
  EXPECT_EQ(SignIn("code=a&iss=https%3A%2F%2Fas.test").user, "qa@contoso.test");
  EXPECT_EQ(FieldOf(query_, "b"), "c");
  EXPECT_EQ(FieldOf(query_, "response_mode"), "");
}

TEST_F(AuthorizationCode, TellsAnErrorSafely) {
  const std::string text = TextOfError<AuthError>([&] {
    SignIn("error=access_denied&error_description=no%1B%5D0%3B%0D%0A%5B%20");
  });
  EXPECT_THAT(text, AllOf(HasSubstr("access_denied"), Not(HasSubstr("\x1b")),
                          Not(HasSubstr("\n"))));
}

TEST_F(AuthorizationCode, DoesNotTakeATokenOfAnotherSignIn) {
  transport_.Reply(200, PersonsAnswer(Claims("qa@contoso.test")));
  EXPECT_THAT(TextOfError<AuthError>([&] { SignIn("code=a"); }),
              HasSubstr("does not belong to this sign-in"));
}

TEST_F(AuthorizationCode, EndsWhereNoAnswerComes) {
  AuthorityClient client(connection_, transport_, clock_);
  PersonPrompt prompt;
  prompt.deadline = SystemClock().Now() + milliseconds(50);
  prompt.open_page = [](const std::string&) {};
  EXPECT_THAT(TextOfError<AuthError>([&] { SignInByBrowser(client, prompt); }),
              AllOf(HasSubstr("no answer came to http://127.0.0.1:"),
                    HasSubstr("AADSTS50011")));
}

}  // namespace
}  // namespace letterbox
