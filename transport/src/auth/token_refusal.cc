#include "auth/token_refusal.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "ascii.h"
#include "auth/entra.h"
#include "auth/form.h"
#include "auth/json.h"
#include "auth/token_answer.h"
#include "http/retry_after.h"
#include "letterbox/transport/printable.h"
#include "redact.h"

namespace letterbox {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using Kind = TokenRefusal::Kind;

struct Advice {
  std::string_view error;
  Kind kind;
  std::string_view sentence;
};

constexpr std::string_view kCheckScope =
    "Check authenticate: scope against the host.";
constexpr std::string_view kPersonNeeded = "A person must sign in once more.";

// https://www.rfc-editor.org/rfc/rfc6749#section-5.2 and what OpenID Connect,
// RFC 8628 and RFC 8707 add.
constexpr Advice kAdvice[] = {
    {"access_denied", Kind::kFinal,
     "It was declined, or an administrator must allow the application."},
    {"authorization_declined", Kind::kFinal, "The sign-in was declined."},
    {"authorization_pending", Kind::kFinal, "Nobody has signed in yet."},
    {"consent_required", Kind::kFinal,
     "Consent to the application's permission is missing."},
    {"expired_token", Kind::kFinal,
     "The device code has expired. Start again."},
    {"interaction_required", Kind::kFinal, kPersonNeeded},
    {"invalid_client", Kind::kFinal,
     "Check authenticate: client_id and client_secret, or what else proves the "
     "application."},
    {"invalid_grant", Kind::kDead, ""},
    {"invalid_resource", Kind::kFinal, kCheckScope},
    {"invalid_scope", Kind::kFinal, kCheckScope},
    {"invalid_target", Kind::kFinal, kCheckScope},
    {"login_required", Kind::kFinal, kPersonNeeded},
    {"server_error", Kind::kPassing, "Try again later."},
    {"temporarily_unavailable", Kind::kPassing, "Try again later."},
    {"unauthorized_client", Kind::kFinal,
     "Check authenticate: client_id, and that this application may use the "
     "flow."},
    {"unsupported_grant_type", Kind::kFinal,
     "The authority does not offer this flow. Check authenticate: flow and "
     "token_url."},
};

// With these the saved authorisation lives on: something else is missing.
// https://learn.microsoft.com/entra/msal/dotnet/advanced/exceptions/msal-error-handling
constexpr std::string_view kSubErrorsOfTheLiving[] = {
    "additional_action",     "basic_action", "client_mismatch",
    "consent_required",      "message_only", "protection_policy_required",
    "user_password_expired",
};

/// The number of `AADSTS…`, 0 where there is none.
int EntraNumber(const json& answer) {
  const auto codes = answer.find("error_codes");
  if (codes != answer.end() && codes->is_array() && !codes->empty() &&
      codes->front().is_number_integer())
    return codes->front().get<int>();
  constexpr std::string_view kPrefix = "AADSTS";
  const std::string description = TextOf(answer, "error_description");
  const std::size_t at = description.find(kPrefix);
  int number = 0;
  if (at != description.npos)
    std::from_chars(description.data() + at + kPrefix.size(),
                    description.data() + description.size(), number);
  return number;
}

/// What an administrator needs to find the request in the authority's log.
std::string Traces(const json& answer, int number,
                   const TokenQuestion& question) {
  constexpr std::array<std::pair<const char*, const char*>, 3> kIds = {
      {{"trace_id", ", trace "},
       {"correlation_id", ", correlation "},
       {"timestamp", ", at "}}};
  std::string traces;
  if (number != 0) traces += ", AADSTS" + std::to_string(number);
  for (const auto& [key, label] : kIds) {
    const std::string id = WithoutSecrets(TextOf(answer, key), question);
    if (!id.empty()) traces += label + Printable(id, 64);
  }
  return traces;
}

const Advice* FindAdvice(std::string_view error) {
  const auto found =
      std::find_if(std::begin(kAdvice), std::end(kAdvice),
                   [&](const Advice& advice) { return advice.error == error; });
  return found == std::end(kAdvice) ? nullptr : found;
}

Kind KindOf(const HttpResponse& response, const json& answer, int number) {
  if (response.status == 429 || response.status >= 500 || IsThrottling(number))
    return Kind::kPassing;
  const Advice* const advice = FindAdvice(TextOf(answer, "error"));
  if (advice == nullptr) return Kind::kFinal;
  const std::string sub_error = TextOf(answer, "suberror");
  const bool lives = std::find(std::begin(kSubErrorsOfTheLiving),
                               std::end(kSubErrorsOfTheLiving),
                               sub_error) != std::end(kSubErrorsOfTheLiving);
  return advice->kind == Kind::kDead && lives ? Kind::kFinal : advice->kind;
}

/// What a dead token or code is called where no number tells more.
std::string DeadSentence(const TokenQuestion& question) {
  if (question.grant_type != "refresh_token")
    return "the authority does not take what was sent";
  return question.known_expired
             ? "the saved authorisation has expired"
             : "the saved authorisation has expired or was revoked";
}

/// After a sentence, or nothing.
std::string WithSpace(std::string_view sentence) {
  return sentence.empty() ? "" : " " + std::string(sentence);
}

std::string Words(const HttpResponse& response, const json& answer,
                  const TokenQuestion& question, int number, Kind kind) {
  const std::string error = WithoutSecrets(TextOf(answer, "error"), question);
  const std::string source =
      " (" + question.endpoint + ": " + Printable(error, 60) + ", HTTP " +
      std::to_string(response.status) + Traces(answer, number, question) + ")";
  if (const EntraError* const known = FindEntraError(number))
    return known->sentence + source +
           (known->authorise_again ? "." + WithSpace(question.remedy) : ".");

  std::string text =
      (kind == Kind::kDead ? DeadSentence(question)
                           : std::string("the authority gave no token")) +
      source;
  const std::string description = TextOf(answer, "error_description");
  if (!description.empty())
    text += ": " + Quoted(WithoutSecrets(description, question), 400);
  text += ".";
  if (kind == Kind::kDead) return text + WithSpace(question.remedy);
  const Advice* const advice = FindAdvice(error);
  return advice == nullptr ? text : text + WithSpace(advice->sentence);
}

std::string RetryAdvice(const HttpResponse& response) {
  const std::string after = response.header("Retry-After");
  if (after.empty()) return "Try again later.";
  const bool is_number = std::all_of(after.begin(), after.end(), IsDigit);
  return is_number ? "Try again in " + Printable(after, 10) + " s."
                   : "Try again after " + Printable(after, 40) + ".";
}

}  // namespace

std::string WithoutSecrets(std::string text, const TokenQuestion& question) {
  for (const std::string& secret : question.secrets) {
    Redact(text, secret);
    Redact(text, FormEncode(secret));
  }
  return text;
}

void RefuseToken(const HttpResponse& response, const json& answer,
                 const TokenQuestion& question) {
  const std::string error = WithoutSecrets(TextOf(answer, "error"), question);
  const int number = EntraNumber(answer);
  const Kind kind = KindOf(response, answer, number);
  std::string text;
  if (response.status == 429 || response.status >= 500)
    text = "the authority is busy or out of order (" + question.endpoint +
           ", HTTP " + std::to_string(response.status) +
           Traces(answer, number, question) + "). " + RetryAdvice(response);
  else
    text = Words(response, answer, question, number, kind);
  throw TokenRefusal(
      "Connection " + Quoted(question.connection) + ": " +
          WithoutSecrets(text, question),
      question.connection, error, kind,
      RetryAfter(response, question.asked).value_or(milliseconds(0)));
}

}  // namespace letterbox
