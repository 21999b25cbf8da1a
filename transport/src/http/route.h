// The way to an origin: straight, to another endpoint, or through a proxy.
#ifndef LETTERBOX_HTTP_ROUTE_H_
#define LETTERBOX_HTTP_ROUTE_H_

#include <functional>
#include <optional>
#include <string>

#include "http/http_transport.h"
#include "http/network.h"
#include "http/proxy/proxy_rules.h"
#include "http/url.h"

namespace letterbox {

/// A proxy, and who signs in there.
struct ProxyAccess {
  ProxyServer server;
  /// Nothing: nobody signs in.
  std::optional<Proxy::Method> method;
  std::string user;
  std::string password;  ///< never printed
  std::string token;     ///< never printed
};

/// At most one of the two.
struct Route {
  std::optional<ProxyAccess> proxy;
  std::optional<Endpoint> redirect;

  bool is_straight() const { return !proxy && !redirect; }
  /// What this machine connects to first, and so must look up.
  const std::string& first_host(const HttpUrl& url) const;
  /// " through the proxy http://proxy:3128"; empty where there is none.
  std::string shown() const;
};

/// Finds the routes of one transport. Thread-safe.
class Router {
 public:
  /// Reads the environment where the options say so. Throws ConfigError where
  /// the proxy's settings lack something.
  explicit Router(const HttpOptions& options);

  /// May ask for a proxy's token, and throws what that throws; ConfigError
  /// where the proxy's URL is not usable.
  Route RouteTo(const HttpUrl& url) const;

  /// The proxy refused the token of `route`. Gives it another one; false where
  /// there is none. May throw what RouteTo does.
  bool RenewToken(Route& route) const;

 private:
  ProxyAccess AccessTo(const ProxyServer& server) const;

  const Proxy proxy_;
  const ProxyRules rules_;
  const std::function<std::string()> token_;
  const std::function<void(const std::string&)> token_refused_;
  const std::function<std::optional<Endpoint>(const Endpoint&)> redirect_;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_ROUTE_H_
