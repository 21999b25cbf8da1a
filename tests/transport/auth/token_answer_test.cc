#include "auth/token_answer.h"

#include <chrono>

#include "auth_fixture.h"

namespace letterbox {
namespace {

using std::chrono::seconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const TokenQuestion& Question() {
  static const auto* const question =
      new TokenQuestion{"customer",
                        "https://login.test/token",
                        {kSecret},
                        Token::Date(seconds(1000))};
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
                              "."));
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
