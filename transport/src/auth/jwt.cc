#include "auth/jwt.h"

#include "auth/json.h"
#include "crypto/crypto.h"
#include "letterbox/transport/error.h"

namespace letterbox {

nlohmann::json ReadJwtClaims(const std::string& token) {
  const std::size_t first = token.find('.');
  const std::size_t second = token.find('.', first + 1);
  if (first == token.npos || second == token.npos)
    throw Error("it is no JSON web token");
  const auto body =
      DecodeBase64Url(token.substr(first + 1, second - first - 1));
  nlohmann::json claims = ParseObject(body.value_or(""));
  if (!claims.is_object()) throw Error("it holds no claims");
  return claims;
}

}  // namespace letterbox
