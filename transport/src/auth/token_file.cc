#include "auth/token_file.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "auth/issued_for.h"

namespace letterbox {
namespace {

using nlohmann::json;
using std::chrono::seconds;

constexpr int kVersion = 2;

long long ToSeconds(Token::Date date) {
  return std::chrono::duration_cast<seconds>(date.time_since_epoch()).count();
}

/// Nothing beyond the year 9999: arithmetic on it would overflow.
Token::Date ToDate(const json& value) {
  constexpr long long kLatest = 253402300800;
  const long long count = value.get<long long>();
  if (count < 0 || count > kLatest) throw std::out_of_range("not a date");
  return Token::Date(seconds(count));
}

json WriteIssuedFor(const IssuedFor& issued_for) {
  json fields = json::object();
  for (const IssuedForField& field : kIssuedForFields)
    fields[field.key] = issued_for.*field.value;
  return fields;
}

IssuedFor ReadIssuedFor(const json& fields) {
  IssuedFor issued_for;
  for (const IssuedForField& field : kIssuedForFields)
    issued_for.*field.value = fields.at(field.key).get<std::string>();
  return issued_for;
}

json WriteToken(const Token& token) {
  json fields = {{"access_token", token.access_token},
                 {"issued", ToSeconds(token.issued)},
                 {"expires", ToSeconds(token.expires)},
                 {"refresh_token", token.refresh_token},
                 {"user", token.user},
                 {"seed", token.seed}};
  if (token.refresh_expires)
    fields["refresh_expires"] = ToSeconds(*token.refresh_expires);
  return fields;
}

Token ReadToken(const json& fields) {
  Token token;
  token.access_token = fields.at("access_token").get<std::string>();
  token.issued = ToDate(fields.at("issued"));
  token.expires = ToDate(fields.at("expires"));
  token.refresh_token = fields.at("refresh_token").get<std::string>();
  token.user = fields.at("user").get<std::string>();
  token.seed = fields.at("seed").get<std::string>();
  if (fields.contains("refresh_expires"))
    token.refresh_expires = ToDate(fields.at("refresh_expires"));
  return token;
}

json WriteRefusal(const RememberedRefusal& refusal) {
  return {{"text", refusal.text},        {"code", refusal.code},
          {"at", ToSeconds(refusal.at)}, {"dead", refusal.dead},
          {"run", refusal.run},          {"salt", refusal.salt},
          {"print", refusal.print}};
}

RememberedRefusal ReadRefusal(const json& fields) {
  return {fields.at("text").get<std::string>(),
          fields.at("code").get<std::string>(),
          ToDate(fields.at("at")),
          fields.at("dead").get<bool>(),
          fields.at("run").get<std::string>(),
          fields.at("salt").get<std::string>(),
          fields.at("print").get<std::string>()};
}

}  // namespace

std::string WriteTokenFile(const StoredToken& stored) {
  json file = {{"version", kVersion},
               {"issued_for", WriteIssuedFor(stored.issued_for)},
               {"token", WriteToken(stored.token)}};
  if (stored.refusal) file["refusal"] = WriteRefusal(*stored.refusal);
  // Settings may hold any bytes: better a wrong character than an exception.
  return file.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::optional<StoredToken> ReadTokenFile(const std::string& text) {
  try {
    const json file = json::parse(text);
    if (file.at("version").get<int>() != kVersion) return std::nullopt;
    StoredToken stored{ReadIssuedFor(file.at("issued_for")),
                       ReadToken(file.at("token")), std::nullopt};
    if (file.contains("refusal"))
      stored.refusal = ReadRefusal(file.at("refusal"));
    return stored;
  } catch (const json::exception&) {
    return std::nullopt;
  } catch (const std::out_of_range&) {
    return std::nullopt;
  }
}

}  // namespace letterbox
