#include "letterbox/transport/connection.h"

#include <cstdlib>
#include <string_view>
#include <utility>

#include "ascii.h"
#include "auth/token_source.h"
#include "ews/ews_mailbox.h"
#include "http/http_transport.h"
#include "http/url.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

// A value of the connection under its key in the file.
struct Field {
  const char* key;
  const std::string* value;
  bool required;
};

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

const std::string& MailboxOf(const Connection& connection) {
  return connection.mailbox.empty() ? connection.user : connection.mailbox;
}

std::vector<Field> Fields(const Connection& connection) {
  const OAuth2& oauth2 = connection.authenticate;
  return {
      {"host", &connection.host, true},
      {"mailbox", &MailboxOf(connection), true},
      {"user", &connection.user, false},
      {"authenticate.tenant_id", &oauth2.tenant_id, oauth2.token_url.empty()},
      {"authenticate.client_id", &oauth2.client_id, true},
      {"authenticate.client_secret", &oauth2.client_secret, true},
      {"authenticate.authority", &oauth2.authority, false},
      {"authenticate.token_url", &oauth2.token_url, false},
      {"authenticate.scope", &oauth2.scope, false}};
}

[[noreturn]] void Refuse(const Connection& connection, const std::string& what,
                         const std::string& key) {
  throw ConfigError("Connection " + Quoted(connection.name) + ": " + what, "",
                    0, key);
}

void CheckFields(const Connection& connection) {
  std::string missing;
  std::string first;
  for (const Field& field : Fields(connection)) {
    if (HasControlCharacter(*field.value)) {
      Refuse(
          connection,
          std::string("the value of `") + field.key +
              "` holds a control character, such as a line end: take it out.",
          field.key);
    }
    if (!field.required || !field.value->empty()) continue;
    if (first.empty()) first = field.key;
    missing += (missing.empty() ? "`" : ", `") + std::string(field.key) + "`";
  }
  if (!missing.empty()) {
    Refuse(connection, "there is no value for " + missing + ". Give it one.",
           first);
  }
}

void CheckHost(const Connection& connection) {
  try {
    ParseHttpUrl(EwsUrl(connection));
  } catch (const Error& error) {
    Refuse(connection,
           "`host` is " + Quoted(connection.host) +
               ". Write a host name, such as mail.contoso.com, or the whole "
               "URL, such as https://mail.contoso.com/EWS/Exchange.asmx. " +
               error.what(),
           "host");
  }
}

void Check(const Connection& connection) {
  if (connection.type != Connection::Type::kExchange) {
    Refuse(connection,
           "its mailbox is in the Exchange that ships with Letterbox, which "
           "opens it itself: use MailTest, or EmbeddedExchange.",
           "type");
  }
  CheckFields(connection);
  CheckHost(connection);
  if (MailboxOf(connection).find('@') == std::string::npos) {
    Refuse(connection,
           "the mailbox is " + Quoted(MailboxOf(connection)) +
               ". Write an SMTP address, such as qa@contoso.com, under the key "
               "`mailbox`.",
           "mailbox");
  }
}

}  // namespace

std::string DefaultTokenStore() {
  const std::string store = Variable("LETTERBOX_TOKEN_STORE");
  if (!store.empty()) return store;
  const std::string state = Variable("XDG_STATE_HOME");
  if (!state.empty()) return state + "/letterbox";
  const std::string home = Variable("HOME");
  return home.empty() ? "" : home + "/.local/state/letterbox";
}

std::string EwsUrl(const Connection& connection) {
  if (connection.host.find("://") != std::string::npos) return connection.host;
  return "https://" + connection.host + "/EWS/Exchange.asmx";
}

std::shared_ptr<Mailbox> OpenMailbox(const Connection& connection,
                                     Clock& clock) {
  Check(connection);
  HttpOptions options;
  options.tls = connection.tls;
  return ews::NewEwsMailbox(
      {EwsUrl(connection), MailboxOf(connection), connection.name},
      NewCpprestTransport(options),
      [&](HttpTransport& transport) {
        return NewTokenSource(connection, transport, clock);
      },
      clock);
}

}  // namespace letterbox
