#include "auth/sign_in.h"

#include "auth/issued_for.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {

namespace {

// Returns whether there was a token, and a way to revoke it. With a refresh
// token all that came of the same sign-in goes.
// https://www.rfc-editor.org/rfc/rfc7009#section-2.1
bool Revoke(const Connection& connection, const Token& token,
            const std::function<HttpTransport&()>& transport, Clock& clock) {
  const bool renews = !token.refresh_token.empty();
  const std::string& secret = renews ? token.refresh_token : token.access_token;
  if (connection.authenticate.method != Authentication::Method::kOAuth2 ||
      secret.empty() || !NeedsDiscovery(connection))
    return false;
  AuthorityClient client(connection, transport(), clock);
  const std::string& url = client.endpoints().revoke;
  if (url.empty()) return false;
  const HttpResponse response = client.Post(
      url, {{"token", secret},
            {"token_type_hint", renews ? "refresh_token" : "access_token"}});
  if (response.status == 200) return true;
  throw AuthError("Connection " + Quoted(connection.name) + ": " + url +
                      " did not revoke the tokens: it answered " +
                      std::to_string(response.status) +
                      ". End the session where the user manages it.",
                  connection.name, "");
}

}  // namespace

std::optional<TokenStore> StoreOf(const Connection& connection) {
  if (connection.token_store.empty()) return std::nullopt;
  return TokenStore(connection.token_store, connection.name);
}

Token SignIn(const Connection& connection, HttpTransport& transport,
             Clock& clock,
             const std::function<Token(AuthorityClient& client)>& sign_in) {
  const std::optional<TokenStore> store = StoreOf(connection);
  if (!store)
    throw AuthError("Connection " + Quoted(connection.name) +
                        ": it has no token_store, so nothing would remain of "
                        "signing in. Set token_store.",
                    connection.name, "");
  // Before a person takes pains: a store that cannot be used says so now.
  store->Load();
  AuthorityClient client(connection, transport, clock);
  Token token = sign_in(client);
  const auto lock = store->Acquire();
  store->Save({IssuedForOf(connection), token, std::nullopt});
  return token;
}

Forgotten Forget(const Connection& connection,
                 const std::function<HttpTransport&()>& transport,
                 Clock& clock) {
  Forgotten forgotten;
  const std::optional<TokenStore> store = StoreOf(connection);
  if (!store) return forgotten;
  const auto lock = store->Acquire();
  if (const std::optional<StoredToken> stored = store->Load()) {
    try {
      forgotten.is_revoked =
          Revoke(connection, stored->token, transport, clock);
    } catch (const Error& error) {
      forgotten.problem = error.what();
    }
  }
  forgotten.was_stored = store->Remove();
  return forgotten;
}

}  // namespace letterbox
