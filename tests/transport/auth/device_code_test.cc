#include "auth/device_code.h"

#include <vector>

#include "person_fixture.h"

namespace letterbox {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr char kDevice[] =
    R"({"device_code":"the-device","user_code":"ABCD","interval":5,)"
    R"("expires_in":900,"verification_uri":"https://microsoft.com/devicelogin"})";

class DeviceCode : public testing::Test {
 protected:
  Token SignIn() {
    AuthorityClient client(connection_, transport_, clock_);
    PersonPrompt prompt;
    prompt.deadline = clock_.Now() + minutes(60);
    prompt.show_code = [this](const std::string& url, const std::string& code) {
      shown_ = {url, code};
    };
    return SignInByDevice(client, prompt);
  }

  void Refuse(const std::string& error) {
    transport_.Reply([this, error](const HttpRequest&) {
      asked_.push_back(clock_.Now());
      return HttpResponse{400, {}, "{\"error\":\"" + error + "\"}"};
    });
  }

  Connection connection_ = PersonsConnection();
  JumpingClock clock_;
  ScriptedTransport transport_;
  std::vector<std::string> shown_;
  std::vector<Clock::Deadline> asked_;
};

TEST_F(DeviceCode, AsksUntilThePersonHasSignedIn) {
  const auto begin = clock_.Now();
  transport_.Reply(200, kDevice);
  Refuse("authorization_pending");
  Refuse("slow_down");
  Refuse("authorization_pending");
  transport_.Reply(200, PersonsAnswer(Claims("QA@contoso.test")));
  const Token token = SignIn();
  EXPECT_EQ(token.user, "QA@contoso.test");
  EXPECT_EQ(token.refresh_token, "the-refresh");
  EXPECT_THAT(shown_, ElementsAre("https://microsoft.com/devicelogin", "ABCD"));
  EXPECT_THAT(asked_, ElementsAre(begin + seconds(5), begin + seconds(10),
                                  begin + seconds(20)));
  const auto requests = transport_.requests();
  EXPECT_EQ(requests[0].url,
            "https://login.microsoftonline.com/contoso.test/oauth2/v2.0/"
            "devicecode");
  EXPECT_THAT(FieldOf(requests[0].body, "scope"),
              HasSubstr("https://mail.contoso.test/EWS.AccessAsUser.All"));
  EXPECT_EQ(FieldOf(requests[1].body, "device_code"), "the-device");
  EXPECT_EQ(FieldOf(requests[1].body, "client_secret"), "");
}

TEST_F(DeviceCode, AsksLessOftenWhileTheNetworkIsDown) {
  transport_.Reply(200, kDevice);
  transport_.Fail(
      ConnectionError(ConnectionError::Kind::kTimeout, "no", "u", false));
  transport_.Reply(200, PersonsAnswer(Claims("qa@contoso.test")));
  EXPECT_EQ(SignIn().access_token, "the-access");
}

TEST_F(DeviceCode, EndsWhereThePersonDeclinesOrForgets) {
  transport_.Reply(200, kDevice);
  Refuse("authorization_declined");
  EXPECT_THAT(TextOfError<AuthError>([&] { SignIn(); }),
              HasSubstr("authorization_declined"));

  transport_.Reply(200, kDevice);
  for (int i = 0; i < 200; ++i) Refuse("authorization_pending");
  const auto begin = clock_.Now();
  EXPECT_THAT(TextOfError<AuthError>([&] { SignIn(); }),
              HasSubstr("nobody entered the code in time"));
  EXPECT_LE(clock_.Now() - begin, minutes(15));
}

TEST_F(DeviceCode, ShowsOnlyPagesAndWhatIsSafeToPrint) {
  for (
      const char* bad :
      {R"({"device_code":"d","user_code":"A","verification_uri":"javascript:1"})",
       R"({"device_code":"d","user_code":"A","verification_uri":"file:///a"})",
       R"({"device_code":"d","user_code":"A","verification_uri":"http://a.test/"})",
       R"({"device_code":"d","verification_uri":"https://a.test/"})",
       R"({"user_code":"A","verification_uri":"https://a.test/"})"}) {
    transport_.Reply(200, bad);
    EXPECT_THAT(TextOfError<AuthError>([&] { SignIn(); }),
                HasSubstr("without a usable device code"))
        << bad;
  }
  EXPECT_THAT(shown_, IsEmpty());
  transport_.Reply(200, R"({"device_code":"d","user_code":"A\u001b]0;\r\nB",)"
                        R"("verification_uri":"https://a.test/"})");
  transport_.Reply(200, PersonsAnswer(Claims("qa@contoso.test")));
  SignIn();
  EXPECT_THAT(shown_[1], AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr("\n"))));
}

TEST_F(DeviceCode, TellsWhatTheAuthorityRefuses) {
  transport_.Reply(400,
                   R"({"error":"invalid_client","error_codes":[7000218]})");
  EXPECT_THAT(TextOfError<AuthError>([&] { SignIn(); }),
              HasSubstr("AADSTS7000218"));
}

TEST_F(DeviceCode, TakesOnlyTheRightPersonAndPermission) {
  transport_.Reply(200, kDevice);
  transport_.Reply(200, PersonsAnswer(Claims("other@contoso.test")));
  EXPECT_THAT(TextOfError<AuthError>([&] { SignIn(); }),
              HasSubstr("\"other@contoso.test\" signed in"));

  transport_.Reply(200, kDevice);
  transport_.Reply(
      200, PersonsAnswer(Claims("qa@contoso.test"), "openid offline_access"));
  EXPECT_THAT(TextOfError<AuthError>([&] { SignIn(); }),
              HasSubstr("lacks "
                        "\"https://mail.contoso.test/EWS.AccessAsUser.All\""));

  connection_.user.clear();
  transport_.Reply(200, kDevice);
  transport_.Reply(200, TokenJson("the-access"));
  EXPECT_THAT(TextOfError<AuthError>([&] { SignIn(); }),
              HasSubstr("did not say who signed in"));
}

TEST_F(DeviceCode, NeverAsksInATest) {
  connection_.authenticate.flow = Authentication::Flow::kDeviceCode;
  const auto source = NewTokenSource(connection_, transport_, clock_);
  EXPECT_THAT(TextOfError<AuthError>([&] { source->Authorization(); }),
              HasSubstr("Run `letterbox authorize customer`"));
  EXPECT_THAT(transport_.requests(), SizeIs(0));
}

}  // namespace
}  // namespace letterbox
