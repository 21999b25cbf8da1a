// What an access token allows, for diagnosis alone: only the server can judge
// it.
#ifndef LETTERBOX_AUTH_TOKEN_CLAIMS_H_
#define LETTERBOX_AUTH_TOKEN_CLAIMS_H_

#include <optional>
#include <string>
#include <vector>

namespace letterbox {

/// https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
struct TokenClaims {
  std::string audience;
  std::vector<std::string> scopes;  ///< of a person: "EWS.AccessAsUser.All"
  std::vector<std::string> roles;   ///< of an application
};

/// Nothing where the token is not readable.
std::optional<TokenClaims> ReadTokenClaims(const std::string& access_token);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_TOKEN_CLAIMS_H_
