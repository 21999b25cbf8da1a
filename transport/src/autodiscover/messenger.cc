#include "autodiscover/messenger.h"

#include <algorithm>
#include <sstream>
#include <string_view>
#include <utility>

#include "ascii.h"
#include "auth/token_source.h"
#include "http/url.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"
#include "redact.h"
#include "requirements.h"

namespace letterbox::autodiscover {
namespace {

using Method = Authentication::Method;

// In the order of Method.
constexpr std::string_view kSchemes[] = {"Bearer", "Basic", "NTLM",
                                         "Negotiate"};

std::string_view SchemeOf(Method method) {
  return kSchemes[static_cast<std::size_t>(method)];
}

// Several challenges may share a header, separated by commas; what follows a
// comma may also be a parameter of the one before, which has a "=".
bool Offers(const HttpResponse& response, std::string_view scheme) {
  for (const Header& header : response.headers) {
    if (!EqualsIgnoringCase(header.name, "WWW-Authenticate")) continue;
    std::string_view rest = header.value;
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      const std::string_view challenge = Trim(rest.substr(0, comma));
      if (EqualsIgnoringCase(challenge.substr(0, challenge.find(' ')), scheme))
        return true;
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  return false;
}

// Whether the scope or the resource says that tokens are for `origin`.
bool IsAudience(const Authentication& authenticate, const std::string& origin) {
  std::istringstream words(authenticate.scope + " " + authenticate.resource);
  std::string word;
  while (words >> word) {
    try {
      if (ParseHttpUrl(word).origin == origin) return true;
    } catch (const Error&) {
      // Such as "offline_access".
    }
  }
  return false;
}

bool IsBoundToConnection(Method method) {
  return method == Method::kNtlm || method == Method::kNegotiate;
}

}  // namespace

Messenger::Messenger(const Connection& connection, const Reach& reach,
                     Clock& clock)
    : connection_(connection),
      reach_(reach),
      clock_(clock),
      anonymous_(reach.new_anonymous()) {}

HttpResponse Messenger::Send(const HttpRequest& request,
                             const Cancellation& cancellation) {
  return anonymous_->Send(request, cancellation);
}

Messenger::Reply Messenger::SendSignedIn(const HttpRequest& request) {
  HttpResponse response = Send(request);
  if (response.status != 401) return {std::move(response), ""};
  const Authentication& in = connection_.authenticate;
  const HttpUrl url = ParseHttpUrl(request.url);
  const auto refuse = [&](const std::string& why) {
    return Reply{std::move(response), "it wants a sign-in, and " + why};
  };
  if (!url.tls) return refuse("nothing signs in over plain http");
  if (!Offers(response, SchemeOf(in.method)))
    return refuse("does not offer " + std::string(SchemeOf(in.method)) +
                  ", which authenticate: method: " + MethodName(in.method) +
                  " stands for");
  if (in.method == Method::kOAuth2 && !IsAudience(in, url.origin))
    return refuse(
        "a token goes only to the server that it is for: authenticate: scope "
        "does not name this one");
  if (refused_.count(url.origin) > 0)
    return refuse("it has refused who signs in before");
  return SignIn(request, url.origin);
}

Messenger::Reply Messenger::SignIn(const HttpRequest& request,
                                   const std::string& origin) {
  Reply reply;
  reply.response = IsBoundToConnection(connection_.authenticate.method)
                       ? reach_.new_signing_in(origin)->Send(request)
                       : SendWithHeader(request, origin);
  if (reply.response.status != 401) return reply;
  refused_.insert(origin);
  reply.refusal =
      connection_.authenticate.method == Method::kOAuth2
          ? "it refused the token"
          : "it refused the password or ticket of " + Quoted(connection_.user);
  return reply;
}

HttpResponse Messenger::SendWithHeader(HttpRequest request,
                                       const std::string& origin) {
  Connection at = connection_;
  at.host = origin + "/EWS/Exchange.asmx";
  const std::string authorization =
      NewTokenSource(at, *anonymous_, clock_)->Authorization();
  request.headers.push_back({"Authorization", authorization});
  HttpResponse response = Send(request);
  Redact(response.body, authorization.substr(authorization.find(' ') + 1));
  return response;
}

}  // namespace letterbox::autodiscover
