#include "auth/id_token.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "auth/json.h"
#include "auth/jwt.h"
#include "http/url.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

using nlohmann::json;

/// Clocks of the authority and of this machine may differ by that much.
constexpr std::chrono::minutes kClockSkew{5};

bool IsFor(const json& claims, const std::string& client_id) {
  const auto audience = claims.find("aud");
  if (audience == claims.end()) return false;
  if (audience->is_array())
    return std::find(audience->begin(), audience->end(), json(client_id)) !=
           audience->end();
  return *audience == client_id;
}

bool IsFrom(const std::string& issuer, const IdTokenExpectation& expected) {
  if (!expected.issuer.empty()) return issuer == expected.issuer;
  try {
    return ParseHttpUrl(issuer).origin ==
           ParseHttpUrl(expected.token_url).origin;
  } catch (const Error&) {
    return false;
  }
}

bool HasExpired(const json& claims, Token::Date now) {
  const auto expiry = claims.find("exp");
  if (expiry == claims.end() || !expiry->is_number()) return true;
  const auto since_1970 =
      std::chrono::duration<double>((now - kClockSkew).time_since_epoch());
  return since_1970.count() >= expiry->get<double>();
}

}  // namespace

std::vector<std::string> ReadIdToken(const std::string& id_token,
                                     const IdTokenExpectation& expected) {
  const json claims = ReadJwtClaims(id_token);
  const std::string issuer = TextOf(claims, "iss");
  if (!IsFrom(issuer, expected))
    throw Error("its issuer is " + Quoted(issuer) + ", which is another one");
  if (!IsFor(claims, expected.client_id))
    throw Error("it is for another application");
  if (TextOf(claims, "nonce") != expected.nonce)
    throw Error("it does not belong to this sign-in");
  if (HasExpired(claims, expected.now))
    throw Error("it has expired; check this machine's clock");
  std::vector<std::string> names;
  for (const char* claim : {"preferred_username", "upn", "email"}) {
    const std::string name = TextOf(claims, claim);
    if (!name.empty()) names.push_back(name);
  }
  return names;
}

}  // namespace letterbox
