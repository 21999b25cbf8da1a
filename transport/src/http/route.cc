#include "http/route.h"

#include <utility>

#include "http/latin1.h"
#include "letterbox/transport/error.h"

namespace letterbox {
namespace {

using Method = Proxy::Method;

[[noreturn]] void Refuse(const std::string& what, const char* key) {
  throw ConfigError("`proxy`: " + what, "", 0, key);
}

/// libcurl's NTLM takes a byte for a character.
std::string NtlmText(const std::string& text, const char* key) {
  if (const auto latin1 = ToLatin1(text)) return *latin1;
  Refuse(std::string("`") + key +
             "` holds a character beyond U+00FF, which libcurl's NTLM cannot "
             "send.",
         key);
}

void CheckSettings(const Proxy& proxy, bool has_token) {
  switch (proxy.method) {
    case Method::kOffered:
    case Method::kNegotiate:
      return;
    case Method::kBearer:
      if (!has_token && proxy.token.empty())
        Refuse(
            "`method` is bearer, and there is neither a `token` nor all of "
            "`token_url`, `client_id` and `client_secret`.",
            "proxy.token");
      return;
    case Method::kBasic:
    case Method::kDigest:
    case Method::kNtlm:
      // From the environment they come with the URL.
      if (proxy.user.empty() && proxy.url != "environment")
        Refuse("`method` needs `user` and `password`.", "proxy.user");
  }
}

bool WantsUser(Method method) {
  return method != Method::kNegotiate && method != Method::kBearer;
}

}  // namespace

const std::string& Route::first_host(const HttpUrl& url) const {
  if (proxy) return proxy->server.host;
  return redirect ? redirect->host : url.host;
}

std::string Route::shown() const {
  return proxy ? " through the proxy " + proxy->server.shown() : "";
}

Router::Router(const HttpOptions& options)
    : proxy_(options.proxy),
      rules_(options.proxy),
      token_(options.proxy_token),
      token_refused_(options.proxy_token_refused),
      redirect_(options.network.redirect) {
  if (proxy_.url != "none") CheckSettings(proxy_, token_ != nullptr);
}

Route Router::RouteTo(const HttpUrl& url) const {
  Route route;
  if (const std::optional<ProxyServer> server = rules_.For(url)) {
    route.proxy = AccessTo(*server);
  } else if (redirect_) {
    route.redirect = redirect_({url.host, url.port});
  }
  return route;
}

bool Router::RenewToken(Route& route) const {
  if (!route.proxy || route.proxy->method != Method::kBearer || !token_ ||
      !token_refused_)
    return false;
  const std::string refused = std::exchange(route.proxy->token, std::string());
  token_refused_(refused);
  route.proxy->token = token_();
  return route.proxy->token != refused;
}

ProxyAccess Router::AccessTo(const ProxyServer& server) const {
  ProxyAccess access;
  access.server = server;
  access.user = proxy_.user.empty() ? server.user : proxy_.user;
  access.password = proxy_.user.empty() ? server.password : proxy_.password;
  if (!access.user.empty() || !WantsUser(proxy_.method))
    access.method = proxy_.method;
  if (access.method == Method::kNtlm) {
    access.user = NtlmText(access.user, "proxy.user");
    access.password = NtlmText(access.password, "proxy.password");
  } else if (access.method == Method::kBearer) {
    access.token = token_ ? token_() : proxy_.token;
  }
  return access;
}

}  // namespace letterbox
