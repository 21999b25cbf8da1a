// What an authority says about itself.
#ifndef LETTERBOX_AUTH_DISCOVERY_H_
#define LETTERBOX_AUTH_DISCOVERY_H_

#include <string>

#include "auth/authority.h"

namespace letterbox {

/// Reads the discovery document of `issuer`, a URL without a slash at its end.
/// Throws AuthError where there is none, where it is another issuer's, or where
/// an endpoint in it cannot be used.
Endpoints Discover(const std::string& connection, const std::string& issuer,
                   HttpTransport& transport);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_DISCOVERY_H_
