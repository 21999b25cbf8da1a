// What a token endpoint answers. The first byte chooses the status.
#include "auth/token_answer.h"

#include "fuzz/fuzz.h"
#include "letterbox/transport/error.h"

namespace letterbox::fuzz {

void Run(std::string_view input) {
  constexpr int kStatuses[] = {200, 302, 400, 401, 429, 500};
  if (input.empty()) return;
  HttpResponse response;
  response.status = kStatuses[static_cast<unsigned char>(input[0]) % 6];
  response.headers = {{"Content-Type", "application/json"}};
  response.body = input.substr(1);
  TokenQuestion question;
  question.connection = "customer";
  question.endpoint = "https://login.contoso.test/token";
  question.secrets = {"s3cret"};
  try {
    const TokenAnswer answer = ReadTokenAnswer(response, question);
    Require(!answer.token.access_token.empty(), "a token is not empty");
  } catch (const AuthError& error) {
    Require(
        std::string_view(error.what()).find("s3cret") == std::string_view::npos,
        "an error shows no secret");
  }
}

std::vector<std::string> Seeds() {
  return {R"(0{"token_type":"Bearer","access_token":"a","expires_in":3599,)"
          R"("refresh_token":"b","scope":"c","id_token":"d.e.f"})",
          R"(2{"error":"invalid_client","error_description":"AADSTS7000215: )"
          R"(s3cret is wrong","error_codes":[7000215],"trace_id":"a"})",
          R"(4{"error":"temporarily_unavailable"})"};
}

}  // namespace letterbox::fuzz
