// Who has signed in, as the authority says it.
// https://openid.net/specs/openid-connect-core-1_0.html#IDToken
#ifndef LETTERBOX_AUTH_ID_TOKEN_H_
#define LETTERBOX_AUTH_ID_TOKEN_H_

#include <string>
#include <vector>

#include "auth/token.h"

namespace letterbox {

/// What an ID token must say to be ours.
struct IdTokenExpectation {
  /// Exactly this one; empty: one of the same origin as `token_url`.
  std::string issuer;
  std::string token_url;
  std::string client_id;
  std::string nonce;  ///< empty where none was sent
  Token::Date now;
};

/// The names of the person, the one to show first; empty where the token has
/// none. It came from the token endpoint over TLS, which stands for its
/// signature (section 3.1.3.7). Throws Error with a clause where it is not the
/// expected one.
std::vector<std::string> ReadIdToken(const std::string& id_token,
                                     const IdTokenExpectation& expected);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_ID_TOKEN_H_
