#include "ews/releasable_transport.h"

#include <utility>

namespace letterbox::ews {

ReleasableTransport::ReleasableTransport(
    std::unique_ptr<HttpTransport> transport)
    : transport_(std::move(transport)) {}

HttpResponse ReleasableTransport::Send(const HttpRequest& request,
                                       const Cancellation& cancellation) {
  return Get(request)->Send(request, cancellation);
}

HttpResponse ReleasableTransport::Stream(
    const HttpRequest& request,
    const std::function<void(std::string_view)>& on_bytes,
    const Cancellation& cancellation) {
  return Get(request)->Stream(request, on_bytes, cancellation);
}

void ReleasableTransport::Release() {
  std::shared_ptr<HttpTransport> released;
  const std::lock_guard<std::mutex> lock(mutex_);
  released.swap(transport_);
}

std::shared_ptr<HttpTransport> ReleasableTransport::Get(
    const HttpRequest& request) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!transport_) {
    throw ConnectionError(ConnectionError::Kind::kCancelled,
                          "this mailbox was closed before the request was sent",
                          request.url, false);
  }
  return transport_;
}

}  // namespace letterbox::ews
