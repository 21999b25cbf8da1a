// A route, as libcurl's options.
#ifndef LETTERBOX_HTTP_PROXY_CURL_ROUTE_H_
#define LETTERBOX_HTTP_PROXY_CURL_ROUTE_H_

#include <curl/curl.h>

#include <memory>
#include <string>

#include "http/route.h"
#include "http/tls_rules.h"

namespace letterbox {

/// Holds what libcurl needs while a handle uses the route.
class CurlRoute {
 public:
  /// Sets the options of `easy`, which must end before this does. Throws
  /// Failure where libcurl lacks one.
  CurlRoute(CURL* easy, const Route& route, const TlsRules& rules);

 private:
  struct Freed {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  using List = std::unique_ptr<curl_slist, Freed>;

  template <typename Value>
  void Set(CURLoption option, Value value);
  void SetProxy(const ProxyAccess& access, const TlsRules& rules);
  void SetLogin(const ProxyAccess& access);
  static List ListOf(const std::string& line);

  CURL* const easy_;
  List connect_to_;
  List proxy_headers_;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_PROXY_CURL_ROUTE_H_
