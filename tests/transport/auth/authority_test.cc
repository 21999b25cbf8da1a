#include "auth/authority.h"

#include "auth/authority_client.h"
#include "auth_fixture.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Connection At(const std::string& host) {
  Connection connection = Customer();
  connection.host = host;
  return connection;
}

class AuthorityTest : public testing::Test {
 protected:
  Endpoints Find(const Connection& connection) {
    return FindEndpoints(connection, transport_);
  }
  std::string Refusal(const Connection& connection) {
    return TextOfError<AuthError>([&] { Find(connection); });
  }

  FakeClock clock_;
  ScriptedTransport transport_;
};

TEST_F(AuthorityTest, IsTheEntraIdOfTheHostsCloud) {
  const std::pair<const char*, const char*> clouds[] = {
      {"outlook.office365.com", "https://login.microsoftonline.com"},
      {"mail.contoso.com", "https://login.microsoftonline.com"},
      {"outlook.office365.us", "https://login.microsoftonline.us"},
      {"https://outlook-dod.office365.us/EWS/Exchange.asmx",
       "https://login.microsoftonline.us"},
      {"partner.outlook.cn", "https://login.partner.microsoftonline.cn"},
  };
  for (const auto& [host, authority] : clouds) {
    EXPECT_EQ(AuthorityOf(At(host)), authority);
    EXPECT_EQ(Find(At(host)).token,
              std::string(authority) + "/contoso.test/oauth2/v2.0/token");
  }
  Connection sovereign = At("outlook.sovereign.test");
  sovereign.authenticate.authority = "https://login.sovcloud-identity.fr/";
  EXPECT_EQ(Find(sovereign).authorize,
            "https://login.sovcloud-identity.fr/contoso.test/oauth2/v2.0/"
            "authorize");
}

TEST_F(AuthorityTest, OfEntraIdIsAskedByScope) {
  const Connection connection = At("outlook.office365.com");
  EXPECT_EQ(WantedOf(connection, true).scope,
            "https://outlook.office365.com/.default");
  EXPECT_EQ(WantedOf(connection, false).scope,
            "https://outlook.office365.com/EWS.AccessAsUser.All "
            "offline_access openid profile");
  EXPECT_EQ(WantedOf(connection, false).resource, "");
}

TEST_F(AuthorityTest, OfAdfsIsAskedByResource) {
  std::vector<Connection> both(2, At("mail.contoso.com"));
  both[0].authenticate.authority = "https://fs.contoso.com/adfs/";
  both[0].authenticate.tenant_id.clear();
  both[1].authenticate.authority = "https://fs.contoso.com";
  both[1].authenticate.tenant_id = "adfs";
  for (const Connection& connection : both) {
    const Endpoints endpoints = Find(connection);
    EXPECT_EQ(endpoints.token, "https://fs.contoso.com/adfs/oauth2/token");
    EXPECT_EQ(endpoints.authorize,
              "https://fs.contoso.com/adfs/oauth2/authorize");
    EXPECT_EQ(endpoints.device,
              "https://fs.contoso.com/adfs/oauth2/devicecode");
    EXPECT_FALSE(endpoints.takes_ps256);
    EXPECT_EQ(WantedOf(connection, true).resource, "https://mail.contoso.com/");
    EXPECT_EQ(WantedOf(connection, true).scope, "");
    EXPECT_EQ(WantedOf(connection, false).scope, "openid profile");
  }
  Connection own = both[0];
  own.authenticate.resource = "urn:mail";
  EXPECT_EQ(WantedOf(own, true).resource, "urn:mail");
  own.authenticate.resource.clear();
  own.authenticate.scope = "https://mail.contoso.com/ openid";
  EXPECT_EQ(WantedOf(own, false).resource, "");
  EXPECT_EQ(WantedOf(own, false).scope, "https://mail.contoso.com/ openid");
}

TEST_F(AuthorityTest, SendsTheResource) {
  Connection connection = At("mail.contoso.com");
  connection.authenticate.authority = "https://fs.contoso.com/adfs";
  connection.authenticate.tenant_id.clear();
  transport_.Reply(200, TokenJson("one"));
  NewTokenSource(connection, transport_, clock_)->Authorization();
  EXPECT_EQ(transport_.requests()[0].url,
            "https://fs.contoso.com/adfs/oauth2/token");
  EXPECT_THAT(transport_.requests()[0].body,
              AllOf(HasSubstr("&resource=https%3A%2F%2Fmail.contoso.com%2F"),
                    Not(HasSubstr("scope="))));
}

constexpr char kDocument[] = R"({
  "issuer": "https://id.test/realms/a",
  "token_endpoint": "https://id.test/t",
  "authorization_endpoint": "https://id.test/a",
  "device_authorization_endpoint": "https://id.test/d",
  "authorization_response_iss_parameter_supported": true,
  "response_modes_supported": ["query", "form_post"],
  "token_endpoint_auth_signing_alg_values_supported": ["RS256"]
})";

class Discovery : public AuthorityTest {
 protected:
  Discovery() {
    connection_.authenticate.tenant_id.clear();
    connection_.authenticate.authority = "https://id.test/realms/a";
  }
  std::string Replaced(const std::string& from, const std::string& to) {
    std::string document = kDocument;
    document.replace(document.find(from), from.size(), to);
    return document;
  }

  Connection connection_ = At("mail.contoso.com");
};

TEST_F(Discovery, FindsTheEndpointsOfAnyProvider) {
  transport_.Reply(200, kDocument);
  const Endpoints endpoints = Find(connection_);
  EXPECT_EQ(transport_.requests()[0].url,
            "https://id.test/realms/a/.well-known/openid-configuration");
  EXPECT_EQ(transport_.requests()[0].method, "GET");
  EXPECT_EQ(endpoints.issuer, "https://id.test/realms/a");
  EXPECT_EQ(endpoints.token, "https://id.test/t");
  EXPECT_EQ(endpoints.authorize, "https://id.test/a");
  EXPECT_EQ(endpoints.device, "https://id.test/d");
  EXPECT_TRUE(endpoints.names_issuer);
  EXPECT_TRUE(endpoints.has_form_post);
  EXPECT_FALSE(endpoints.takes_ps256);
}

TEST_F(Discovery, GoesOnAtTheAddressOfOAuthAlone) {
  transport_.Reply(404, "");
  transport_.Reply(200, kDocument);
  EXPECT_EQ(Find(connection_).token, "https://id.test/t");
  EXPECT_EQ(transport_.requests()[1].url,
            "https://id.test/.well-known/oauth-authorization-server/realms/a");
}

TEST_F(Discovery, IsDoneOnFirstUseAndOnce) {
  const auto source = NewTokenSource(connection_, transport_, clock_);
  EXPECT_TRUE(transport_.requests().empty());
  transport_.Reply(200, kDocument);
  transport_.Reply(200, TokenJson("one"));
  EXPECT_EQ(source->Authorization(), "Bearer one");
  clock_.Advance(std::chrono::hours(2));
  transport_.Reply(200, TokenJson("two"));
  EXPECT_EQ(source->Authorization(), "Bearer two");
  EXPECT_EQ(transport_.requests()[2].url, "https://id.test/t");
}

TEST_F(Discovery, RefusesAnotherIssuersDocument) {
  transport_.Reply(200, Replaced("\"https://id.test/realms/a\"",
                                 "\"https://id.test/realms/b\""));
  EXPECT_THAT(Refusal(connection_),
              AllOf(HasSubstr("another issuer"), HasSubstr("realms/b")));
}

TEST_F(Discovery, RefusesEndpointsThatATokenMustNotGoTo) {
  for (const char* url :
       {"http://id.test/t", "ftp://id.test/t", "javascript:alert(1)", "/t"}) {
    transport_.Reply(200, Replaced("https://id.test/t", url));
    EXPECT_THAT(Refusal(connection_), HasSubstr("endpoint")) << url;
  }
  transport_.Reply(200, Replaced("\"token_endpoint\"", "\"other\""));
  EXPECT_THAT(Refusal(connection_), HasSubstr("no token_endpoint"));
}

TEST_F(Discovery, SaysWhatCameInsteadOfADocument) {
  transport_.Reply(200, "<html>");
  EXPECT_THAT(Refusal(connection_),
              AllOf(HasSubstr("no discovery document"), HasSubstr("tenant_id"),
                    HasSubstr("token_url")));
  transport_.Reply(302, "", {{"Location", "https://evil.test/"}});
  EXPECT_THAT(Refusal(connection_), HasSubstr("answered 302"));
}

}  // namespace
}  // namespace letterbox
