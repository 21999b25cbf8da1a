#include "auth/token_claims.h"

#include <sstream>

#include "auth/json.h"
#include "auth/jwt.h"
#include "letterbox/transport/error.h"

namespace letterbox {
namespace {

// Words of a text, or a list of texts.
std::vector<std::string> WordsOf(const nlohmann::json& claims,
                                 const char* name) {
  std::vector<std::string> words;
  std::istringstream text(TextOf(claims, name));
  for (std::string word; text >> word;) words.push_back(word);
  const auto list = claims.find(name);
  if (list == claims.end() || !list->is_array()) return words;
  for (const auto& item : *list)
    if (item.is_string()) words.push_back(item.get<std::string>());
  return words;
}

}  // namespace

std::optional<TokenClaims> ReadTokenClaims(const std::string& access_token) {
  try {
    const nlohmann::json claims = ReadJwtClaims(access_token);
    const std::vector<std::string> audience = WordsOf(claims, "aud");
    return TokenClaims{audience.empty() ? "" : audience.front(),
                       WordsOf(claims, "scp"), WordsOf(claims, "roles")};
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace letterbox
