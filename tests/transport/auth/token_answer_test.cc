#include "auth/token_answer.h"

#include <chrono>

#include "auth/token_refusal.h"
#include "auth_fixture.h"

namespace letterbox {
namespace {

using std::chrono::seconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const TokenQuestion& Question() {
  static const auto* const question =
      new TokenQuestion{"customer",      "https://login.test/token",
                        {kSecret},       Token::Date(seconds(1000)),
                        "refresh_token", "Authorise again."};
  return *question;
}

Token Read(int status, const std::string& body,
           std::vector<Header> headers = {}) {
  return ReadTokenAnswer({status, std::move(headers), body}, Question()).token;
}

std::string Refusal(int status, const std::string& body,
                    std::vector<Header> headers = {}) {
  return TextOfError<AuthError>([&] { Read(status, body, headers); });
}

TEST(TokenAnswer, TakesEveryWayToSayHowLongATokenLives) {
  const std::pair<const char*, int> cases[] = {
      {R"("expires_in":3599)", 3599},
      {R"("expires_in":"3599")", 3599},
      {R"("expires_in":59.9)", 59},
      {R"("other":1)", 600},
      {R"("expires_in":null)", 600},
      {R"("expires_in":1e300)", 366 * 86400},
      {R"("expires_in":99999999999999999999)", 366 * 86400},
  };
  for (const auto& [life, expected] : cases) {
    const Token token =
        Read(200, std::string(R"({"access_token":"t","token_type":"bearer",)") +
                      life + "}");
    EXPECT_EQ(token.issued, Question().asked);
    EXPECT_EQ(token.expires - token.issued, seconds(expected)) << life;
  }
}

TEST(TokenAnswer, TakesTheTypeInAnyCase) {
  EXPECT_EQ(
      Read(200, R"({"access_token":"t","token_type":"bEaReR"})").access_token,
      "t");
}

TEST(TokenAnswer, RefusesWhatIsNoTokenAndShowsNothingOfIt) {
  const std::string deep(100000, '[');
  const std::string bodies[] = {
      R"({"access_token":"s3cret","token_type":"mac"})",
      R"({"access_token":"s3cret"})",
      R"({"access_token":"","token_type":"Bearer"})",
      R"({"access_token":5,"token_type":"Bearer"})",
      R"({"access_token":"s3cret\r\nX: y","token_type":"Bearer"})",
      R"({"access_token":"s3cret","token_type":"Bearer","expires_in":0})",
      R"({"access_token":"s3cret","token_type":"Bearer","expires_in":-1})",
      R"({"access_token":"s3cret","token_type":"Bearer","expires_in":"x"})",
      R"({"access_token":"s3cret","token_type":"Bearer","expires_in":[1]})",
      R"(["s3cret"])",
      R"("s3cret")",
      "s3cret",
      "",
      "<html>s3cret</html>",
      "{\"access_token\":\"s3cret\xFF\",\"token_type\":\"Bearer\"}",
      R"({"access_token":"s3cret","token_type":"Bearer","x":)" + deep,
      R"({"access_token":"t","token_type":"Bearer","x":[[[[[[[[[[[[[[[[[[[[)"
      R"(1]]]]]]]]]]]]]]]]]]]]})",
      R"({"access_token":"t","token_type":"Bearer","x":")" +
          std::string(300 << 10, 'x') + "\"}",
  };
  for (const std::string& body : bodies) {
    EXPECT_THAT(
        Refusal(200, body),
        AllOf(HasSubstr("\"customer\""), HasSubstr("https://login.test/token")))
        << body.substr(0, 80);
  }
}

struct EntraCase {
  int number;
  const char* sentence;
};

TEST(TokenAnswer, SaysWhatAnEntraNumberMeans) {
  const EntraCase cases[] = {
      {7000215, "secret's value, not its ID"},
      {7000222, "client secret has expired"},
      {7000218, "Set authenticate: client_secret"},
      {700016, "Check authenticate: client_id and tenant_id"},
      {700025, "public client"},
      {90002, "tenant does not exist"},
      {900023, "neither a directory's ID nor a domain name"},
      {50194, "tenant of its own"},
      {9001023, "tenant of its own"},
      {500011, "Check authenticate: scope"},
      {70011, "Check authenticate: scope"},
      {7000112, "disabled"},
      {70001, "disabled"},
      {53003, "Conditional Access"},
      {700082, "not used for too long"},
      {70008, "not used for too long"},
      {700084, "single-page application"},
      {70043, "limits the age"},
      {50173, "was revoked"},
      {50133, "password expired or was changed"},
      {50020, "not in this tenant"},
      {700027, "not the one that is registered"},
      {700023, "assertion"},
      {700213, "federated credential"},
      {50011, "not registered"},
      {65001, "consented"},
      {90094, "administrator must consent"},
      {50076, "multi-factor"},
      {53000, "managed device"},
      {530035, "security defaults"},
      {50105, "not assigned"},
      {50057, "account is disabled"},
      {50053, "locked"},
      {50055, "password has expired"},
      {50126, "not tried again"},
      {90033, "passing fault"},
      {900144, "defect of Letterbox"},
  };
  for (const EntraCase& c : cases) {
    const std::string number = std::to_string(c.number);
    const std::string ids = R"(,"trace_id":"t-1","correlation_id":"c-2"})";
    for (const std::string& body :
         {R"({"error":"invalid_client","error_codes":[)" + number + "]" + ids,
          R"({"error":"invalid_client","error_description":"AADSTS)" + number +
              R"(: words s3cret")" + ids}) {
      EXPECT_THAT(Refusal(401, body),
                  AllOf(HasSubstr(c.sentence), HasSubstr("AADSTS" + number),
                        HasSubstr("trace t-1"), HasSubstr("correlation c-2"),
                        HasSubstr("\"customer\"")));
    }
  }
}

TEST(TokenAnswer, ShowsNoSecretWhereverTheServerRepeatsIt) {
  const std::string secret = "mark~er+&%/s3cret";
  const std::string cut = std::string(50, 'x') + secret;
  for (const std::string& body :
       {R"({"error":")" + secret + R"("})", R"({"error":")" + cut + R"("})",
        R"({"error":"a","trace_id":")" + cut + R"(","correlation_id":")" +
            secret + R"("})"}) {
    EXPECT_THAT(Refusal(400, body),
                AllOf(HasSubstr("***"), Not(HasSubstr("mark~er"))));
  }
}

TEST(TokenAnswer, ShowsAnUnknownRefusalWithoutSecretsOrControls) {
  const std::string text = Refusal(
      400, R"({"error":"invalid_client","error_codes":[123],"trace_id":"t-1",)"
           R"("error_description":"secret mark~er+&%/s3cret of \u001b]0;x\n)"
           R"(mark~er%2B%26%25%2Fs3cret"})");
  EXPECT_THAT(text, AllOf(HasSubstr("invalid_client"), HasSubstr("HTTP 400"),
                          HasSubstr("AADSTS123"), HasSubstr("trace t-1"),
                          HasSubstr("secret *** of")));
  EXPECT_THAT(text, AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr("\n"))));
  EXPECT_THAT(text, HasSubstr("Check authenticate: client_id and client_secret"
                              ", or"));
}

struct KindCase {
  int status;
  const char* body;
  TokenRefusal::Kind kind;
};

TEST(TokenAnswer, GoesByTheErrorAndNotByTheNumber) {
  using Kind = TokenRefusal::Kind;
  const KindCase cases[] = {
      {400, R"({"error":"invalid_grant"})", Kind::kDead},
      {400, R"({"error":"invalid_grant","suberror":"bad_token"})", Kind::kDead},
      {400, R"({"error":"invalid_grant","suberror":"token_expired"})",
       Kind::kDead},
      {400, R"({"error":"invalid_grant","error_codes":[99]})", Kind::kDead},
      {400, R"({"error":"invalid_grant","suberror":"consent_required"})",
       Kind::kFinal},
      {400, R"({"error":"invalid_grant","suberror":"basic_action"})",
       Kind::kFinal},
      {400, R"({"error":"invalid_grant","suberror":"message_only"})",
       Kind::kFinal},
      {400, R"({"error":"interaction_required","error_codes":[50076]})",
       Kind::kFinal},
      {401, R"({"error":"invalid_client","error_codes":[700082]})",
       Kind::kFinal},
      {400, R"({"error":"something_new"})", Kind::kFinal},
      // Throttled: says invalid_grant, and means it of nothing.
      {400, R"({"error":"invalid_grant","error_codes":[50196]})",
       Kind::kPassing},
      {400, R"({"error":"temporarily_unavailable"})", Kind::kPassing},
      {400, R"({"error":"server_error"})", Kind::kPassing},
      {429, R"({"error":"invalid_grant"})", Kind::kPassing},
      {503, "<html>", Kind::kPassing},
      {200, "<html>", Kind::kFinal},
  };
  for (const KindCase& c : cases) {
    try {
      Read(c.status, c.body);
      FAIL() << c.body;
    } catch (const TokenRefusal& refusal) {
      EXPECT_EQ(refusal.kind(), c.kind) << c.body;
    }
  }
}

TEST(TokenAnswer, TellsRevokedFromExpiredWhereTheAuthorityDoes) {
  const auto body = [](const char* rest) {
    return std::string(R"({"error":"invalid_grant")") + rest + "}";
  };
  EXPECT_THAT(Refusal(400, body(R"(,"error_codes":[50173])")),
              AllOf(HasSubstr("was revoked"), HasSubstr("Authorise again.")));
  EXPECT_THAT(Refusal(400, body(R"(,"error_codes":[700082])")),
              AllOf(HasSubstr("has expired"), HasSubstr("Authorise again.")));
  EXPECT_THAT(Refusal(400, body("")), AllOf(HasSubstr("expired or was revoked"),
                                            HasSubstr("Authorise again.")));
  TokenQuestion question = Question();
  question.known_expired = true;
  EXPECT_THAT(TextOfError<AuthError>([&] {
                ReadTokenAnswer({400, {}, body("")}, question);
              }),
              AllOf(HasSubstr("authorisation has expired ("),
                    Not(HasSubstr("revoked"))));
}

TEST(TokenAnswer, AnUnknownNumberPassesThrough) {
  EXPECT_THAT(
      Refusal(400,
              R"({"error":"invalid_request","error_codes":[7654321],)"
              R"("error_description":"AADSTS7654321: New.","trace_id":"t-1",)"
              R"("correlation_id":"c-1","timestamp":"2026-11-24 10:00:00Z"})"),
      AllOf(
          HasSubstr("AADSTS7654321, trace t-1, correlation c-1, at 2026-11-24 "
                    "10:00:00Z"),
          HasSubstr("New.")));
  EXPECT_THAT(Refusal(400, R"({"error":"x","error_description":)"
                           R"("AADSTS99999999999999999999"})"),
              HasSubstr("HTTP 400"));
}

TEST(TokenAnswer, KeepsTheErrorForTests) {
  try {
    Read(400, R"({"error":"invalid_scope"})");
    FAIL();
  } catch (const AuthError& error) {
    EXPECT_EQ(error.code(), "invalid_scope");
    EXPECT_EQ(error.connection(), "customer");
  }
}

TEST(TokenAnswer, SaysWhenToTryAgain) {
  EXPECT_THAT(Refusal(429, "", {{"Retry-After", "60"}}),
              AllOf(HasSubstr("429"), HasSubstr("Try again in 60 s.")));
  EXPECT_THAT(
      Refusal(503, "<html>", {{"Retry-After", "Tue, 24 Nov 2026 12:00 GMT"}}),
      HasSubstr("Try again after Tue, 24 Nov 2026 12:00 GMT."));
  EXPECT_THAT(Refusal(500, R"({"error":"server_error"})"),
              HasSubstr("Try again later."));
}

TEST(TokenAnswer, NamesWhatAnsweredInsteadOfATokenEndpoint) {
  EXPECT_THAT(Refusal(404, "<html>s3cret", {{"Content-Type", "text/html"}}),
              AllOf(HasSubstr("https://login.test/token answered 404"),
                    HasSubstr("\"text/html\"")));
  EXPECT_THAT(Refusal(302, "", {{"Location", "https://evil.test/?s3cret"}}),
              HasSubstr("redirect, which is not followed"));
  EXPECT_THAT(Refusal(400, R"({"error":["x"]})"), HasSubstr("answered 400"));
}

}  // namespace
}  // namespace letterbox
