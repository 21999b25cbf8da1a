#include "auth/token_answer.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "ascii.h"
#include "auth/json.h"
#include "auth/token_refusal.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

using nlohmann::json;

// Where the authority does not say how long a token lives.
constexpr double kUnknownLife = 600;
constexpr double kLongestLife = 366 * 86400.0;

[[noreturn]] void Fail(const TokenQuestion& question, const std::string& text) {
  throw TokenRefusal("Connection " + Quoted(question.connection) + ": " +
                         WithoutSecrets(text, question),
                     question.connection, "", TokenRefusal::Kind::kFinal);
}

[[noreturn]] void NotUnderstood(const HttpResponse& response,
                                const TokenQuestion& question) {
  const std::string type = response.header("Content-Type");
  const std::string place =
      question.endpoint + " answered " + std::to_string(response.status);
  if (response.status >= 300 && response.status < 400)
    Fail(question, place +
                       " with a redirect, which is not followed. Check "
                       "authenticate: authority and token_url.");
  Fail(question,
       place +
           (type.empty() ? std::string(" without a content type")
                         : " with " + Quoted(type, 80)) +
           ", which is no answer of a token endpoint. Check authenticate: "
           "authority, tenant_id and token_url.");
}

/// The life in seconds, a number or its text; nothing where it makes no sense.
std::optional<double> LifeOf(const json& answer, const char* key) {
  const auto found = answer.find(key);
  if (found == answer.end() || found->is_null()) return kUnknownLife;
  double life = 0;
  if (found->is_number()) {
    life = found->get<double>();
  } else if (found->is_string()) {
    const std::string text = found->get<std::string>();
    char* end = nullptr;
    life = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0') return std::nullopt;
  }
  if (!(life > 0)) return std::nullopt;
  return std::min(life, kLongestLife);
}

std::chrono::seconds ToSeconds(double life) {
  return std::chrono::seconds(static_cast<long long>(life));
}

TokenAnswer Granted(const json& answer, const TokenQuestion& question) {
  const std::string access_token = TextOf(answer, "access_token");
  // It becomes a header: nothing in it may end one.
  if (access_token.empty() ||
      !std::all_of(access_token.begin(), access_token.end(),
                   [](char c) { return c > ' ' && c < 0x7F; }))
    Fail(question, question.endpoint +
                       " answered without a usable access_token. Check "
                       "authenticate: token_url.");
  if (!EqualsIgnoringCase(TextOf(answer, "token_type"), "Bearer"))
    Fail(question, question.endpoint +
                       " gave a token that is not of the type Bearer, the only "
                       "one that Exchange takes.");
  const std::optional<double> life = LifeOf(answer, "expires_in");
  if (!life)
    Fail(question, question.endpoint +
                       " gave a token whose expires_in is not a number of "
                       "seconds above 0.");
  TokenAnswer granted;
  granted.token.access_token = access_token;
  granted.token.issued = question.asked;
  granted.token.expires = question.asked + ToSeconds(*life);
  granted.token.refresh_token = TextOf(answer, "refresh_token");
  constexpr char kRest[] = "refresh_token_expires_in";
  if (const auto rest = LifeOf(answer, kRest); rest && answer.contains(kRest))
    granted.token.refresh_expires = question.asked + ToSeconds(*rest);
  granted.scope = TextOf(answer, "scope");
  granted.id_token = TextOf(answer, "id_token");
  return granted;
}

}  // namespace

TokenAnswer ReadTokenAnswer(const HttpResponse& response,
                            const TokenQuestion& question) {
  const json answer = ParseObject(response.body);
  if (response.status == 200 && answer.is_object())
    return Granted(answer, question);
  const bool is_error = !TextOf(answer, "error").empty();
  if (is_error || response.status == 429 || response.status >= 500)
    RefuseToken(response, answer, question);
  NotUnderstood(response, question);
}

}  // namespace letterbox
