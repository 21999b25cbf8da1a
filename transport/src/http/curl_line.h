// A line on libcurl: one connection, on which signing in can be bound to the
// connection.
#ifndef LETTERBOX_HTTP_CURL_LINE_H_
#define LETTERBOX_HTTP_CURL_LINE_H_

#include <curl/curl.h>

#include <memory>
#include <optional>

#include "http/curl_multi.h"
#include "http/line.h"
#include "http/tls_rules.h"

namespace letterbox {

class CurlLine : public Line {
 public:
  CurlLine(std::shared_ptr<const TlsRules> rules, Route route,
           std::optional<HttpLogin> login);

  void Exchange(const HttpUrl& url, const HttpRequest& request,
                const Sink& sink, const Cancellation& cancellation) override;

 private:
  const std::shared_ptr<const TlsRules> rules_;
  const Route route_;
  const std::optional<HttpLogin> login_;
  /// Holds the connection between two requests.
  const CurlMulti multi_;
  curl_socket_t connection_ = CURL_SOCKET_BAD;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_CURL_LINE_H_
