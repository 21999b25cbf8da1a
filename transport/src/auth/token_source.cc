#include "auth/token_source.h"

#include "auth/kept_token_source.h"

namespace letterbox {

std::unique_ptr<TokenSource> NewTokenSource(const Connection& connection,
                                            HttpTransport& transport,
                                            Clock& clock) {
  return std::make_unique<KeptTokenSource>(connection, transport, clock);
}

}  // namespace letterbox
