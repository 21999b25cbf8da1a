#include "letterbox/transport/connection.h"

#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include "ascii.h"
#include "auth/authority.h"
#include "auth/flows.h"
#include "auth/shared_pause.h"
#include "auth/sign_in.h"
#include "auth/token_source.h"
#include "autodiscover/locate.h"
#include "ews/ews_mailbox.h"
#include "http/url.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"
#include "new_transport.h"
#include "requirements.h"

namespace letterbox {
namespace {

using Method = Authentication::Method;

// A value of the connection under its key in the file.
struct Field {
  std::string_view key;
  const std::string* value;
};

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

const std::string& MailboxOf(const Connection& connection) {
  return connection.mailbox.empty() ? connection.user : connection.mailbox;
}

std::vector<Field> Fields(const Connection& connection) {
  const Authentication& in = connection.authenticate;
  const Assertion& assertion = in.assertion;
  return {{"host", &connection.host},
          {"mailbox", &connection.mailbox},
          {"user", &connection.user},
          {"authenticate.tenant_id", &in.tenant_id},
          {"authenticate.client_id", &in.client_id},
          {"authenticate.client_secret", &in.client_secret},
          {"authenticate.authority", &in.authority},
          {"authenticate.token_url", &in.token_url},
          {"authenticate.scope", &in.scope},
          {"authenticate.resource", &in.resource},
          {"authenticate.redirect_url", &in.redirect_url},
          {"authenticate.prompt", &in.prompt},
          {"authenticate.password", &in.password},
          {"authenticate.refresh_token", &in.refresh_token},
          {"authenticate.certificate_file", &in.certificate_file},
          {"authenticate.key_file", &in.key_file},
          {"authenticate.key_passphrase", &in.key_passphrase},
          {"authenticate.assertion.from", &assertion.from},
          {"authenticate.assertion.text", &assertion.text},
          {"authenticate.assertion.file", &assertion.file},
          {"authenticate.assertion.url", &assertion.url},
          {"authenticate.assertion.bearer", &assertion.bearer},
          {"proxy.url", &connection.proxy.url},
          {"proxy.user", &connection.proxy.user},
          {"proxy.password", &connection.proxy.password},
          {"proxy.token", &connection.proxy.token}};
}

// "authenticate.assertion" has a value where one of its members has.
bool HasValue(const Connection& connection, std::string_view key) {
  if (key == "authenticate.method") return true;
  for (const Field& field : Fields(connection)) {
    const bool is_inside =
        field.key.substr(0, key.size()) == key &&
        (field.key.size() == key.size() || field.key[key.size()] == '.');
    if (is_inside && !field.value->empty()) return true;
  }
  return false;
}

[[noreturn]] void Refuse(const Connection& connection, const std::string& what,
                         const std::string& key) {
  throw ConfigError("Connection " + Quoted(connection.name) + ": " + what, "",
                    0, key);
}

void CheckCharacters(const Connection& connection) {
  for (const Field& field : Fields(connection)) {
    if (!HasControlCharacter(*field.value)) continue;
    const std::string key(field.key);
    Refuse(connection,
           "the value of `" + key +
               "` holds a control character, such as a line end: take it out.",
           key);
  }
}

void CheckRequirements(const Connection& connection) {
  std::string missing;
  std::string first;
  const auto requirements =
      Missing(connection.authenticate.method, FlowOf(connection),
              [&](std::string_view key) { return HasValue(connection, key); });
  for (const Requirement& wanted : requirements) {
    if (first.empty()) first = wanted.front();
    missing +=
        (missing.empty() ? "`" : ", `") + std::string(wanted.front()) + "`";
  }
  if (missing.empty()) return;
  Refuse(connection, "there is no value for " + missing + ". Give it one.",
         first);
}

void CheckHost(const Connection& connection) {
  if (autodiscover::IsWanted(connection)) return;
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

// A token is one server's and ends soon; a password opens everything.
void CheckIsPrivate(const Connection& connection) {
  const Method method = connection.authenticate.method;
  if (method == Method::kOAuth2 || ParseHttpUrl(EwsUrl(connection)).tls) return;
  Refuse(connection,
         "`authenticate.method` is " + MethodName(method) + " and `host` is " +
             Quoted(connection.host) +
             ". Over plain http others can read what signs in or use it: use "
             "https.",
         "host");
}

void Check(const Connection& connection) {
  if (connection.type != Connection::Type::kExchange) {
    Refuse(connection,
           "its mailbox is in the Exchange that ships with Letterbox, which "
           "opens it itself: use MailTest, or EmbeddedExchange.",
           "type");
  }
  CheckCharacters(connection);
  CheckRequirements(connection);
  CheckHost(connection);
  const std::string mailbox = MailboxAddress(connection);
  if (mailbox.empty() && IsByPerson(connection)) {
    throw AuthError("Connection " + Quoted(connection.name) +
                        ": nobody has signed in yet, so nobody knows which "
                        "mailbox it is. Run `letterbox authorize " +
                        Printable(connection.name) +
                        "` once in a terminal, or write `user`.",
                    connection.name, "");
  }
  if (mailbox.find('@') == std::string::npos) {
    Refuse(connection,
           "the mailbox is " + Quoted(mailbox) +
               ". Write an SMTP address, such as qa@contoso.com, under the key "
               "`mailbox`.",
           "mailbox");
  }
}

// Told to the other processes of the run by way of the token store.
class PaceOfRun : public ews::SharedPace {
 public:
  PaceOfRun(const Connection& connection, Clock& clock)
      : pause_(connection.token_store, connection.name,
               EwsUrl(connection) + " " + MailboxOf(connection), clock) {}

  std::chrono::milliseconds Left() override {
    try {
      return pause_.Left();
    } catch (const Error&) {
      return {};
    }
  }
  void Extend(std::chrono::milliseconds time) override {
    try {
      pause_.Extend(time);
    } catch (const Error&) {
      // The others will be told by the server.
    }
  }

 private:
  const SharedPause pause_;
};

}  // namespace

std::string DefaultTokenStore() {
  const std::string store = Variable("LETTERBOX_TOKEN_STORE");
  if (!store.empty()) return store;
  const std::string state = Variable("XDG_STATE_HOME");
  if (!state.empty()) return state + "/letterbox";
  const std::string home = Variable("HOME");
  return home.empty() ? "" : home + "/.local/state/letterbox";
}

Authentication::Flow FlowOf(const Connection& connection) {
  return FlowOf(connection.authenticate.flow, [&](std::string_view key) {
    return HasValue(connection, key);
  });
}

bool HasPlusAddressing(const Connection& connection) {
  if (connection.plus_addressing) return *connection.plus_addressing;
  if (connection.type == Connection::Type::kEmbedded) return true;
  try {
    return IsExchangeOnline(ParseHttpUrl(EwsUrl(connection)).host);
  } catch (const Error&) {
    return false;  // no URL: whoever opens it says so
  }
}

std::string EwsUrl(const Connection& connection) {
  if (autodiscover::IsWanted(connection)) {
    Refuse(connection,
           "`host` is autodiscover, and the server has not been searched for "
           "yet. `letterbox check` does so.",
           "host");
  }
  if (connection.host.find("://") != std::string::npos) return connection.host;
  return "https://" + connection.host + "/EWS/Exchange.asmx";
}

std::string MailboxAddress(const Connection& connection) {
  const std::string& declared = MailboxOf(connection);
  if (!declared.empty() || !IsByPerson(connection)) return declared;
  const std::optional<TokenStore> store = StoreOf(connection);
  const std::optional<StoredToken> stored =
      store ? store->Load() : std::nullopt;
  return stored ? stored->token.user : "";
}

std::shared_ptr<Mailbox> OpenMailbox(const Connection& connection,
                                     Clock& clock) {
  Check(connection);
  const Connection located = autodiscover::Locate(connection, clock);
  CheckIsPrivate(located);
  const std::string url = EwsUrl(located);
  return ews::NewEwsMailbox(
      {url, MailboxAddress(located), located.name, located.server_version,
       [connection] { autodiscover::Forget(connection); }},
      NewTransport(located, ParseHttpUrl(url).origin),
      [&](HttpTransport& transport) {
        return NewTokenSource(located, transport, clock);
      },
      clock, std::make_unique<PaceOfRun>(located, clock));
}

}  // namespace letterbox
