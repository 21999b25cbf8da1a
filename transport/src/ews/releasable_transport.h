// A transport that those who were given it may outlive.
#ifndef LETTERBOX_EWS_RELEASABLE_TRANSPORT_H_
#define LETTERBOX_EWS_RELEASABLE_TRANSPORT_H_

#include <functional>
#include <memory>
#include <mutex>
#include <string_view>

#include "http/http_transport.h"

namespace letterbox::ews {

/// Passes requests on until it is released. Thread-safe.
class ReleasableTransport : public HttpTransport {
 public:
  explicit ReleasableTransport(std::unique_ptr<HttpTransport> transport);

  /// Both throw a ConnectionError of kind kCancelled once it was released.
  HttpResponse Send(const HttpRequest& request,
                    const Cancellation& cancellation) override;
  HttpResponse Stream(const HttpRequest& request,
                      const std::function<void(std::string_view)>& on_bytes,
                      const Cancellation& cancellation) override;

  /// Lets go of the transport, which ends with the last request on its way.
  void Release();

 private:
  std::shared_ptr<HttpTransport> Get(const HttpRequest& request) const;

  mutable std::mutex mutex_;
  std::shared_ptr<HttpTransport> transport_;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_RELEASABLE_TRANSPORT_H_
