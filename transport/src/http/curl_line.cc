#include "http/curl_line.h"

#include <mutex>
#include <new>
#include <utility>

#include "http/curl_transfer.h"
#include "http/socket.h"

namespace letterbox {
namespace {

CURLM* NewMulti() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  CURLM* const multi = curl_multi_init();
  if (multi == nullptr) throw std::bad_alloc();
  return multi;
}

}  // namespace

CurlLine::CurlLine(std::shared_ptr<const TrustedAuthorities> authorities,
                   std::optional<HttpLogin> login)
    : authorities_(std::move(authorities)),
      login_(std::move(login)),
      multi_(NewMulti()) {}

void CurlLine::Exchange(const HttpUrl& url, const HttpRequest& request,
                        const Sink& sink, const Cancellation& cancellation) {
  const bool signs_in = login_ && login_->origin == url.origin;
  if (connection_ != CURL_SOCKET_BAD && !IsQuiet(connection_))
    throw KeptConnectionEnded();
  CurlTransfer transfer(multi_.get(), url, request, *authorities_,
                        signs_in ? &*login_ : nullptr);
  transfer.Run(sink, cancellation);
  connection_ = transfer.connection();
}

std::unique_ptr<HttpTransport> NewCurlTransport(const HttpOptions& options) {
  const auto authorities = std::make_shared<TrustedAuthorities>(options.tls);
  return NewLineTransport(options, [authorities, login = options.login](
                                       const HttpUrl&, const LineOptions&) {
    return std::make_unique<CurlLine>(authorities, login);
  });
}

}  // namespace letterbox
