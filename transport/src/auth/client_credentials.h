// The application signs in as itself, whatever proves it.
// https://www.rfc-editor.org/rfc/rfc6749#section-4.4
#ifndef LETTERBOX_AUTH_CLIENT_CREDENTIALS_H_
#define LETTERBOX_AUTH_CLIENT_CREDENTIALS_H_

#include "auth/authority_client.h"

namespace letterbox {

Token StartClientCredentials(AuthorityClient& client);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_CLIENT_CREDENTIALS_H_
