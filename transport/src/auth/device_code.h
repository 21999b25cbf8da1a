// A person signs in with a browser on any device.
// https://www.rfc-editor.org/rfc/rfc8628
#ifndef LETTERBOX_AUTH_DEVICE_CODE_H_
#define LETTERBOX_AUTH_DEVICE_CODE_H_

#include "auth/person.h"

namespace letterbox {

/// Shows a code, and asks the authority until the person has entered it.
/// Throws AuthError or ConnectionError.
Token SignInByDevice(AuthorityClient& client, const PersonPrompt& prompt);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_DEVICE_CODE_H_
