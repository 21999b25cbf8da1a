// Who learns who signs in: only who asks for it, over https, in the way that
// the connection declares.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "answers.h"
#include "autodiscover/search.h"
#include "letterbox/transport/error.h"

namespace letterbox::autodiscover {
namespace {

using Method = Authentication::Method;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// base64 of "qa@contoso.com:s3cr3t"
constexpr char kBasicHeader[] = "Basic cWFAY29udG9zby5jb206czNjcjN0";

class SignIn : public testing::Test {
 protected:
  SignIn() {
    connection_.name = "qa";
    connection_.host = "autodiscover";
    connection_.user = "qa@contoso.com";
    connection_.authenticate.method = Method::kBasic;
    connection_.authenticate.password = "s3cr3t";
    internet_.Serve(JsonUrl(kPlace), 404);
  }

  Found Find() {
    return Search(connection_, "qa@contoso.com", internet_.reach(),
                  SystemClock());
  }
  std::string Error() {
    try {
      Find();
    } catch (const letterbox::Error& error) {
      EXPECT_THAT(error.what(), Not(HasSubstr("s3cr3t")));
      return error.what();
    }
    ADD_FAILURE() << "was found";
    return "";
  }

  Connection connection_;
  MadeUpInternet internet_;
};

TEST_F(SignIn, WaitsForTheServerToAsk) {
  internet_.Serve(PoxUrl(kPlace),
                  Guarded(PoxSettings(), "Basic realm=\"x\"", kBasicHeader));
  EXPECT_EQ(Find().url, kEws);
  EXPECT_THAT(internet_.signed_in(), ElementsAre(PoxUrl(kPlace)));
}

TEST_F(SignIn, IsNotDoneWhereNobodyAsks) {
  internet_.Serve(PoxUrl(kPlace), 200, "<html>a shop</html>");
  internet_.Serve(SoapUrl(kPlace), 403);
  Error();
  EXPECT_THAT(internet_.signed_in(), IsEmpty());
}

TEST_F(SignIn, NeverGoesDownToAWeakerScheme) {
  connection_.authenticate.method = Method::kNtlm;
  internet_.Serve(PoxUrl(kPlace), Guarded(PoxSettings(), "Basic realm=\"x\""));
  EXPECT_THAT(Error(),
              HasSubstr("POX: it wants a sign-in, and does not offer NTLM, "
                        "which authenticate: method: ntlm stands for"));
  EXPECT_THAT(internet_.signed_in(), IsEmpty());
}

TEST_F(SignIn, NeverGoesDownFromOAuth) {
  connection_.authenticate.method = Method::kOAuth2;
  internet_.Serve(PoxUrl(kPlace), Guarded(PoxSettings(), "Basic realm=\"x\""));
  EXPECT_THAT(Error(), HasSubstr("does not offer Bearer"));
  EXPECT_THAT(internet_.signed_in(), IsEmpty());
}

TEST_F(SignIn, FindsItsSchemeAmongOthers) {
  connection_.authenticate.method = Method::kNtlm;
  internet_.Serve(PoxUrl(kPlace), Guarded(PoxSettings(),
                                          "Negotiate, Basic realm=\"NTLM, a\", "
                                          "ntlm"));
  EXPECT_EQ(Find().url, kEws);
  EXPECT_THAT(internet_.signed_in(), ElementsAre(PoxUrl(kPlace)));
}

TEST_F(SignIn, IsTriedOnceAtEachPlace) {
  internet_.Serve(PoxUrl(kPlace), Guarded("", "Basic", "nobody"));
  internet_.Serve(SoapUrl(kPlace), Guarded("", "Basic", "nobody"));
  EXPECT_THAT(Error(),
              AllOf(HasSubstr("POX: it refused the password or ticket of "
                              "\"qa@contoso.com\""),
                    HasSubstr("SOAP: it wants a sign-in, and it has refused "
                              "who signs in before")));
  EXPECT_THAT(internet_.signed_in(), ElementsAre(PoxUrl(kPlace)));
}

TEST_F(SignIn, IsAnAuthErrorWhereItIsRefused) {
  internet_.Serve(PoxUrl(kPlace), Guarded("", "Basic", "nobody"));
  EXPECT_THROW(Find(), AuthError);
}

TEST_F(SignIn, RefusedAtOnePlaceIsNotTheEnd) {
  internet_.Serve(PoxUrl(kPlace), Guarded("", "Basic", "nobody"));
  internet_.Serve(JsonUrl(kOtherPlace), 404);
  internet_.Serve(PoxUrl(kOtherPlace), Guarded(PoxSettings()));
  EXPECT_EQ(Find().url, kEws);
}

TEST_F(SignIn, FollowsARedirectOnlyWhenAskedThereToo) {
  internet_.Redirect(PoxUrl(kPlace), "https://a.contoso.com/ad.xml");
  internet_.Serve("https://a.contoso.com/ad.xml", 200, PoxSettings());
  EXPECT_EQ(Find().url, kEws);
  EXPECT_THAT(internet_.signed_in(), IsEmpty());
}

TEST_F(SignIn, SendsATokenToNobodyButWhoItIsFor) {
  connection_.authenticate.method = Method::kOAuth2;
  internet_.Serve(PoxUrl(kPlace), Guarded(PoxSettings(), "Bearer"));
  for (const char* scope : {"", "https://mail.contoso.com/.default"}) {
    connection_.authenticate.scope = scope;
    EXPECT_THAT(Error(),
                HasSubstr("a token goes only to the server that it is for"));
  }
  EXPECT_THAT(internet_.signed_in(), IsEmpty());
}

TEST_F(SignIn, SendsATokenToWhoItIsFor) {
  Authentication& in = connection_.authenticate;
  in.method = Method::kOAuth2;
  in.scope = "https://contoso.com/.default";
  in.tenant_id = "contoso.com";
  in.client_id = "client";
  in.client_secret = "s3cr3t";
  in.authority = "https://login.contoso.com";
  internet_.Serve("https://login.contoso.com/contoso.com/oauth2/v2.0/token",
                  200,
                  R"({"token_type":"Bearer","expires_in":3600,)"
                  R"("access_token":"t0k3n"})");
  internet_.Serve(PoxUrl(kPlace),
                  Guarded(PoxSettings(), "Bearer", "Bearer t0k3n"));
  EXPECT_EQ(Find().url, kEws);
  EXPECT_THAT(internet_.signed_in(), ElementsAre(PoxUrl(kPlace)));
}

}  // namespace
}  // namespace letterbox::autodiscover
