#include "config/keys.h"

#include "config/values.h"

namespace letterbox::config {
namespace {

using Kind = Key::Kind;

constexpr char kOnlyOAuth2[] =
    "is planned and not available yet; use method: oauth2";
constexpr char kOnlyClientCredentials[] =
    "is planned and not available yet; use flow: client_credentials";
constexpr char kOnlyExchange[] =
    "is planned and not available yet; use type: exchange, which speaks EWS";

// Those of Connection::Type first, in its order.
const std::vector<Choice>& Types() {
  static const std::vector<Choice> types = {
      {"exchange", ""},
      {"embedded", ""},
      {"graph", kOnlyExchange},
      {"imap", kOnlyExchange},
      {"online-exchange-account",
       "is deprecated; write {type: exchange, host: outlook.office365.com, "
       "user: USER, authenticate: {method: oauth2, flow: client_credentials, "
       "tenant_id: TENANT, client_id: CLIENT, client_secret: "
       "\"${env:CLIENT_SECRET}\"}}"},
  };
  return types;
}

void CheckMethod(const std::string& value, Connection& /*into*/) {
  ReadChoice(value, {{"oauth2", ""},
                     {"basic", kOnlyOAuth2},
                     {"ntlm", kOnlyOAuth2},
                     {"negotiate", kOnlyOAuth2}});
}

void CheckFlow(const std::string& value, Connection& /*into*/) {
  ReadChoice(value, {{"client_credentials", ""},
                     {"authorization_code", kOnlyClientCredentials},
                     {"device_code", kOnlyClientCredentials},
                     {"certificate", kOnlyClientCredentials},
                     {"federated", kOnlyClientCredentials},
                     {"refresh_token", kOnlyClientCredentials},
                     {"password", kOnlyClientCredentials}});
}

HandIn& HandInOf(Connection& connection) {
  if (!connection.hand_in) connection.hand_in.emplace();
  return *connection.hand_in;
}

void SetHandInTls(const std::string& value, Connection& into) {
  ReadChoice(value, {{"none", ""}, {"starttls", ""}, {"tls", ""}});
  HandInOf(into).tls = value;
}

const Keys& AuthenticateKeys() {
  static const Keys keys = {
      {"method", Kind::kText, "how to sign in: oauth2", CheckMethod},
      {"flow", Kind::kText, "how a token is got; default: client_credentials",
       CheckFlow},
      {"tenant_id", Kind::kText, "the directory: a GUID or a domain name",
       [](const std::string& value, Connection& into) {
         into.authenticate.tenant_id = ReadTenant(value);
       }},
      {"client_id", Kind::kText, "the application's id",
       [](const std::string& value, Connection& into) {
         into.authenticate.client_id = value;
       }},
      {"client_secret", Kind::kSecret, "the application's secret",
       [](const std::string& value, Connection& into) {
         into.authenticate.client_secret = value;
       }},
      {"authority", Kind::kText, "where tokens are issued, a URL",
       [](const std::string& value, Connection& into) {
         into.authenticate.authority = ReadUrl(value);
       }},
      {"token_url", Kind::kText,
       "the whole token endpoint, for an authority with another path",
       [](const std::string& value, Connection& into) {
         into.authenticate.token_url = ReadUrl(value);
       }},
      {"scope", Kind::kText, "what the token is for",
       [](const std::string& value, Connection& into) {
         into.authenticate.scope = value;
       }},
      {"redirect_url", Kind::kPlanned,
       "means flow: authorization_code, which is planned and not available "
       "yet; use flow: client_credentials without redirect_url"},
  };
  return keys;
}

const Keys& TlsKeys() {
  static const Keys keys = {
      {"ca_file", Kind::kPath,
       "a PEM file of certificate authorities trusted besides the system's",
       [](const std::string& value, Connection& into) {
         into.tls.ca_file = value;
       }},
  };
  return keys;
}

const Keys& HandInKeys() {
  static const Keys keys = {
      {"host", Kind::kText, "the SMTP server's host name",
       [](const std::string& value, Connection& into) {
         HandInOf(into).host = ReadHostName(value);
       }},
      {"port", Kind::kText, "the SMTP server's port; default 25",
       [](const std::string& value, Connection& into) {
         HandInOf(into).port = ReadPort(value);
       }},
      {"tls", Kind::kText, "none (the default), starttls or tls", SetHandInTls},
      {"user", Kind::kText, "who signs in there",
       [](const std::string& value, Connection& into) {
         HandInOf(into).user = value;
       }},
      {"password", Kind::kSecret, "the password of hand_in.user",
       [](const std::string& value, Connection& into) {
         HandInOf(into).password = value;
       }},
  };
  return keys;
}

const Keys& AnyConnection() {
  static const Keys keys = {
      {"", Kind::kMap, "a connection", nullptr, &ConnectionKeys()}};
  return keys;
}

const Keys& AnyProfile() {
  static const Keys keys = {{"", Kind::kNames,
                             "a map of connections to what is overlaid",
                             nullptr, &AnyConnection()}};
  return keys;
}

}  // namespace

const Keys& ConnectionKeys() {
  static const Keys keys = {
      {"type", Kind::kText, "exchange or embedded",
       [](const std::string& value, Connection& into) {
         into.type = ReadType(value);
       },
       nullptr, true},
      {"host", Kind::kText, "a host name, or the whole EWS URL",
       [](const std::string& value, Connection& into) {
         into.host = ReadExchangeHost(value);
       }},
      {"user", Kind::kText, "who signs in",
       [](const std::string& value, Connection& into) { into.user = value; },
       nullptr, true},
      {"mailbox", Kind::kText, "what is opened; default: the user",
       [](const std::string& value, Connection& into) {
         into.mailbox = ReadAddress(value);
       },
       nullptr, true},
      {"timeout", Kind::kText, "how long Receive waits; default 60s",
       [](const std::string& value, Connection& into) {
         into.timeout = ReadDuration(value);
       },
       nullptr, true},
      {"authenticate", Kind::kMap, "how to get in", nullptr,
       &AuthenticateKeys()},
      {"tls", Kind::kMap, "how the server's certificate is judged", nullptr,
       &TlsKeys()},
      {"hand_in", Kind::kMap, "where the product hands in its mail by SMTP",
       nullptr, &HandInKeys()},
      {"token_store", Kind::kPath, "the folder where tokens rest",
       [](const std::string& value, Connection& into) {
         into.token_store = value;
       }},
      {"proxy", Kind::kPlanned,
       "is planned and not available yet; connect without a proxy"},
  };
  return keys;
}

const Keys& FileKeys() {
  static const Keys keys = {
      {"connections", Kind::kNames, "a map of names to connections", nullptr,
       &AnyConnection()},
      {"defaults", Kind::kMap, "what holds for all connections", nullptr,
       &ConnectionKeys()},
      {"profiles", Kind::kNames, "named overlays of the connections", nullptr,
       &AnyProfile()},
      {"profile", Kind::kText, "the profile that is chosen"},
  };
  return keys;
}

const std::vector<Requirement>& ExchangeRequirements() {
  // With client credentials nobody signs in, so the mailbox must be told. It
  // is the user by default, hence either will do.
  static const std::vector<Requirement> requirements = {
      {"host", "", ""},
      {"mailbox", "user", ""},
      {"authenticate.method", "", ""},
      {"authenticate.tenant_id", "authenticate.token_url", ""},
      {"authenticate.client_id", "", ""},
      {"authenticate.client_secret", "", ""},
      {"hand_in.host", "", "hand_in"},
      {"hand_in.user", "", "hand_in.password"},
      {"hand_in.password", "", "hand_in.user"},
  };
  return requirements;
}

const Key* FindKey(const Keys& keys, std::string_view name) {
  for (const Key& key : keys)
    if (key.name == name) return &key;
  return nullptr;
}

std::vector<std::string> NamesOf(const Keys& keys) {
  std::vector<std::string> names;
  for (const Key& key : keys)
    if (key.kind != Kind::kPlanned) names.emplace_back(key.name);
  return names;
}

Connection::Type ReadType(const std::string& name) {
  return static_cast<Connection::Type>(ReadChoice(name, Types()));
}

std::string TypeName(Connection::Type type) {
  return Types()[static_cast<std::size_t>(type)].name;
}

}  // namespace letterbox::config
