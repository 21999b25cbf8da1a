// The application signs in as itself, with its secret.
// https://www.rfc-editor.org/rfc/rfc6749#section-4.4
#ifndef LETTERBOX_AUTH_CLIENT_CREDENTIALS_H_
#define LETTERBOX_AUTH_CLIENT_CREDENTIALS_H_

#include <memory>

#include "auth/token_source.h"

namespace letterbox {

/// Whether `oauth2` asks for this flow.
bool FitsClientCredentials(const OAuth2& oauth2);

/// Throws ConfigError where a field cannot be used.
std::unique_ptr<TokenSource> NewClientCredentials(const Connection& connection,
                                                  HttpTransport& transport,
                                                  Clock& clock);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_CLIENT_CREDENTIALS_H_
