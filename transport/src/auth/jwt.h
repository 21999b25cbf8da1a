// JSON Web Tokens. https://www.rfc-editor.org/rfc/rfc7519
#ifndef LETTERBOX_AUTH_JWT_H_
#define LETTERBOX_AUTH_JWT_H_

#include <nlohmann/json.hpp>
#include <string>

namespace letterbox {

/// What a token says, its signature unseen: an object. Throws Error with a
/// clause where it is no such token.
nlohmann::json ReadJwtClaims(const std::string& token);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_JWT_H_
