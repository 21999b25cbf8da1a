// The authority's pages for people, without a socket.
#include "people.h"

namespace letterbox::exchange {
namespace {

using nlohmann::json;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST_F(People, SignInConsentAndGetTokens) {
  const HttpServerAnswer page =
      Authorize(With(Wish(), "login_hint", "\"><b>hint"));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("name=\"passwd\" required type="
                                         "\"password\""),
                               HasSubstr("value=\"&quot;&gt;&lt;b&gt;hint\""),
                               Not(HasSubstr("<script"))));
  const HttpServerAnswer consent = Next(page, kAnna);
  EXPECT_THAT(consent.body,
              AllOf(HasSubstr("anna@contoso.test"), HasSubstr(kPublic),
                    HasSubstr("accept"), Not(HasSubstr("right"))));
  FormFields back = BroughtBack(Next(consent, {{"accept", "1"}}));
  EXPECT_EQ(back["state"], "a&b");
  EXPECT_EQ(back["iss"], std::string(kOrigin) + "/" + kTenant + "/v2.0");

  const json tokens = Redeem(OfCode(back["code"]));
  EXPECT_EQ(tokens["token_type"], "Bearer");
  EXPECT_EQ(tokens["scope"], kScope);
  EXPECT_TRUE(tokens.contains("refresh_token"));
  const auto caller =
      CheckBearer({"POST",
                   "/EWS/Exchange.asmx",
                   "",
                   {{"Authorization",
                     "Bearer " + tokens["access_token"].get<std::string>()}},
                   ""},
                  authority_);
  ASSERT_TRUE(std::holds_alternative<Caller>(caller));
  EXPECT_FALSE(std::get<Caller>(caller).app_only);
  EXPECT_EQ(std::get<Caller>(caller).user, "anna@contoso.test");
}

TEST_F(People, AreToldOfInTheIdToken) {
  const std::string token = Redeem(OfCode(SignIn()))["id_token"];
  std::string body = token.substr(token.find('.') + 1);
  body.resize(body.find('.'));
  for (char& c : body) c = c == '-' ? '+' : c == '_' ? '/' : c;
  const json claims = json::parse(*DecodeBase64(body));
  EXPECT_EQ(claims["iss"], std::string(kOrigin) + "/" + kTenant + "/v2.0");
  EXPECT_EQ(claims["aud"], kPublic);
  EXPECT_EQ(claims["preferred_username"], "anna@contoso.test");
  EXPECT_EQ(claims["nonce"], "the-nonce");
  EXPECT_EQ(claims["exp"].get<long long>(), 1795521600 + 3600);
}

TEST_F(People, ConsentOnceUnlessAskedAgain) {
  SignIn();
  EXPECT_EQ(Next(Authorize(Wish()), kAnna).status, 303);
  EXPECT_THAT(Next(Authorize(With(Wish(), "prompt", "consent")), kAnna).body,
              HasSubstr("Permissions requested"));
}

TEST_F(People, TryAgainAfterAWrongPassword) {
  const HttpServerAnswer again = Next(
      Authorize(Wish()), {{"login", "<anna>"}, {"passwd", "wrong-password"}});
  EXPECT_EQ(again.status, 200);
  EXPECT_THAT(again.body, AllOf(HasSubstr("password is wrong"),
                                HasSubstr("value=\"&lt;anna&gt;\""),
                                Not(HasSubstr("wrong-password"))));
  EXPECT_THAT(Next(again, kAnna).body, HasSubstr("Permissions requested"));
}

TEST_F(People, MayDecline) {
  const HttpServerAnswer page = Authorize(Wish());
  EXPECT_EQ(BroughtBack(Next(page, {{"cancel", "1"}}))["error"],
            "access_denied");
  FormFields back = BroughtBack(Next(Next(page, kAnna), {{"cancel", "1"}}));
  EXPECT_EQ(back["error"], "access_denied");
  EXPECT_THAT(back["error_description"], HasSubstr("AADSTS65004"));
  EXPECT_EQ(back["state"], "a&b");
}

TEST_F(People, GoBackByAFormWhereItIsAskedFor) {
  const HttpServerAnswer answer =
      Next(Next(Authorize(With(Wish(), "response_mode", "form_post")), kAnna),
           {{"accept", "1"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, AllOf(HasSubstr("action=\"http://localhost:8400/\""),
                                 HasSubstr("<button>Continue</button>")));
  EXPECT_EQ(HiddenFieldsOf(answer.body)["state"], "a&b");
  EXPECT_TRUE(Redeem(OfCode(HiddenFieldsOf(answer.body)["code"]))
                  .contains("access_token"));
}

TEST_F(People, CannotSkipThePassword) {
  const HttpServerAnswer page = Authorize(Wish());
  EXPECT_EQ(Next(page, {{"accept", "1"}}).status, 200);
  EXPECT_EQ(Next(page, {{"accept", "1"}, {"ticket", "guessed"}}).status, 200);
  // The ticket of one request is no good for another, and good once.
  const HttpServerAnswer consent = Next(page, kAnna);
  EXPECT_EQ(Next(consent,
                 {{"accept", "1"}, {"redirect_uri", "http://localhost:9999/"}})
                .status,
            200);
  EXPECT_EQ(Next(consent, {{"accept", "1"}}).status, 200);
}

TEST_F(People, AreNotSentToAnAddressThatIsNotRegistered) {
  for (const char* uri :
       {"", "https://evil.test/", "http://localhost:8400/other",
        "http://localhost.evil.test/", "http://localhost:8400@evil.test/",
        "http://127.0.0.1:8400/"}) {
    const HttpServerAnswer answer =
        Authorize(With(Wish(), "redirect_uri", uri));
    EXPECT_EQ(answer.status, 400) << uri;
    EXPECT_THAT(answer.body, HasSubstr("AADSTS50011")) << uri;
    EXPECT_EQ(HeaderOf(answer, "Location"), "") << uri;
  }
  EXPECT_THAT(Authorize(With(Wish(), "client_id", "<b>another")).body,
              AllOf(HasSubstr("AADSTS700016"), Not(HasSubstr("<b>another"))));
  EXPECT_EQ(Ask(kAuthorize, "client_id=a&client_id=b").status, 400);
  EXPECT_EQ(Ask(kAuthorize, "client_id=%").status, 400);
}

TEST_F(People, AreSentBackWithAnErrorWhereTheRequestIsWrong) {
  const auto error = [&](const std::string& name, const std::string& value) {
    return BroughtBack(Authorize(With(Wish(), name, value)))["error"];
  };
  EXPECT_EQ(error("response_type", "token"), "unsupported_response_type");
  EXPECT_EQ(error("response_mode", "fragment"), "invalid_request");
  EXPECT_EQ(error("code_challenge", ""), "invalid_request");
  EXPECT_EQ(error("code_challenge", "short"), "invalid_request");
  EXPECT_EQ(error("code_challenge_method", "plain"), "invalid_request");
  EXPECT_EQ(error("code_challenge_method", ""), "invalid_request");
  EXPECT_EQ(error("scope", "Mail.Read"), "invalid_scope");
  EXPECT_EQ(error("scope", "https://other/EWS.AccessAsUser.All"),
            "invalid_resource");
  EXPECT_EQ(error("prompt", "none"), "login_required");
}

TEST_F(People, HaveACodeThatIsGoodOnceAndForTheOneWhoAsked) {
  const auto number = [&](const FormFields& fields) {
    return Redeem(fields)["error_codes"][0].get<int>();
  };
  const std::string code = SignIn();
  EXPECT_TRUE(Redeem(OfCode(code)).contains("access_token"));
  EXPECT_EQ(number(OfCode(code)), 54005);
  EXPECT_EQ(number(OfCode("guessed")), 70000);
  EXPECT_EQ(number(With(OfCode(SignInAgain()), "code_verifier", "another")),
            501481);
  EXPECT_EQ(number(With(OfCode(SignInAgain()), "code_verifier", "")), 900144);
  EXPECT_EQ(number(With(OfCode(SignInAgain()), "redirect_uri",
                        "http://localhost:8401/")),
            50011);
  FormFields other = With(OfCode(SignInAgain()), "client_id", kClient);
  EXPECT_EQ(number(With(other, "client_secret", "the-secret")), 70000);
  const std::string old = SignInAgain();
  now_ += minutes(10);
  EXPECT_EQ(number(OfCode(old)), 70008);
}

TEST_F(People, SignInToAClientThatHasASecretOrToOneThatHasNone) {
  const std::string code = SignIn(With(Wish(), "client_id", kClient));
  FormFields fields = With(OfCode(code), "client_id", kClient);
  EXPECT_EQ(Redeem(fields)["error_codes"][0], 7000218);
  EXPECT_TRUE(Redeem(With(fields, "client_secret", "the-secret"))
                  .contains("access_token"));
  EXPECT_EQ(Redeem(With(OfCode("any"), "client_secret", "a"))["error_codes"][0],
            700025);
  EXPECT_EQ(
      Redeem({{"grant_type", "client_credentials"},
              {"client_id", kPublic},
              {"scope", "https://127.0.0.1:8443/.default"}})["error_codes"][0],
      7000218);
}

TEST_F(People, SignInForADevice) {
  const json started = StartDevice();
  EXPECT_EQ(started["verification_uri"], "https://127.0.0.1:8443/device");
  const std::string device_code = started["device_code"];
  const std::string user_code = started["user_code"];
  EXPECT_THAT(started["message"].get<std::string>(), HasSubstr(user_code));
  EXPECT_EQ(Poll(device_code)["error"], "authorization_pending");

  EXPECT_THAT(Post("/device", "user_code=wrong&next=1").body,
              HasSubstr("That code is wrong"));
  std::string typed = user_code.substr(0, 4) + "-" + user_code.substr(4);
  for (char& c : typed) c = static_cast<char>(std::tolower(c));
  const HttpServerAnswer page = Next(
      Ask("/device", ""), {{"user_code", typed}, {"next", "1"}}, "/device");
  const HttpServerAnswer consent = Next(page, kAnna, "/device");
  EXPECT_THAT(consent.body, HasSubstr(kPublic));
  EXPECT_EQ(Poll(device_code)["error"], "authorization_pending");
  EXPECT_THAT(Next(consent, {{"accept", "1"}}, "/device").body,
              HasSubstr("You can close this page"));

  const json tokens = Poll(device_code);
  EXPECT_TRUE(tokens.contains("refresh_token")) << tokens;
  EXPECT_TRUE(tokens.contains("id_token"));
  EXPECT_EQ(Poll(device_code)["error"], "bad_verification_code");
}

TEST_F(People, MayDeclineOrForgetADevice) {
  const json declined = StartDevice();
  const HttpServerAnswer page =
      Next(Ask("/device", ""),
           {{"user_code", declined["user_code"]}, {"next", "1"}}, "/device");
  EXPECT_THAT(Next(page, {{"cancel", "1"}}, "/device").body,
              HasSubstr("Declined"));
  EXPECT_EQ(Poll(declined["device_code"])["error"], "authorization_declined");

  const json forgotten = StartDevice();
  now_ += minutes(15);
  EXPECT_EQ(Poll(forgotten["device_code"])["error"], "expired_token");
  EXPECT_EQ(Poll("guessed")["error"], "bad_verification_code");
}

TEST_F(People, AreNotWaitedForInAHurry) {
  const std::string code = StartDevice()["device_code"];
  EXPECT_EQ(Poll(code)["error"], "authorization_pending");
  now_ -= seconds(1);
  EXPECT_EQ(Poll(code)["error"], "slow_down");
  EXPECT_EQ(Poll(code)["error"], "authorization_pending");
}

TEST_F(People, AreToldWhatIsWrongWithARequestForADevice) {
  EXPECT_EQ(Ask(kDevices, "").status, 405);
  EXPECT_EQ(Post(kDevices, "client_id=another&scope=openid").status, 400);
  EXPECT_EQ(Post(kDevices, std::string("client_id=") + kPublic).status, 400);
}

}  // namespace
}  // namespace letterbox::exchange
