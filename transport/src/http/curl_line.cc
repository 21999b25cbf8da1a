#include "http/curl_line.h"

#include <utility>

#include "http/curl_transfer.h"
#include "http/socket.h"

namespace letterbox {
CurlLine::CurlLine(std::shared_ptr<const TlsRules> rules, Route route,
                   std::optional<HttpLogin> login)
    : rules_(std::move(rules)),
      route_(std::move(route)),
      login_(std::move(login)),
      multi_(NewCurlMulti()) {}

void CurlLine::Exchange(const HttpUrl& url, const HttpRequest& request,
                        const Sink& sink, const Cancellation& cancellation) {
  const bool signs_in = login_ && login_->origin == url.origin;
  if (connection_ != CURL_SOCKET_BAD && !IsQuiet(connection_))
    throw KeptConnectionEnded();
  CurlTransfer transfer(multi_.get(), url, request, *rules_, route_,
                        signs_in ? &*login_ : nullptr);
  transfer.Run(sink, cancellation);
  connection_ = transfer.connection();
}

std::unique_ptr<HttpTransport> NewCurlTransport(const HttpOptions& options) {
  const auto rules =
      std::make_shared<TlsRules>(options.tls, options.pinned_host);
  return NewLineTransport(
      options,
      [rules, login = options.login](const HttpUrl&, const LineOptions& line) {
        return std::make_unique<CurlLine>(rules, line.route, login);
      });
}

}  // namespace letterbox
