// An assertion that the application signs with the key of its certificate.
// https://learn.microsoft.com/entra/identity-platform/certificate-credentials
#ifndef LETTERBOX_AUTH_CERTIFICATE_ASSERTION_H_
#define LETTERBOX_AUTH_CERTIFICATE_ASSERTION_H_

#include <chrono>
#include <string>

#include "auth/authority.h"
#include "letterbox/transport/connection.h"

namespace letterbox {

/// A JSON Web Token for the token endpoint, good for ten minutes from `now`:
/// signed as PS256, or as RS256 where the authority knows no other. An
/// encrypted key never asks for its passphrase. Throws ConfigError, naming the
/// key of the connection, where a file cannot be read, others than its owner
/// can read the key, the key is another certificate's or no RSA key, or the
/// certificate's time is over.
std::string SignAssertion(const Connection& connection,
                          const Endpoints& endpoints,
                          std::chrono::system_clock::time_point now);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_CERTIFICATE_ASSERTION_H_
