// The authority without a socket: requests in, answers out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <variant>

#include "exchange/oauth/authority.h"
#include "exchange/oauth/bearer.h"
#include "exchange/oauth/form.h"
#include "exchange/oauth/random.h"
#include "mime/base64.h"

namespace letterbox::exchange {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

constexpr char kTenant[] = "11111111-2222-3333-4444-555555555555";
constexpr char kClient[] = "66666666-7777-8888-9999-000000000000";
constexpr char kSecret[] = "a~b+c&d%e/f=g:h i";
constexpr char kSecretEncoded[] = "a~b%2Bc%26d%25e%2Ff%3Dg%3Ah+i";
constexpr char kOrigin[] = "https://127.0.0.1:8443";
constexpr char kScope[] = "https%3A%2F%2F127.0.0.1%3A8443%2F.default";

class OAuth : public testing::Test {
 protected:
  HttpServerAnswer Post(const std::string& body,
                        std::vector<Header> headers = {},
                        const std::string& tenant = kTenant) {
    headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    return authority_
        .Handle(
            {"POST", "/" + tenant + "/oauth2/v2.0/token", "", headers, body})
        .value();
  }

  // A good request for the application itself, with changes.
  static std::string Body(const std::string& client = kClient,
                          const std::string& secret = kSecretEncoded,
                          const std::string& scope = kScope) {
    return "grant_type=client_credentials&client_id=" + client +
           "&client_secret=" + secret + "&scope=" + scope;
  }

  static std::string RefreshBody(const std::string& token) {
    return std::string("grant_type=refresh_token&client_id=") + kClient +
           "&client_secret=" + kSecretEncoded + "&refresh_token=" + token;
  }

  std::variant<Caller, HttpServerAnswer> Use(
      const std::string& token, const std::string& scheme = "Bearer ") {
    return CheckBearer({"POST",
                        "/EWS/Exchange.asmx",
                        "",
                        {{"authorization", scheme + token}},
                        ""},
                       authority_);
  }

  void ExpectRefused(const HttpServerAnswer& answer, int status,
                     const std::string& error, int number) {
    EXPECT_EQ(answer.status, status) << answer.body;
    const json body = json::parse(answer.body);
    EXPECT_EQ(body["error"], error) << answer.body;
    EXPECT_EQ(body["error_codes"], json::array({number})) << answer.body;
    EXPECT_THAT(body["error_description"].get<std::string>(),
                AllOf(StartsWith("AADSTS" + std::to_string(number) + ": "),
                      HasSubstr(" Trace ID: "), HasSubstr(" Correlation ID: "),
                      HasSubstr(" Timestamp: 2026-11-24 12:00:00Z")));
    EXPECT_THAT(answer.body, Not(HasSubstr(kSecret)));
    EXPECT_TRUE(IsGuid(body["trace_id"].get<std::string>()));
    EXPECT_TRUE(IsGuid(body["correlation_id"].get<std::string>()));
  }

  std::chrono::system_clock::time_point now_ =
      std::chrono::system_clock::from_time_t(1795521600);  // 24 November 2026
  Authority authority_{{kTenant, kClient, kSecret, std::chrono::hours(1)},
                       kOrigin,
                       [this] { return now_; }};
};

std::string HeaderOf(const HttpServerAnswer& answer, const std::string& name) {
  for (const Header& header : answer.headers) {
    if (header.name == name) return header.value;
  }
  return "";
}

TEST_F(OAuth, GivesTheApplicationATokenOfItsOwn) {
  const HttpServerAnswer answer = Post(Body());
  ASSERT_EQ(answer.status, 200) << answer.body;
  const json body = json::parse(answer.body);
  EXPECT_EQ(body["token_type"], "Bearer");
  EXPECT_EQ(body["expires_in"], 3600);
  EXPECT_FALSE(body.contains("refresh_token"));
  EXPECT_THAT(HeaderOf(answer, "Cache-Control"), HasSubstr("no-store"));
  const auto caller = Use(body["access_token"]);
  ASSERT_TRUE(std::holds_alternative<Caller>(caller));
  EXPECT_TRUE(std::get<Caller>(caller).app_only);
}

TEST_F(OAuth, TakesTheSecretByBasicToo) {
  const std::string body =
      std::string("grant_type=client_credentials&scope=") + kScope;
  const std::string halves = std::string(kClient) + ":" + kSecretEncoded;
  EXPECT_EQ(
      Post(body, {{"Authorization", "Basic " + EncodeBase64(halves)}}).status,
      200);
  ExpectRefused(
      Post(body, {{"Authorization",
                   "Basic " + EncodeBase64(std::string(kClient) + ":other")}}),
      401, "invalid_client", 7000215);
  ExpectRefused(Post(body, {{"Authorization", "Basic !"}}), 400,
                "invalid_request", 90013);
  ExpectRefused(
      Post(Body(), {{"Authorization", "Basic " + EncodeBase64(halves)}}), 400,
      "invalid_request", 90013);
}

TEST_F(OAuth, RefusesAsEntraDoes) {
  ExpectRefused(Post(Body(), {}, "99999999-2222-3333-4444-555555555555"), 400,
                "invalid_request", 90002);
  ExpectRefused(Post(Body(), {}, "a%2Fb"), 400, "invalid_request", 900023);
  ExpectRefused(Post(Body("other")), 400, "unauthorized_client", 700016);
  ExpectRefused(Post(Body(kClient, "other")), 401, "invalid_client", 7000215);
  ExpectRefused(Post(Body(kClient, "")), 401, "invalid_client", 7000218);
  ExpectRefused(Post(Body("")), 400, "invalid_request", 900144);
  ExpectRefused(Post(Body(kClient, kSecretEncoded, "")), 400, "invalid_request",
                900144);
  ExpectRefused(Post("grant_type=implicit&client_id=x"), 400,
                "unsupported_grant_type", 70003);
  ExpectRefused(Post(""), 400, "invalid_request", 900144);
  ExpectRefused(Post(Body() + "&scope=x"), 400, "invalid_request", 9000411);
  ExpectRefused(Post(Body() + "&x=%zz"), 400, "invalid_request", 90013);
  ExpectRefused(Post(std::string(100'000, 'x')), 413, "invalid_request", 90013);
}

TEST_F(OAuth, TakesScopesOfThisServerAndOfExchangeOnline) {
  const auto ask = [this](const std::string& scope) {
    return Post(Body(kClient, kSecretEncoded, scope));
  };
  EXPECT_EQ(ask("https://127.0.0.1:8443/.default").status, 200);
  EXPECT_EQ(ask("https://localhost:8443//.default").status, 200);
  EXPECT_EQ(ask("https://outlook.office365.com/.default").status, 200);
  ExpectRefused(ask("https://graph.microsoft.com/.default"), 400,
                "invalid_resource", 500011);
  ExpectRefused(ask("https://127.0.0.1:9/.default"), 400, "invalid_resource",
                500011);
  for (const std::string scope :
       {"https://127.0.0.1:8443/EWS.AccessAsUser.All", "openid", "/", "%00",
        "https://127.0.0.1:8443/.default+openid"}) {
    ExpectRefused(ask(scope), 400, "invalid_scope", 70011);
  }
}

TEST_F(OAuth, WantsAFormByPost) {
  const std::string path = std::string("/") + kTenant + "/oauth2/v2.0/token";
  ExpectRefused(*authority_.Handle({"GET", path, "", {}, ""}), 405,
                "invalid_request", 900561);
  ExpectRefused(
      *authority_.Handle(
          {"POST", path, "", {{"Content-Type", "application/json"}}, Body()}),
      400, "invalid_request", 900144);
}

TEST_F(OAuth, ShowsWhatTheClientSentWithoutTrustingIt) {
  const HttpServerAnswer answer = Post(Body("%FF%22%0D%0A<script>"));
  ExpectRefused(answer, 400, "unauthorized_client", 700016);
  EXPECT_LT(Post(Body(std::string(50'000, 'x'))).body.size(), 2'000u);
}

TEST_F(OAuth, RepeatsTheClientsIdOfTheRequest) {
  const std::string id = RandomGuid();
  const json body = json::parse(Post("", {{"client-request-id", id}}).body);
  EXPECT_EQ(body["correlation_id"], id);
}

TEST_F(OAuth, RotatesRefreshTokens) {
  const std::string first = authority_.IssueRefreshToken("alice@contoso.test");
  const HttpServerAnswer answer = Post(RefreshBody(first));
  ASSERT_EQ(answer.status, 200) << answer.body;
  const json body = json::parse(answer.body);
  EXPECT_EQ(body["scope"], std::string(kOrigin) + "/EWS.AccessAsUser.All");
  const auto caller = Use(body["access_token"]);
  ASSERT_TRUE(std::holds_alternative<Caller>(caller));
  EXPECT_FALSE(std::get<Caller>(caller).app_only);
  EXPECT_EQ(std::get<Caller>(caller).user, "alice@contoso.test");

  EXPECT_EQ(Post(RefreshBody(body["refresh_token"])).status, 200);
  ExpectRefused(Post(RefreshBody("never-issued")), 400, "invalid_grant", 70000);
}

TEST_F(OAuth, ATokenUsedTwiceEndsItsSignInAlone) {
  const std::string first = authority_.IssueRefreshToken("alice@contoso.test");
  const std::string other = authority_.IssueRefreshToken("alice@contoso.test");
  const json body = json::parse(Post(RefreshBody(first)).body);
  ExpectRefused(Post(RefreshBody(first)), 400, "invalid_grant", 70000);
  ExpectRefused(Post(RefreshBody(body["refresh_token"])), 400, "invalid_grant",
                50173);
  EXPECT_EQ(Post(RefreshBody(other)).status, 200);
}

TEST_F(OAuth, FailsAsATestAsks) {
  TokenFault fault;
  fault.status = 400;
  fault.error = "invalid_grant";
  fault.number = 65001;
  fault.suberror = "consent_required";
  fault.times = 2;
  authority_.script().Add(fault);
  authority_.script().Add({});
  for (int i = 0; i < 2; ++i) {
    const HttpServerAnswer answer = Post(Body());
    ExpectRefused(answer, 400, "invalid_grant", 65001);
    EXPECT_EQ(json::parse(answer.body)["suberror"], "consent_required");
  }
  EXPECT_EQ(Post(Body()).status, 503);
  EXPECT_EQ(Post(Body()).status, 200);
}

TEST_F(OAuth, UsesNoRefreshTokenUpWhereItRefuses) {
  const std::string token = authority_.IssueRefreshToken("alice@contoso.test");
  ExpectRefused(Post(RefreshBody(token) + "&scope=Mail.Read"), 400,
                "invalid_scope", 70011);
  ExpectRefused(Post(RefreshBody(token) +
                     "&scope=https://elsewhere.test/EWS.AccessAsUser.All"),
                400, "invalid_resource", 500011);
  EXPECT_EQ(
      Post(RefreshBody(token) + "&scope=openid+offline_access+"
                                "https://127.0.0.1:8443/EWS.AccessAsUser.All")
          .status,
      200);
}

TEST_F(OAuth, TellsWhereItsEndpointsAre) {
  const std::string tenant = std::string(kOrigin) + "/" + kTenant;
  const HttpServerAnswer answer = *authority_.Handle(
      {"GET",
       std::string("/") + kTenant + "/v2.0/.well-known/openid-configuration",
       "",
       {},
       ""});
  EXPECT_EQ(answer.status, 200);
  const json body = json::parse(answer.body);
  EXPECT_EQ(body["issuer"], tenant + "/v2.0");
  EXPECT_EQ(body["token_endpoint"], tenant + "/oauth2/v2.0/token");
  EXPECT_EQ(body["grant_types_supported"],
            json::array({"authorization_code", "client_credentials", "password",
                         "refresh_token",
                         "urn:ietf:params:oauth:grant-type:device_code"}));
}

TEST_F(OAuth, LeavesOtherPathsToOthers) {
  for (const std::string path :
       {"", "/", "*", "/x", "/oauth2/v2.0/token", "/a/b/oauth2/v2.0/token"}) {
    EXPECT_FALSE(authority_.Handle({"POST", path, "", {}, ""})) << path;
  }
}

TEST_F(OAuth, RefusesEwsWithoutAGoodToken) {
  const json body = json::parse(Post(Body()).body);
  const std::string token = body["access_token"];
  const auto expect_refused = [](const auto& result, const char* diagnostics) {
    ASSERT_TRUE(std::holds_alternative<HttpServerAnswer>(result));
    const auto& answer = std::get<HttpServerAnswer>(result);
    EXPECT_EQ(answer.status, 401);
    EXPECT_THAT(
        HeaderOf(answer, "WWW-Authenticate"),
        AllOf(StartsWith(
                  "Bearer client_id=\"00000002-0000-0ff1-ce00-000000000000\""),
              HasSubstr("trusted_issuers="), HasSubstr("token_types="),
              HasSubstr(std::string("authorization_uri=\"") + kOrigin),
              HasSubstr("error=\"invalid_token\"")));
    EXPECT_THAT(HeaderOf(answer, "x-ms-diagnostics"), StartsWith(diagnostics));
  };
  expect_refused(Use("", ""), "2000001;");
  expect_refused(Use("dXNlcjpwYXNz", "Basic "), "2000001;");
  expect_refused(Use("other"), "2000001;");
  EXPECT_TRUE(std::holds_alternative<Caller>(Use(token, "bearer ")));
  now_ += std::chrono::minutes(59);
  EXPECT_TRUE(std::holds_alternative<Caller>(Use(token)));
  now_ += std::chrono::minutes(1);
  expect_refused(Use(token), "2000002;");
}

TEST(Form, IsDecoded) {
  const auto form = ParseForm("a=1%2B2&b=x+y&&c&d=%C3%A9&=e");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->value("a"), "1+2");
  EXPECT_EQ(form->value("b"), "x y");
  EXPECT_EQ(form->value("c"), "");
  EXPECT_EQ(form->value("d"), "\xC3\xA9");
  EXPECT_EQ(form->repeated, "");
  for (const std::string bad : {"a=%", "a=%4", "a=%zz", "%-1=a", "a=%+1"}) {
    EXPECT_FALSE(ParseForm(bad)) << bad;
  }
}

TEST(Random, IsDifferentEveryTime) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string token = RandomToken();
    EXPECT_THAT(token, MatchesRegex("[0-9a-f]+"));
    EXPECT_EQ(token.size(), 64u);
    EXPECT_TRUE(seen.insert(token).second);
    EXPECT_TRUE(IsGuid(RandomGuid()));
  }
  EXPECT_FALSE(IsGuid("8d1b3a50-6c0f-4b53-9a3e-0d6f2c1b7e4g"));
}

}  // namespace
}  // namespace letterbox::exchange
