#include "ews/cancelling_transport.h"

namespace letterbox::ews {
namespace {

// Is cancelled when one of two is.
class Either {
 public:
  Either(const Cancellation& a, const Cancellation& b)
      : a_(a, [this] { both_.Cancel(); }), b_(b, [this] { both_.Cancel(); }) {}

  const Cancellation& cancellation() const { return both_; }

 private:
  const Cancellation both_;
  const Cancellation::Registration a_;
  const Cancellation::Registration b_;
};

}  // namespace

HttpResponse CancellingTransport::Send(const HttpRequest& request,
                                       const Cancellation& cancellation) {
  const Either either(cancellation, closing_);
  return transport_.Send(request, either.cancellation());
}

HttpResponse CancellingTransport::Stream(
    const HttpRequest& request,
    const std::function<void(std::string_view)>& on_bytes,
    const Cancellation& cancellation) {
  const Either either(cancellation, closing_);
  return transport_.Stream(request, on_bytes, either.cancellation());
}

}  // namespace letterbox::ews
