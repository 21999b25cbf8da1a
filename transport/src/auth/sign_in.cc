#include "auth/sign_in.h"

#include "auth/issued_for.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {

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

bool Forget(const Connection& connection) {
  const std::optional<TokenStore> store = StoreOf(connection);
  if (!store) return false;
  const auto lock = store->Acquire();
  return store->Remove();
}

}  // namespace letterbox
