// What the EWS client says where the server refuses the request as such.
#include <string>
#include <utility>
#include <vector>

#include "letterbox/transport/error.h"
#include "transport/ews/ews_client_fixture.h"

namespace letterbox::ews {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST_F(EwsClientTest, ExplainsASecond401) {
  const std::vector<Header> headers = {
      {"x-ms-diagnostics", "2000003;reason=\"wrong audience\""},
      {"WWW-Authenticate", "Bearer client_id=\"x\", error=\"invalid_token\""},
      {"WWW-Authenticate", "Negotiate"}};
  transport_.Reply(401, "", headers);
  transport_.Reply(401, "", headers);
  const auto error = Refused<AuthError>();
  EXPECT_EQ(error.connection(), "customer");
  EXPECT_EQ(error.code(), "invalid_token");
  EXPECT_THAT(
      error.what(),
      AllOf(StartsWith("GetFolder on customer@contoso.test: "),
            HasSubstr("HTTP 401"),
            HasSubstr("2000003;reason=\"wrong audience\"."),
            HasSubstr("It takes: Bearer, Negotiate. "),
            HasSubstr("meant for another server"), Not(HasSubstr("token-"))));
  EXPECT_EQ(transport_.requests().size(), 2u);
}

TEST_F(EwsClientTest, SaysWhatADiagnosisMeans) {
  const std::pair<const char*, const char*> cases[] = {
      {"2000001;reason=\"?\";error_category=\"invalid_token\"",
       "full_access_as_app"},
      {"2000004;reason=\"?\"", "does not know the tenant"},
      {"2000005;reason=\"?\"", "no mailbox for who signed in"},
      {"2000008;reason=\"?\"", "carries no permission"},
      {"2000020;reason=\"?\"", "network restricts"},
      {"4000000;reason=\"?\"", "Modern authentication is off"},
      {"9999999;reason=\"new\"", "reason=\"new\""},
  };
  for (const auto& [diagnostics, meaning] : cases) {
    for (int i = 0; i < 2; ++i)
      transport_.Reply(401, "", {{"x-ms-diagnostics", diagnostics}});
    EXPECT_THAT(Refused<AuthError>().what(),
                AllOf(HasSubstr(diagnostics), HasSubstr(meaning)));
  }
}

TEST_F(EwsClientTest, SaysWhereNoOAuthIsOffered) {
  for (int i = 0; i < 2; ++i)
    transport_.Reply(401, "", {{"WWW-Authenticate", "NTLM"}});
  EXPECT_THAT(Refused<AuthError>().what(),
              HasSubstr("OAuth is not enabled on this virtual directory"));
  for (int i = 0; i < 2; ++i)
    transport_.Reply(401, "", {{"WWW-Authenticate", "NTLM, Bearer x=\"y\""}});
  EXPECT_THAT(Refused<AuthError>().what(), HasSubstr("full_access_as_app"));
}

TEST_F(EwsClientTest, TellsARestrictedNetworkFromBlockedServices) {
  transport_.Reply(403, "", {{"Restrict-Access-Confirm", "1"}});
  EXPECT_THAT(Refused<ServerError>().what(),
              AllOf(HasSubstr("restricts from which networks"),
                    Not(HasSubstr("EwsAllowedAppIDs"))));
}

TEST_F(EwsClientTest, Explains403) {
  transport_.Reply(403, "");
  const auto error = Refused<ServerError>();
  EXPECT_EQ(error.http_status(), 403);
  EXPECT_EQ(error.response_code(), "");
  EXPECT_EQ(error.operation(), "GetFolder");
  EXPECT_THAT(
      error.what(),
      AllOf(HasSubstr("GetFolder on customer@contoso"), HasSubstr("HTTP 403"),
            HasSubstr("October 2026"), HasSubstr("EwsAllowedAppIDs")));
}

TEST_F(EwsClientTest, TellsWhatAGatewaySaid) {
  transport_.Reply(503, "<html>Busy\x1B[31m</html>", {{"Retry-After", "30"}});
  const auto error = Refused<ServerError>();
  EXPECT_EQ(error.http_status(), 503);
  EXPECT_THAT(error.what(),
              AllOf(HasSubstr("HTTP 503"), HasSubstr("Retry-After: 30."),
                    HasSubstr("<html>Busy\\x1B[31m</html>"),
                    HasSubstr("try again in a minute")));
}

TEST_F(EwsClientTest, FollowsNoRedirect) {
  transport_.Reply(302, "", {{"Location", "https://evil.test/"}});
  const auto error = Refused<ServerError>();
  EXPECT_THAT(error.what(), AllOf(HasSubstr("https://evil.test/"),
                                  HasSubstr("follows no redirect")));
  EXPECT_EQ(transport_.requests().size(), 1u);
}

}  // namespace
}  // namespace letterbox::ews
