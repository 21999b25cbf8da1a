#include "auth/token_file.h"

#include <nlohmann/json.hpp>

namespace letterbox {
namespace {

using nlohmann::json;
using std::chrono::seconds;

constexpr int kVersion = 1;

long long ToSeconds(Token::Date date) {
  return std::chrono::duration_cast<seconds>(date.time_since_epoch()).count();
}

/// Nothing beyond the year 9999: arithmetic on it would overflow.
std::optional<Token::Date> ToDate(const json& value) {
  constexpr long long kLatest = 253402300800;
  const long long count = value.get<long long>();
  if (count < 0 || count > kLatest) return std::nullopt;
  return Token::Date(seconds(count));
}

}  // namespace

std::string WriteTokenFile(const IssuedFor& issued_for, const Token& token) {
  const json file = {
      {"version", kVersion},
      {"flow", issued_for.flow},
      {"endpoint", issued_for.endpoint},
      {"client_id", issued_for.client_id},
      {"scope", issued_for.scope},
      {"access_token", token.access_token},
      {"issued", ToSeconds(token.issued)},
      {"expires", ToSeconds(token.expires)},
  };
  // Settings may hold any bytes: better a wrong character than an exception.
  return file.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::optional<Token> ReadTokenFile(const std::string& text,
                                   const IssuedFor& issued_for) {
  try {
    const json file = json::parse(text);
    if (file.at("version").get<int>() != kVersion) return std::nullopt;
    const IssuedFor stored = {file.at("flow").get<std::string>(),
                              file.at("endpoint").get<std::string>(),
                              file.at("client_id").get<std::string>(),
                              file.at("scope").get<std::string>()};
    const auto issued = ToDate(file.at("issued"));
    const auto expires = ToDate(file.at("expires"));
    if (!(stored == issued_for) || !issued || !expires) return std::nullopt;
    return Token{file.at("access_token").get<std::string>(), *issued, *expires};
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

}  // namespace letterbox
