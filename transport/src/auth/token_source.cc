#include "auth/token_source.h"

#include "auth/kept_token_source.h"
#include "auth/password_source.h"

namespace letterbox {

std::unique_ptr<TokenSource> NewTokenSource(const Connection& connection,
                                            HttpTransport& transport,
                                            Clock& clock) {
  if (connection.authenticate.method != Authentication::Method::kOAuth2)
    return std::make_unique<PasswordSource>(connection, clock);
  return std::make_unique<KeptTokenSource>(connection, transport, clock);
}

}  // namespace letterbox
