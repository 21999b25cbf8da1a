// Where access tokens come from.
#ifndef LETTERBOX_AUTH_TOKEN_SOURCE_H_
#define LETTERBOX_AUTH_TOKEN_SOURCE_H_

#include <memory>
#include <string>

#include "http/http_transport.h"
#include "letterbox/transport/clock.h"
#include "letterbox/transport/connection.h"

namespace letterbox {

/// Thread-safe.
class TokenSource {
 public:
  virtual ~TokenSource() = default;

  /// The value of the Authorization header, such as "Bearer …"; empty where the
  /// transport signs in on the connection. Asks the
  /// authority only where no good token is at hand. Throws AuthError or
  /// ConnectionError.
  virtual std::string Authorization() = 0;

  /// The server answered 401 to this value: it is not handed out again.
  virtual void Refuse(const std::string& authorization) = 0;

  /// What a request that was sent with it was answered; null where no answer
  /// came. Told after each, before Refuse.
  virtual void Answered(const HttpResponse* response) {
    static_cast<void>(response);
  }

  /// Whether it stands for the application rather than for a person: then EWS
  /// wants the mailbox named in an ExchangeImpersonation header, and only then.
  virtual bool app_only() const = 0;
};

/// The source that `connection` declares. `transport` and `clock` must outlive
/// it. Throws ConfigError where a field of the connection cannot be used.
std::unique_ptr<TokenSource> NewTokenSource(const Connection& connection,
                                            HttpTransport& transport,
                                            Clock& clock);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_TOKEN_SOURCE_H_
