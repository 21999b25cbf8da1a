#include <fstream>

#include "auth/federated_assertion.h"
#include "auth_fixture.h"
#include "support/scoped_environment.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr char kAssertion[] = "aaa.bbb-_1.ccc";

class Federated : public testing::Test {
 protected:
  Federated() {
    connection_.authenticate.client_secret.clear();
    connection_.authenticate.flow = Authentication::Flow::kFederated;
  }

  std::string Fetch() { return FetchAssertion(connection_, transport_); }
  template <typename Error>
  std::string Refusal() {
    return TextOfError<Error>([this] { Fetch(); });
  }
  std::string Write(const std::string& text) {
    const std::string path = folder_.path() / "assertion";
    std::ofstream(path) << text;
    return path;
  }

  TemporaryFolder folder_;
  HurryingClock clock_;
  ScriptedTransport transport_;
  Connection connection_ = Customer();
  Assertion& assertion_ = connection_.authenticate.assertion;
};

TEST_F(Federated, ShowsTheAssertionToTheAuthority) {
  assertion_.text = kAssertion;
  transport_.Reply(200, TokenJson("one"));
  EXPECT_EQ(NewTokenSource(connection_, transport_, clock_)->Authorization(),
            "Bearer one");
  EXPECT_EQ(transport_.requests()[0].body,
            "grant_type=client_credentials&client_id=the-client"
            "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-"
            "assertion-type%3Ajwt-bearer&client_assertion=aaa.bbb-_1.ccc"
            "&scope=https%3A%2F%2Fmail.contoso.test%2F.default");
}

TEST_F(Federated, ReadsTheFileEveryTime) {
  assertion_.file = Write("a.b.c\n");
  EXPECT_EQ(Fetch(), "a.b.c");
  Write("  d.e.f\r\n");
  EXPECT_EQ(Fetch(), "d.e.f");
  assertion_.file = (folder_.path() / "none").string();
  EXPECT_THAT(Refusal<AuthError>(), HasSubstr("cannot be read"));
}

TEST_F(Federated, OfGitHubActions) {
  const ScopedEnvironment url("ACTIONS_ID_TOKEN_REQUEST_URL",
                              "https://actions.test/token?api-version=2.0");
  const ScopedEnvironment ticket("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ticket");
  assertion_.from = "github_actions";
  transport_.Reply(200, R"({"count":1,"value":"aaa.bbb-_1.ccc"})");
  EXPECT_EQ(Fetch(), kAssertion);
  const HttpRequest request = transport_.requests()[0];
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.url,
            "https://actions.test/token?api-version=2.0&audience="
            "api%3A%2F%2FAzureADTokenExchange");
  EXPECT_EQ(request.headers[1].name, "Authorization");
  EXPECT_EQ(request.headers[1].value, "Bearer ticket");
}

TEST_F(Federated, IsMeantForTheCloudThatTakesIt) {
  const ScopedEnvironment url("ACTIONS_ID_TOKEN_REQUEST_URL",
                              "https://actions.test/token?api-version=2.0");
  const ScopedEnvironment ticket("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ticket");
  assertion_.from = "github_actions";
  for (const auto& [host, audience] :
       {std::pair("outlook.office365.us", "AzureADTokenExchangeUSGov"),
        std::pair("partner.outlook.cn", "AzureADTokenExchangeChina")}) {
    connection_.host = host;
    transport_.Reply(200, R"({"count":1,"value":"aaa.bbb-_1.ccc"})");
    Fetch();
    EXPECT_THAT(transport_.requests().back().url, testing::EndsWith(audience));
  }
}

TEST_F(Federated, OfAzurePipelines) {
  const ScopedEnvironment url("SYSTEM_OIDCREQUESTURI",
                              "https://dev.test/oidctoken");
  const ScopedEnvironment ticket("SYSTEM_ACCESSTOKEN", "ticket");
  const ScopedEnvironment id("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID", "7&8");
  assertion_.from = "azure_pipelines";
  transport_.Reply(200, R"({"oidcToken":"aaa.bbb-_1.ccc"})");
  EXPECT_EQ(Fetch(), kAssertion);
  const HttpRequest request = transport_.requests()[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url,
            "https://dev.test/oidctoken?api-version=7.1&serviceConnectionId="
            "7%268");
}

TEST_F(Federated, OfKubernetes) {
  const ScopedEnvironment file("AZURE_FEDERATED_TOKEN_FILE", Write(kAssertion));
  assertion_.from = "kubernetes";
  EXPECT_EQ(Fetch(), kAssertion);
}

TEST_F(Federated, OfAnyOtherEndpoint) {
  assertion_.url = "https://ci.test/assertion";
  assertion_.bearer = kSecret;
  assertion_.field = "jwt";
  transport_.Reply(200, R"({"jwt":"aaa.bbb-_1.ccc"})");
  EXPECT_EQ(Fetch(), kAssertion);
  transport_.Reply(403, R"({"message":"s3cret"})");
  EXPECT_THAT(Refusal<AuthError>(),
              HasSubstr("https://ci.test/assertion answered 403."));
  transport_.Reply(200, "<html>s3cret");
  EXPECT_THAT(Refusal<AuthError>(), HasSubstr("without JSON"));
}

TEST_F(Federated, SaysWhatASystemLacks) {
  const ScopedEnvironment url("ACTIONS_ID_TOKEN_REQUEST_URL", std::nullopt);
  assertion_.from = "github_actions";
  EXPECT_THAT(Refusal<ConfigError>(),
              AllOf(HasSubstr("ACTIONS_ID_TOKEN_REQUEST_URL"),
                    HasSubstr("id-token: write")));
  assertion_.from = "jenkins";
  EXPECT_THAT(Refusal<ConfigError>(), HasSubstr("github_actions"));
}

TEST_F(Federated, WantsExactlyOnePlace) {
  EXPECT_THAT(Refusal<ConfigError>(), HasSubstr("0 do"));
  assertion_.text = kAssertion;
  assertion_.from = "kubernetes";
  EXPECT_THAT(Refusal<ConfigError>(), HasSubstr("2 do"));
}

TEST_F(Federated, NeverSendsWhatIsNoSignedToken) {
  for (const char* text : {"s3cret", "a.b", "a.b.c.d", "a.b.c s3cret"}) {
    assertion_.text = text;
    EXPECT_THAT(Refusal<AuthError>(), HasSubstr("no signed token"));
  }
  assertion_.text.clear();
  assertion_.url = "https://ci.test/";
  transport_.Reply(200, R"({"value":"s3cret"})");
  EXPECT_THAT(Refusal<AuthError>(), HasSubstr("no signed token"));
}

}  // namespace
}  // namespace letterbox
