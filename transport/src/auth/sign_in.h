// What a person does with a connection's tokens, outside of tests: signing in,
// looking, forgetting.
#ifndef LETTERBOX_AUTH_SIGN_IN_H_
#define LETTERBOX_AUTH_SIGN_IN_H_

#include <functional>
#include <optional>

#include "auth/authority_client.h"
#include "auth/token.h"
#include "auth/token_store.h"

namespace letterbox {

/// The store of `connection`; nothing where it has none.
std::optional<TokenStore> StoreOf(const Connection& connection);

/// Gets a token by `sign_in`, which may take as long as a person takes, stores
/// it and returns it. What was stored before is replaced, whatever it was.
/// Throws what `sign_in` throws, then nothing is stored; AuthError where the
/// connection has no usable store.
Token SignIn(const Connection& connection, HttpTransport& transport,
             Clock& clock,
             const std::function<Token(AuthorityClient& client)>& sign_in);

/// What became of a connection's tokens.
struct Forgotten {
  bool was_stored = false;
  bool is_revoked = false;  ///< the authority was asked, and did it
  std::string problem;      ///< why it could not be asked, though it has a way
};

/// Removes what is stored for `connection`. Where the discovery document of its
/// authority names a way to revoke it, that is asked first; whatever comes of
/// that, nothing stays stored. `transport` is called where it is needed, and
/// may throw.
Forgotten Forget(const Connection& connection,
                 const std::function<HttpTransport&()>& transport,
                 Clock& clock);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_SIGN_IN_H_
