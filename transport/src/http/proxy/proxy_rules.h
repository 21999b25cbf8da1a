// Which proxy a request goes through.
#ifndef LETTERBOX_HTTP_PROXY_PROXY_RULES_H_
#define LETTERBOX_HTTP_PROXY_PROXY_RULES_H_

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>

#include "http/proxy/proxy_server.h"
#include "http/url.h"
#include "letterbox/transport/connection.h"

namespace letterbox {

/// What Proxy::url says, read once. A value.
class ProxyRules {
 public:
  using Variable = std::function<std::string(const std::string& name)>;

  /// `variable` gives those of the environment, empty where there is none; it
  /// is not kept.
  ProxyRules(const Proxy& proxy, const Variable& variable);
  /// With the environment of the process.
  explicit ProxyRules(const Proxy& proxy);

  /// Nothing where the way is direct. Throws ConfigError where the proxy's URL
  /// is not usable.
  std::optional<ProxyServer> For(const HttpUrl& url) const;

 private:
  struct Setting {
    std::string name;  ///< "HTTPS_PROXY"; empty where the connection says it
    std::string url;   ///< never printed: it may hold a password
  };
  static Setting FirstOf(std::initializer_list<const char*> names,
                         const Variable& variable);
  static ProxyServer Parse(const Setting& setting);

  Setting for_http_;
  Setting for_https_;
  bool from_environment_ = false;
  std::string exemptions_;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_PROXY_PROXY_RULES_H_
