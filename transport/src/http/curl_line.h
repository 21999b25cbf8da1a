// A line on libcurl: one connection, on which signing in can be bound to the
// connection.
#ifndef LETTERBOX_HTTP_CURL_LINE_H_
#define LETTERBOX_HTTP_CURL_LINE_H_

#include <curl/curl.h>

#include <memory>
#include <optional>

#include "http/line.h"
#include "http/tls.h"

namespace letterbox {

class CurlLine : public Line {
 public:
  CurlLine(std::shared_ptr<const TrustedAuthorities> authorities,
           std::optional<HttpLogin> login);

  void Exchange(const HttpUrl& url, const HttpRequest& request,
                const Sink& sink, const Cancellation& cancellation) override;

 private:
  struct Freed {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };
  const std::shared_ptr<const TrustedAuthorities> authorities_;
  const std::optional<HttpLogin> login_;
  /// Holds the connection between two requests.
  const std::unique_ptr<CURLM, Freed> multi_;
  curl_socket_t connection_ = CURL_SOCKET_BAD;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_CURL_LINE_H_
