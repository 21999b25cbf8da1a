// An assertion of another system, such as a CI system makes for its jobs.
// https://learn.microsoft.com/entra/workload-id/workload-identity-federation
#ifndef LETTERBOX_AUTH_FEDERATED_ASSERTION_H_
#define LETTERBOX_AUTH_FEDERATED_ASSERTION_H_

#include <string>

#include "http/http_transport.h"
#include "letterbox/transport/connection.h"

namespace letterbox {

/// Whether anything says where it comes from.
bool HasAssertion(const Assertion& assertion);

/// Gets it anew. Throws ConfigError where not exactly one place is given, or
/// where a known system's variables are not set; AuthError or ConnectionError
/// where the place gives none.
std::string FetchAssertion(const Connection& connection,
                           HttpTransport& transport);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_FEDERATED_ASSERTION_H_
