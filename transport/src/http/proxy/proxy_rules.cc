#include "http/proxy/proxy_rules.h"

#include <algorithm>
#include <cstdlib>

#include "http/proxy/exemption.h"
#include "letterbox/transport/error.h"

namespace letterbox {
namespace {

std::string OfProcess(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  return value == nullptr ? "" : value;
}

char Capital(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

ProxyRules::ProxyRules(const Proxy& proxy, const Variable& variable) {
  if (proxy.url == "none") return;
  if (proxy.url != "environment") {
    for_http_ = for_https_ = {"", proxy.url};
    return;
  }
  from_environment_ = true;
  for_https_ = FirstOf({"https_proxy", "all_proxy"}, variable);
  for_http_ = FirstOf({"http_proxy", "all_proxy"}, variable);
  exemptions_ = FirstOf({"no_proxy"}, variable).url;
}

ProxyRules::ProxyRules(const Proxy& proxy) : ProxyRules(proxy, OfProcess) {}

/// The first that has a value; each in lower case before upper case.
ProxyRules::Setting ProxyRules::FirstOf(
    std::initializer_list<const char*> names, const Variable& variable) {
  for (const char* const name : names) {
    std::string upper = name;
    std::transform(upper.begin(), upper.end(), upper.begin(), Capital);
    for (const std::string& spelled : {std::string(name), upper})
      if (std::string value = variable(spelled); !value.empty())
        return {spelled, value};
  }
  return {};
}

ProxyServer ProxyRules::Parse(const Setting& setting) {
  try {
    return ParseProxyUrl(setting.url);
  } catch (const Error& error) {
    const std::string source =
        setting.name.empty()
            ? "The URL of `proxy` "
            : "The proxy in the environment variable " + setting.name + " ";
    throw ConfigError(source + error.what() +
                          ". Write a URL such as "
                          "http://proxy.contoso.com:3128.",
                      "", 0, setting.name.empty() ? "proxy" : "");
  }
}

std::optional<ProxyServer> ProxyRules::For(const HttpUrl& url) const {
  const Setting& setting = url.tls ? for_https_ : for_http_;
  if (setting.url.empty()) return std::nullopt;
  if (from_environment_ &&
      (IsLoopback(url.host) || IsExempt(exemptions_, url.host, url.port)))
    return std::nullopt;
  return Parse(setting);
}

}  // namespace letterbox
