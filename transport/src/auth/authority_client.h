// Asks the authority of a connection.
#ifndef LETTERBOX_AUTH_AUTHORITY_CLIENT_H_
#define LETTERBOX_AUTH_AUTHORITY_CLIENT_H_

#include <optional>
#include <string>

#include "auth/authority.h"
#include "auth/form.h"
#include "auth/token_answer.h"
#include "http/http_transport.h"
#include "letterbox/transport/clock.h"
#include "letterbox/transport/connection.h"

namespace letterbox {

/// `connection`, `transport` and `clock` must outlive it. Not thread-safe.
class AuthorityClient {
 public:
  /// Throws ConfigError where a setting cannot be used. Asks nobody yet.
  AuthorityClient(const Connection& connection, HttpTransport& transport,
                  Clock& clock);

  const Connection& connection() const { return connection_; }
  HttpTransport& transport() { return transport_; }
  Clock& clock() { return clock_; }

  /// May ask for the discovery document. Throws as FindEndpoints does.
  const Endpoints& endpoints();

  /// Sends `grant_type`, the client's id, what proves it to be the client (a
  /// secret or an assertion, nothing for a public client) and `fields` to the
  /// token endpoint. `known_expired` is TokenQuestion's. Throws TokenRefusal, a
  /// kind of AuthError whose code() is the OAuth 2.0 `error` such as
  /// "authorization_pending", or ConnectionError.
  TokenAnswer AskToken(const std::string& grant_type, const Form& fields,
                       bool known_expired = false);

  /// Sends the client's id, its proof and `fields` to another endpoint, such as
  /// the one for device codes.
  HttpResponse Post(const std::string& url, const Form& fields);

 private:
  HttpRequest NewRequest(const std::string& url, const Form& form) const;
  /// The client's id and its proof.
  Form ClientFields();

  const Connection& connection_;
  HttpTransport& transport_;
  Clock& clock_;
  std::optional<Endpoints> endpoints_;
};

/// As fields of a request.
Form FieldsOf(const Wanted& wanted);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_AUTHORITY_CLIENT_H_
