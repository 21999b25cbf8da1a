#include "auth/token_answer.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "ascii.h"
#include "auth/entra.h"
#include "auth/form.h"
#include "auth/json.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"
#include "redact.h"

namespace letterbox {
namespace {

using nlohmann::json;

// Where the authority does not say how long a token lives.
constexpr double kUnknownLife = 600;
constexpr double kLongestLife = 366 * 86400.0;

struct Advice {
  const char* error;
  const char* sentence;
};

constexpr Advice kAdvice[] = {
    {"invalid_client", "Check authenticate: client_id and client_secret."},
    {"unauthorized_client",
     "Check authenticate: client_id, and that this application may use client "
     "credentials."},
    {"invalid_scope", "Check authenticate: scope against the host."},
    {"invalid_target", "Check authenticate: scope against the host."},
    {"invalid_resource", "Check authenticate: scope against the host."},
    {"invalid_grant", "Check the application's registration."},
    {"unsupported_grant_type",
     "The authority offers no client credentials here. Check authenticate: "
     "token_url."},
    {"access_denied", "An administrator must allow the application."},
    {"temporarily_unavailable", "Try again later."},
    {"server_error", "Try again later."},
};

/// A server's text, without the secrets that it may send back.
std::string WithoutSecrets(std::string text, const TokenQuestion& question) {
  for (const std::string& secret : question.secrets) {
    Redact(text, secret);
    Redact(text, FormEncode(secret));
  }
  return text;
}

[[noreturn]] void Fail(const TokenQuestion& question, const std::string& text,
                       const std::string& code = "") {
  throw AuthError("Connection " + Quoted(question.connection) + ": " +
                      WithoutSecrets(text, question),
                  question.connection, WithoutSecrets(code, question));
}

/// The number of `AADSTS…`, 0 where there is none.
int EntraNumber(const json& answer) {
  const auto codes = answer.find("error_codes");
  if (codes != answer.end() && codes->is_array() && !codes->empty() &&
      codes->front().is_number_integer())
    return codes->front().get<int>();
  constexpr std::string_view kPrefix = "AADSTS";
  const std::string description = TextOf(answer, "error_description");
  const std::size_t at = description.find(kPrefix);
  if (at == std::string::npos) return 0;
  return std::atoi(description.substr(at + kPrefix.size(), 9).c_str());
}

/// What an administrator needs to find the request in the authority's log.
std::string Traces(const json& answer, int number,
                   const TokenQuestion& question) {
  std::string traces;
  if (number != 0) traces += ", AADSTS" + std::to_string(number);
  for (const auto& [key, label] :
       {std::pair("trace_id", ", trace "),
        std::pair("correlation_id", ", correlation ")}) {
    const std::string id = WithoutSecrets(TextOf(answer, key), question);
    if (!id.empty()) traces += label + Printable(id, 64);
  }
  return traces;
}

std::string RetryAdvice(const HttpResponse& response) {
  const std::string after = response.header("Retry-After");
  if (after.empty()) return "Try again later.";
  const bool seconds = std::all_of(after.begin(), after.end(), IsDigit);
  return seconds ? "Try again in " + Printable(after, 10) + " s."
                 : "Try again after " + Printable(after, 40) + ".";
}

[[noreturn]] void Refused(const HttpResponse& response, const json& answer,
                          const TokenQuestion& question) {
  // Before it is cut: a part of a secret is one too.
  const std::string error = WithoutSecrets(TextOf(answer, "error"), question);
  const std::string code = Printable(error, 60);
  const int number = EntraNumber(answer);
  const std::string source = " (" + question.endpoint + ": " + code +
                             ", HTTP " + std::to_string(response.status) +
                             Traces(answer, number, question) + ")";
  if (const char* sentence = EntraSentence(number))
    Fail(question, sentence + source, error);
  std::string text = "the authority gave no token" + source;
  const std::string description = TextOf(answer, "error_description");
  if (!description.empty())
    text += ": " + Quoted(WithoutSecrets(description, question));
  text += ".";
  for (const Advice& advice : kAdvice) {
    if (error == advice.error) text += std::string(" ") + advice.sentence;
  }
  Fail(question, text, error);
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

bool IsBearer(std::string type) {
  for (char& c : type) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return type == "bearer";
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
  if (!IsBearer(TextOf(answer, "token_type")))
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
  if (answer.contains("refresh_token_expires_in")) {
    if (const auto rest = LifeOf(answer, "refresh_token_expires_in"))
      granted.token.refresh_expires = question.asked + ToSeconds(*rest);
  }
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
  if (response.status == 429 || response.status >= 500)
    Fail(question,
         "the authority is busy or out of order (" + question.endpoint +
             ", HTTP " + std::to_string(response.status) + "). " +
             RetryAdvice(response),
         answer.is_object() ? TextOf(answer, "error") : "");
  if (answer.is_object() && !TextOf(answer, "error").empty())
    Refused(response, answer, question);
  NotUnderstood(response, question);
}

}  // namespace letterbox
