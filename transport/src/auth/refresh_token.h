// New tokens for a refresh token: of an earlier answer, or of a sign-in
// elsewhere. The authority may give another one with every use.
// https://www.rfc-editor.org/rfc/rfc6749#section-6
#ifndef LETTERBOX_AUTH_REFRESH_TOKEN_H_
#define LETTERBOX_AUTH_REFRESH_TOKEN_H_

#include "auth/authority_client.h"

namespace letterbox {

/// The first token, got with authenticate: refresh_token.
Token StartRefreshToken(AuthorityClient& client);

/// The next token, got with that of `last`.
Token Refresh(AuthorityClient& client, const Token& last, bool app_only);

/// What Token::seed is for tokens of `connection`.
std::string SeedOf(const Connection& connection);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_REFRESH_TOKEN_H_
