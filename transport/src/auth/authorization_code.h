// A person signs in with a browser on this machine.
// https://www.rfc-editor.org/rfc/rfc6749#section-4.1, with the verifier of
// https://www.rfc-editor.org/rfc/rfc7636
#ifndef LETTERBOX_AUTH_AUTHORIZATION_CODE_H_
#define LETTERBOX_AUTH_AUTHORIZATION_CODE_H_

#include "auth/person.h"

namespace letterbox {

/// Listens on the connection's redirect URL, opens the authority's page, and
/// exchanges the code that comes back. Throws AuthError, ConnectionError, or
/// Error where the redirect URL cannot be listened on.
Token SignInByBrowser(AuthorityClient& client, const PersonPrompt& prompt);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_AUTHORIZATION_CODE_H_
