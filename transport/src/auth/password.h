// A person's name and password, sent to the authority. It works where nothing
// else is demanded of the person, and hands the password to a program: for
// accounts that exist for tests alone.
// https://www.rfc-editor.org/rfc/rfc6749#section-4.3
#ifndef LETTERBOX_AUTH_PASSWORD_H_
#define LETTERBOX_AUTH_PASSWORD_H_

#include "auth/authority_client.h"

namespace letterbox {

Token StartPassword(AuthorityClient& client);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_PASSWORD_H_
