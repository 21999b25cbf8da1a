#include "auth/redirect/redirect_answer.h"

#include <algorithm>
#include <utility>

#include "ascii.h"
#include "auth/form.h"
#include "crypto/crypto.h"

namespace letterbox {
namespace {

struct Refusal {
  int status;
  const char* title;
  const char* advice;
};

constexpr Refusal kRefusals[] = {
    {400, "This is not the answer that Letterbox waits for",
     "Go back to the terminal, and start the sign-in again from there."},
    {403, "This is not the address of the redirect",
     "Letterbox answers only to the host name of the redirect URL."},
    {404, "There is nothing here", "Letterbox waits here for a sign-in."},
    {405, "This is not the answer that Letterbox waits for",
     "A sign-in is answered by GET or POST."},
    {408, "The request took too long", "Reload the page."},
    {413, "The request is too large",
     "Remove the cookies of this host, and start the sign-in again."},
};

/// The parameters, a name each.
struct Parameters {
  bool is_sound = true;  ///< decoded, and nothing stands there twice
  std::string state;
  RedirectAnswer answer;
};

Parameters ReadParameters(const std::string& form) {
  Parameters result;
  RedirectAnswer& answer = result.answer;
  const std::pair<const char*, std::string*> known[] = {
      {"state", &result.state},
      {"code", &answer.code},
      {"iss", &answer.iss},
      {"error", &answer.error},
      {"error_description", &answer.error_description}};
  bool seen[std::size(known)] = {};
  const auto fields = ParseForm(form);
  result.is_sound = fields.has_value();
  if (!fields) return result;
  for (const auto& [name, value] : *fields) {
    for (std::size_t i = 0; i < std::size(known); ++i) {
      if (name != known[i].first) continue;
      if (std::exchange(seen[i], true)) result.is_sound = false;
      *known[i].second = value;
    }
  }
  return result;
}

}  // namespace

RedirectVerdict RefuseRedirect(int status) {
  const Refusal& refusal = *std::find_if(
      std::begin(kRefusals), std::end(kRefusals),
      [&](const Refusal& known) { return known.status == status; });
  return {status, refusal.title, refusal.advice, std::nullopt};
}

RedirectVerdict JudgeRedirect(const RedirectRequest& request,
                              const RedirectExpectation& expected) {
  // A name that leads here but is not ours: DNS rebinding.
  if (!EqualsIgnoringCase(request.host, expected.host))
    return RefuseRedirect(403);
  if (request.path != expected.path) return RefuseRedirect(404);
  const bool is_post = request.method == "POST";
  if (!is_post && request.method != "GET") return RefuseRedirect(405);
  if (is_post && request.content_type != "application/x-www-form-urlencoded")
    return RefuseRedirect(400);
  Parameters parameters =
      ReadParameters(is_post ? request.body : request.query);
  const RedirectAnswer& answer = parameters.answer;
  if (!parameters.is_sound || answer.code.empty() == answer.error.empty() ||
      parameters.state.empty() ||
      !IsSameSecret(parameters.state, expected.state))
    return RefuseRedirect(400);
  if (!answer.error.empty())
    return {200, "The sign-in did not succeed",
            "You can close this page. The terminal says why.",
            std::move(parameters.answer)};
  return {200, "Letterbox has the answer of the sign-in",
          "You can close this page. The terminal says how it went on.",
          std::move(parameters.answer)};
}

std::string RedirectPage(const RedirectVerdict& verdict) {
  const std::string title = verdict.title;
  const std::string body =
      "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" +
      title +
      "</title>\n<style>body{font:1.1rem/1.5 system-ui,sans-serif;"
      "max-width:34rem;margin:15vh auto;padding:0 1rem}</style>\n<h1>" +
      title + "</h1>\n<p>" + verdict.advice + "</p>\n</html>\n";
  return "HTTP/1.1 " + std::to_string(verdict.status) +
         (verdict.status == 200 ? " OK" : " Refused") +
         "\r\nContent-Type: text/html; charset=utf-8"
         "\r\nContent-Length: " +
         std::to_string(body.size()) +
         "\r\nContent-Security-Policy: default-src 'none'; "
         "style-src 'unsafe-inline'; frame-ancestors 'none'"
         "\r\nX-Content-Type-Options: nosniff"
         "\r\nCache-Control: no-store"
         "\r\nReferrer-Policy: no-referrer" +
         (verdict.status == 405 ? "\r\nAllow: GET, POST" : "") +
         "\r\nConnection: close\r\n\r\n" + body;
}

}  // namespace letterbox
