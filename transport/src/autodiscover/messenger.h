// Carries the questions of Autodiscover, and shows credentials only to who asks
// for them in the way that the connection declares.
#ifndef LETTERBOX_AUTODISCOVER_MESSENGER_H_
#define LETTERBOX_AUTODISCOVER_MESSENGER_H_

#include <memory>
#include <set>
#include <string>

#include "autodiscover/reach.h"
#include "http/http_transport.h"
#include "letterbox/transport/clock.h"
#include "letterbox/transport/connection.h"

namespace letterbox::autodiscover {

class Messenger {
 public:
  /// All must outlive it.
  Messenger(const Connection& connection, const Reach& reach, Clock& clock);

  /// Without credentials. Thread-safe.
  HttpResponse Send(const HttpRequest& request,
                    const Cancellation& cancellation = {});

  struct Reply {
    HttpResponse response;
    /// Of a 401: a clause that says why it stays one.
    std::string refusal;
  };

  /// Sends without credentials first. Only where the server answers 401 and
  /// offers the method that the connection declares, the request goes out again
  /// with them: to https, whose certificate is verified by then, once an
  /// origin, and a token only to the server that it is for. Throws
  /// ConnectionError; AuthError where no token can be had.
  Reply SendSignedIn(const HttpRequest& request);

  /// Whether some server refused the credentials themselves.
  bool was_refused() const { return !refused_.empty(); }

 private:
  Reply SignIn(const HttpRequest& request, const std::string& origin);
  HttpResponse SendWithHeader(HttpRequest request, const std::string& origin);

  const Connection& connection_;
  const Reach& reach_;
  Clock& clock_;
  const std::unique_ptr<HttpTransport> anonymous_;
  std::set<std::string> refused_;  ///< origins
};

}  // namespace letterbox::autodiscover

#endif  // LETTERBOX_AUTODISCOVER_MESSENGER_H_
