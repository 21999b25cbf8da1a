// A transport for those who know nothing of cancellation.
#ifndef LETTERBOX_EWS_CANCELLING_TRANSPORT_H_
#define LETTERBOX_EWS_CANCELLING_TRANSPORT_H_

#include <functional>
#include <string_view>
#include <utility>

#include "http/http_transport.h"

namespace letterbox::ews {

/// All its requests end once `closing` is cancelled.
class CancellingTransport : public HttpTransport {
 public:
  /// `transport` must outlive it.
  CancellingTransport(HttpTransport& transport, Cancellation closing)
      : transport_(transport), closing_(std::move(closing)) {}

  HttpResponse Send(const HttpRequest& request,
                    const Cancellation& cancellation) override;
  HttpResponse Stream(const HttpRequest& request,
                      const std::function<void(std::string_view)>& on_bytes,
                      const Cancellation& cancellation) override;

 private:
  HttpTransport& transport_;
  const Cancellation closing_;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_CANCELLING_TRANSPORT_H_
