#include "config/keys.h"

#include "config/authenticate_keys.h"
#include "config/values.h"
#include "ews/server_version.h"

namespace letterbox::config {
namespace {

using Kind = Key::Kind;

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
       "user: USER, authenticate: {method: oauth2, tenant_id: TENANT, "
       "client_id: CLIENT, client_secret: \"${env:CLIENT_SECRET}\", "
       "redirect_url: http://localhost/}}"},
  };
  return types;
}

HandIn& HandInOf(Connection& connection) {
  if (!connection.hand_in) connection.hand_in.emplace();
  return *connection.hand_in;
}

void SetHandInTls(const std::string& value, Connection& into) {
  ReadChoice(value, {{"none", ""}, {"starttls", ""}, {"tls", ""}});
  HandInOf(into).tls = value;
}

void SetServerVersion(const std::string& value, Connection& into) {
  std::vector<Choice> versions;
  for (const std::string_view version : ews::kServerVersions) {
    versions.push_back({version.data(), ""});
  }
  ReadChoice(value, versions);
  into.server_version = value;
}

// In the order of Connection::Cleanup.
void SetCleanup(const std::string& value, Connection& into) {
  into.cleanup = static_cast<Connection::Cleanup>(ReadChoice(
      value, {{"keep_on_failure", ""}, {"delete", ""}, {"keep", ""}}));
}

const Keys& TlsKeys() {
  static const Keys keys = {
      {"ca_file", Kind::kPath,
       "a PEM file of certificate authorities trusted besides the system's",
       [](const std::string& value, Connection& into) {
         into.tls.ca_file = value;
       }},
      {"ca_folder", Kind::kPath, "a folder of such files",
       [](const std::string& value, Connection& into) {
         into.tls.ca_folder = value;
       }},
      {"certificate_file", Kind::kPath,
       "the certificate, PEM, that is shown to a server that asks for one",
       [](const std::string& value, Connection& into) {
         into.tls.certificate_file = value;
       }},
      {"key_file", Kind::kPath,
       "its private key, PEM; default: in certificate_file",
       [](const std::string& value, Connection& into) {
         into.tls.key_file = value;
       }},
      {"key_passphrase", Kind::kSecret,
       "what the private key is encrypted with",
       [](const std::string& value, Connection& into) {
         into.tls.key_passphrase = value;
       }},
      {"fingerprint", Kind::kText,
       "the SHA-256 of the only certificate that host may have, whoever issued "
       "it",
       [](const std::string& value, Connection& into) {
         into.tls.fingerprint = ReadFingerprint(value);
       }},
      {"verify", Kind::kText,
       "true (the default), or false: any certificate is taken",
       [](const std::string& value, Connection& into) {
         into.tls.verify =
             ReadChoice(value, {{"true", ""}, {"false", ""}}) == 0;
       }},
  };
  return keys;
}

void SetProxyUrl(const std::string& value, Connection& into) {
  into.proxy.url = ReadProxyUrl(value);
}

// In the order of Proxy::Method.
void SetProxyMethod(const std::string& value, Connection& into) {
  into.proxy.method =
      static_cast<Proxy::Method>(ReadChoice(value, {{"offered", ""},
                                                    {"basic", ""},
                                                    {"digest", ""},
                                                    {"ntlm", ""},
                                                    {"negotiate", ""},
                                                    {"bearer", ""}}));
}

const Keys& ProxyKeys() {
  static const Keys keys = {
      {"url", Kind::kText,
       "its URL: http, https, socks5 or socks5h, a host and a port; or none, "
       "or environment (the default)",
       SetProxyUrl},
      {"method", Kind::kText,
       "how to sign in there: basic, digest, ntlm, negotiate, bearer, or "
       "offered (the default): what it offers to a password",
       SetProxyMethod},
      {"user", Kind::kText, "who signs in there",
       [](const std::string& value, Connection& into) {
         into.proxy.user = value;
       }},
      {"password", Kind::kSecret, "the password of proxy.user",
       [](const std::string& value, Connection& into) {
         into.proxy.password = value;
       }},
      {"token", Kind::kSecret, "the token of method: bearer",
       [](const std::string& value, Connection& into) {
         into.proxy.token = value;
       }},
      {"token_url", Kind::kText, "or where one is got for client_id",
       [](const std::string& value, Connection& into) {
         into.proxy.token_url = ReadUrl(value);
       }},
      {"client_id", Kind::kText, "the application's id at token_url",
       [](const std::string& value, Connection& into) {
         into.proxy.client_id = value;
       }},
      {"client_secret", Kind::kSecret, "the application's secret there",
       [](const std::string& value, Connection& into) {
         into.proxy.client_secret = value;
       }},
      {"scope", Kind::kText, "what that token is for",
       [](const std::string& value, Connection& into) {
         into.proxy.scope = value;
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
      {"type", Kind::kText, "what the mailbox is reached by",
       [](const std::string& value, Connection& into) {
         into.type = ReadType(value);
       },
       nullptr, true},
      {"host", Kind::kText, "a host name, the whole EWS URL, or autodiscover",
       [](const std::string& value, Connection& into) {
         into.host = ReadExchangeHost(value);
       }},
      {"trusted_hosts", Kind::kList,
       "hosts of other domains that Autodiscover may lead to",
       [](const std::string& value, Connection& into) {
         into.trusted_hosts.push_back(ReadHostName(value));
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
      {"tls", Kind::kMap, "how TLS is spoken", nullptr, &TlsKeys()},
      {"hand_in", Kind::kMap, "where the product hands in its mail by SMTP",
       nullptr, &HandInKeys()},
      {"server_version", Kind::kText,
       "the version of Exchange that requests are written for; default: "
       "Exchange2010_SP1",
       SetServerVersion},
      {"plus_addressing", Kind::kText,
       "whether mail to user+tag@domain reaches the mailbox; default: true for "
       "Exchange Online and embedded, else false",
       [](const std::string& value, Connection& into) {
         into.plus_addressing = ReadFlag(value);
       },
       nullptr, true},
      {"aliases", Kind::kList,
       "further addresses of the mailbox, which tests use one each where there "
       "is no plus_addressing",
       [](const std::string& value, Connection& into) {
         into.aliases.push_back(ReadAddress(value));
       }},
      {"pool", Kind::kText,
       "the name of a pool: tests ask for it and get one of its connections",
       [](const std::string& value, Connection& into) { into.pool = value; },
       nullptr, true},
      {"cleanup", Kind::kText,
       "what becomes of a test's mail at its end: keep_on_failure (the "
       "default), delete or keep",
       SetCleanup, nullptr, true},
      {"optional", Kind::kText,
       "whether tests are skipped where something is missing here; default: "
       "false",
       [](const std::string& value, Connection& into) {
         into.optional = ReadFlag(value);
       },
       nullptr, true},
      {"token_store", Kind::kPath, "the folder where tokens rest",
       [](const std::string& value, Connection& into) {
         into.token_store = value;
       }},
      {"proxy", Kind::kMap,
       "the proxy that everything goes through: its URL, or a map", SetProxyUrl,
       &ProxyKeys()},
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

// The key's own function knows them: it is asked for a word that none has.
std::vector<std::string> ChoicesOf(const Key& key) {
  if (key.set == nullptr) return {};
  try {
    Connection scratch;
    key.set("?", scratch);
  } catch (const UnknownChoice& unknown) {
    return unknown.known();
  } catch (const BadValue&) {
  }
  return {};
}

Connection::Type ReadType(const std::string& name) {
  return static_cast<Connection::Type>(ReadChoice(name, Types()));
}

std::string TypeName(Connection::Type type) {
  return Types()[static_cast<std::size_t>(type)].name;
}

}  // namespace letterbox::config
