// What proves to an authority that this is the application.
#ifndef LETTERBOX_AUTH_CLIENT_PROOF_H_
#define LETTERBOX_AUTH_CLIENT_PROOF_H_

#include "auth/authority.h"
#include "auth/form.h"
#include "http/http_transport.h"
#include "letterbox/transport/clock.h"
#include "letterbox/transport/connection.h"

namespace letterbox {

/// The fields that go with a request to `endpoints`: a secret, an assertion
/// signed with a certificate's key or another system's, or none for a public
/// client. Throws ConfigError where a file cannot be used, AuthError or
/// ConnectionError where another system gives no assertion.
Form ClientProof(const Connection& connection, const Endpoints& endpoints,
                 HttpTransport& transport, Clock& clock);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_CLIENT_PROOF_H_
