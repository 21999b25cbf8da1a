#include "ews/refusal.h"

#include <cstddef>
#include <optional>

#include "ascii.h"
#include "ews/passing.h"
#include "http/retry_after.h"
#include "letterbox/transport/printable.h"

namespace letterbox::ews {
namespace {

constexpr std::size_t kTextLimit = 500;

struct Advice {
  std::string_view code;
  std::string_view text;
};

constexpr std::string_view kPassing =
    "This passes on the server's side: try again in a minute.";
constexpr std::string_view kBusy =
    "The server throttles this mailbox or application: make fewer requests at "
    "a time, or try again later.";
constexpr std::string_view kMailboxKey =
    "No mailbox has this address: check the key `mailbox` (or `user`) of the "
    "connection.";
constexpr std::string_view kPermission =
    "The application may not use this mailbox: an administrator gives it the "
    "application permission full_access_as_app, or a role for this mailbox.";
constexpr std::string_view kMoved =
    "The mailbox is on another server: give the key `host` its name. Where "
    "`host` is autodiscover, the next run looks for it anew.";
constexpr std::string_view kOurFault =
    "The server does not take the request as Letterbox writes it: look which "
    "version of Exchange it is.";
constexpr std::string_view kRecipients =
    "Check the addresses of the mail's recipients.";
constexpr std::string_view kGone =
    "It was deleted or moved meanwhile, or the mailbox may not see it.";

// The codes that a tester meets.
// https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode
constexpr Advice kAdvice[] = {
    {"ErrorAccessDenied", kPermission},
    {"ErrorADUnavailable", kPassing},
    {"ErrorConnectionFailed", kPassing},
    {"ErrorExceededConnectionCount", kBusy},
    {"ErrorExceededFindCountLimit", kBusy},
    {"ErrorExceededSubscriptionCount", kBusy},
    {"ErrorCrossSiteRequest", kMoved},
    {"ErrorFolderNotFound", kGone},
    {"ErrorImpersonateUserDenied", kPermission},
    {"ErrorImpersonationDenied", kPermission},
    {"ErrorImpersonationFailed", kPermission},
    {"ErrorIncorrectSchemaVersion", kOurFault},
    {"ErrorInternalServerTransientError", kPassing},
    {"ErrorInvalidExchangeImpersonationHeaderData",
     "The kind of token and the impersonation header do not go together: "
     "check the flow under the key `authenticate` of the connection."},
    {"ErrorInvalidRecipients", kRecipients},
    {"ErrorInvalidRequest", kOurFault},
    {"ErrorInvalidServerVersion", kOurFault},
    {"ErrorInvalidSmtpAddress", kMailboxKey},
    {"ErrorItemNotFound", kGone},
    {"ErrorMailboxMoveInProgress", kPassing},
    {"ErrorMailboxStoreUnavailable", kPassing},
    {"ErrorMessageSizeExceeded",
     "The mail is larger than the server takes: send smaller attachments."},
    {"ErrorMissingInformationEmailAddress", kRecipients},
    {"ErrorNonExistentMailbox", kMailboxKey},
    {"ErrorProxyRequestNotAllowed", kMoved},
    {"ErrorQuotaExceeded", "The mailbox is full: delete old mail."},
    {"ErrorSchemaValidation", kOurFault},
    {"ErrorSendAsDenied",
     "This mailbox may not send in the name of the draft's `from`: leave it "
     "empty, or ask for the right Send As."},
    {"ErrorServerBusy", kBusy},
    {"ErrorSubmissionQuotaExceeded",
     "The mailbox has sent as much as it may for now: try again later."},
    {"ErrorTimeoutExpired", kPassing},
    {"ErrorTooManyObjectsOpened", kPassing},
    {"ErrorWrongServerVersion", kMoved},
};

constexpr std::string_view kNoAdvice =
    "What the code means: "
    "https://learn.microsoft.com/exchange/client-developer/"
    "web-service-reference/responsecode";

std::string_view AdviceFor(std::string_view code) {
  for (const Advice& advice : kAdvice) {
    if (advice.code == code) return advice.text;
  }
  return kNoAdvice;
}

// "GetItem on customer@contoso.test"
std::string Attempt(const Site& site, std::string_view operation) {
  return std::string(operation) + " on " + Printable(site.mailbox);
}

// A sentence of the server's, ended by a full stop and a space; empty where it
// says nothing.
std::string Sentence(std::string_view text) {
  std::string sentence = Printable(text, kTextLimit);
  if (sentence.empty()) return sentence;
  if (sentence.back() != '.') sentence += '.';
  return sentence + ' ';
}

// "HTTP 401"
std::string HttpStatus(const HttpResponse& response) {
  return "HTTP " + std::to_string(response.status);
}

struct StatusAdvice {
  int status;
  std::string_view text;
};

constexpr StatusAdvice kStatusAdvice[] = {
    {403,
     "Exchange Web Services may be blocked for this mailbox or for this "
     "application. In Exchange Online they are, since October 2026, unless "
     "the organisation has EWSEnabled set to true and the application's id on "
     "its allow list (EwsAllowedAppIDs); ask its administrator."},
    {404,
     "There is no Exchange Web Services at this address: check the key `host` "
     "of the connection."},
    {407, "The proxy wants to know who asks."},
    {413, "The request is larger than the server takes."},
    {429, kBusy},
    {502, kPassing},
    {503, kPassing},
    {504, kPassing},
};

std::string AdviceForStatus(const HttpResponse& response) {
  if (response.header("Restrict-Access-Confirm") == "1") {
    return "The organisation restricts from which networks its mailboxes may "
           "be used (Restrict-Access-Confirm: 1); ask its administrator.";
  }
  for (const StatusAdvice& advice : kStatusAdvice) {
    if (advice.status == response.status) return std::string(advice.text);
  }
  if (response.status >= 300 && response.status < 400) {
    return "Letterbox follows no redirect, so that no token goes to another "
           "place: give the key `host` the address that is meant.";
  }
  return "Check the key `host` of the connection, and what stands between here "
         "and the server.";
}

// The parameter `error` of a WWW-Authenticate header, such as invalid_token.
// https://www.rfc-editor.org/rfc/rfc6750#section-3
std::string OAuthError(std::string_view challenge) {
  constexpr std::string_view kError = "error=\"";
  std::size_t at = challenge.find(kError);
  if (at == std::string_view::npos) return "";
  at += kError.size();
  const std::size_t end = challenge.find('"', at);
  if (end == std::string_view::npos) return "";
  return Printable(challenge.substr(at, end - at));
}

// The first word of each challenge. Parameters are left out: they only repeat
// what the directory's addresses are.
std::string Schemes(const HttpResponse& response) {
  std::string schemes;
  for (const Header& header : response.headers) {
    HttpResponse alone;
    alone.headers.push_back(header);
    const std::string challenge = alone.header("WWW-Authenticate");
    if (challenge.empty()) continue;
    if (!schemes.empty()) schemes += ", ";
    schemes += Printable(challenge.substr(0, challenge.find(' ')));
  }
  return schemes;
}

constexpr std::string_view kNoDiagnosis =
    "Check that the token is meant for this server (the key `scope` under "
    "`authenticate`) and that the application has the permission "
    "full_access_as_app, or a person's sign-in EWS.AccessAsUser.All.";

// The numbers that x-ms-diagnostics begins with.
constexpr Advice kDiagnoses[] = {
    {"2000001", kNoDiagnosis},
    {"2000003",
     "The token is meant for another server: check the key `scope` (or "
     "`resource`) under `authenticate` against `host`; where TLS ends in front "
     "of Exchange, its administrator must say so to Exchange."},
    {"2000004",
     "The server does not know the tenant that issued the token: check "
     "`tenant_id` and `authority` under `authenticate`."},
    {"2000005",
     "The server finds no mailbox for who signed in, or several: check the "
     "keys `user` and `mailbox`."},
    {"2000008",
     "The token carries no permission that the server understands: consent to "
     "full_access_as_app (or EWS.AccessAsUser.All for a person), and check the "
     "key `scope`; on premises the partner application must be linked."},
    {"2000020",
     "The network restricts which tenants may be used: ask the administrator "
     "of the proxy."},
    {"4000000",
     "Modern authentication is off for this user or organisation: its "
     "administrator must turn it on."},
};

// Several challenges may share a header.
bool OffersOAuth(const HttpResponse& response) {
  bool has_challenge = false;
  for (const Header& header : response.headers) {
    if (!EqualsIgnoringCase(header.name, "WWW-Authenticate")) continue;
    has_challenge = true;
    if (header.value.find("Bearer") != std::string::npos) return true;
  }
  return !has_challenge;
}

std::string_view Diagnosis(const HttpResponse& response) {
  const std::string diagnostics = response.header("x-ms-diagnostics");
  const std::string number = diagnostics.substr(0, diagnostics.find(';'));
  for (const Advice& advice : kDiagnoses) {
    if (advice.code == number) return advice.text;
  }
  if (!OffersOAuth(response)) {
    return "It does not offer OAuth here: OAuth is not enabled on this virtual "
           "directory, or a device in front of Exchange answers. Ask the "
           "administrator, or use another method under `authenticate`.";
  }
  return kNoDiagnosis;
}

}  // namespace

bool SaysMoved(const ServerError& error) {
  const int status = error.http_status();
  return AdviceFor(error.response_code()) == kMoved || status == 404 ||
         (status >= 300 && status < 400);
}

ServerError Refusal(const Site& site, std::string_view operation,
                    int http_status, const Status& status) {
  std::string text = Attempt(site, operation) +
                     " was refused: " + Printable(status.code) + ". " +
                     Sentence(status.text);
  if (status.back_off && status.back_off->count() > 0) {
    text += "It asks to be left alone for " +
            std::to_string(status.back_off->count()) + " ms. ";
  }
  text += AdviceFor(status.code);
  std::optional<std::chrono::milliseconds> retry_after;
  if (PassingOf(status.code) != Passing::kNever) {
    retry_after = status.back_off.value_or(std::chrono::milliseconds(0));
  }
  return ServerError(text, std::string(operation), http_status, status.code,
                     retry_after);
}

ServerError HttpRefusal(const Site& site, std::string_view operation,
                        const HttpResponse& response,
                        std::chrono::system_clock::time_point now) {
  std::string text = Attempt(site, operation) + " was answered with " +
                     HttpStatus(response) + " by " + Printable(site.url) + ". ";
  const std::string location = response.header("Location");
  if (!location.empty()) text += "It points to " + Printable(location) + ". ";
  const std::string wait = response.header("Retry-After");
  if (!wait.empty()) text += "Retry-After: " + Printable(wait) + ". ";
  if (!response.body.empty()) {
    text += "The answer begins " + Quoted(response.body) + ". ";
  }
  std::optional<std::chrono::milliseconds> retry_after;
  if (PassingOf(response.status) != Passing::kNever) {
    retry_after =
        RetryAfter(response, now).value_or(std::chrono::milliseconds(0));
  }
  return ServerError(text + AdviceForStatus(response), std::string(operation),
                     response.status, "", retry_after);
}

AuthError TokenRefusal(const Site& site, std::string_view operation,
                       const HttpResponse& response) {
  std::string text = Attempt(site, operation) +
                     ": the server refused the access token (HTTP 401), and a "
                     "fresh one too. ";
  const std::string diagnostics = response.header("x-ms-diagnostics");
  if (!diagnostics.empty()) {
    text += "x-ms-diagnostics: " + Sentence(diagnostics);
  }
  const std::string schemes = Schemes(response);
  if (!schemes.empty()) text += "It takes: " + schemes + ". ";
  text += Diagnosis(response);
  return AuthError(text, site.connection,
                   OAuthError(response.header("WWW-Authenticate")));
}

ProtocolError Unreadable(const Site& site, std::string_view operation,
                         std::string_view body, std::string_view why) {
  const std::string excerpt = Printable(body);
  const std::string begins =
      body.empty() ? "" : " It begins " + Quoted(body) + ".";
  return ProtocolError(
      Attempt(site, operation) + ": what " + Printable(site.url) +
          " answered cannot be read (" + Printable(why) + ")." + begins +
          " Check the key `host` of the connection: is this Exchange Web "
          "Services?",
      std::string(operation), excerpt);
}

}  // namespace letterbox::ews
