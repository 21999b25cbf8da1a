// A proxy, as a URL names it.
#ifndef LETTERBOX_HTTP_PROXY_PROXY_SERVER_H_
#define LETTERBOX_HTTP_PROXY_PROXY_SERVER_H_

#include <string>
#include <string_view>

namespace letterbox {

struct ProxyServer {
  enum class Kind { kHttp, kHttps, kSocks5 };

  Kind kind = Kind::kHttp;
  std::string host;  ///< lower case, an IPv6 address without brackets
  int port = 0;
  std::string user;      ///< of the URL, decoded; empty where there is none
  std::string password;  ///< never printed

  /// "http://proxy.contoso.com:3128": what errors name.
  std::string shown() const;
};

/// Takes a URL such as "http://user:password@proxy.contoso.com:3128" apart;
/// without a scheme it is http. Throws Error with a predicate, such as "has no
/// port", that shows nothing of the URL: a password may stand in it.
ProxyServer ParseProxyUrl(std::string_view url);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_PROXY_PROXY_SERVER_H_
