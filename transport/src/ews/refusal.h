// The words for a server that says no.
#ifndef LETTERBOX_EWS_REFUSAL_H_
#define LETTERBOX_EWS_REFUSAL_H_

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "ews/soap.h"
#include "http/http_transport.h"
#include "letterbox/transport/error.h"

namespace letterbox::ews {

/// Where requests go, as errors name it.
struct Site {
  std::string url;
  std::string mailbox;     ///< an SMTP address
  std::string connection;  ///< the name of the connection
  /// Of Exchange, that requests are written for; empty: the earliest.
  std::string version = {};
  /// Called where the server says that the mailbox is not its own, or nobody is
  /// at `url` any more; may be empty.
  std::function<void()> on_moved = {};
};

/// Whether `error` says that the mailbox is to be looked for at another server.
bool SaysMoved(const ServerError& error);

/// `status`, not a success, as an error that says what a tester can do.
ServerError Refusal(const Site& site, std::string_view operation,
                    int http_status, const Status& status);

/// An answer without SOAP whose HTTP status is not 200 and not 401. `now`: see
/// RetryAfter.
ServerError HttpRefusal(const Site& site, std::string_view operation,
                        const HttpResponse& response,
                        std::chrono::system_clock::time_point now);

/// The second 401 in a row.
AuthError TokenRefusal(const Site& site, std::string_view operation,
                       const HttpResponse& response);

/// An answer that cannot be read, and why.
ProtocolError Unreadable(const Site& site, std::string_view operation,
                         std::string_view body, std::string_view why);

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_REFUSAL_H_
