#include "http/curl_line.h"

#include <curl/curl.h>

#include <utility>

#include "http/curl_multi.h"
#include "http/curl_transfer.h"
#include "http/socket.h"

namespace letterbox {
namespace {

class CurlLine : public Line {
 public:
  CurlLine(std::shared_ptr<const TlsRules> rules, Route route,
           std::optional<HttpLogin> login)
      : rules_(std::move(rules)),
        route_(std::move(route)),
        login_(std::move(login)),
        multi_(NewCurlMulti()) {}

  void Exchange(const HttpUrl& url, const HttpRequest& request,
                const Sink& sink, const Cancellation& cancellation) override {
    const bool signs_in = login_ && login_->origin == url.origin;
    if (connection_ != CURL_SOCKET_BAD && !IsQuiet(connection_))
      throw KeptConnectionEnded();
    CurlTransfer transfer(multi_.get(), url, request, *rules_, route_,
                          signs_in ? &*login_ : nullptr);
    transfer.Run(sink, cancellation);
    connection_ = transfer.connection();
  }

 private:
  const std::shared_ptr<const TlsRules> rules_;
  const Route route_;
  const std::optional<HttpLogin> login_;
  /// Holds the connection between two requests.
  const CurlMulti multi_;
  curl_socket_t connection_ = CURL_SOCKET_BAD;
};

}  // namespace

std::unique_ptr<Line> NewCurlLine(std::shared_ptr<const TlsRules> rules,
                                  Route route, std::optional<HttpLogin> login) {
  return std::make_unique<CurlLine>(std::move(rules), std::move(route),
                                    std::move(login));
}

std::unique_ptr<HttpTransport> NewCurlTransport(const HttpOptions& options) {
  const auto rules =
      std::make_shared<TlsRules>(options.tls, options.pinned_host);
  return NewLineTransport(
      options,
      [rules, login = options.login](const HttpUrl&, const LineOptions& line) {
        return NewCurlLine(rules, line.route, login);
      });
}

}  // namespace letterbox
