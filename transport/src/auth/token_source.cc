#include "auth/token_source.h"

#include "auth/client_credentials.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

/// A way to get a token. The first that fits is taken.
struct Flow {
  bool (*fits)(const OAuth2& oauth2);
  std::unique_ptr<TokenSource> (*make)(const Connection& connection,
                                       HttpTransport& transport, Clock& clock);
};

constexpr Flow kFlows[] = {
    {FitsClientCredentials, NewClientCredentials},
};

}  // namespace

std::unique_ptr<TokenSource> NewTokenSource(const Connection& connection,
                                            HttpTransport& transport,
                                            Clock& clock) {
  for (const Flow& flow : kFlows) {
    if (flow.fits(connection.authenticate))
      return flow.make(connection, transport, clock);
  }
  throw ConfigError("Connection " + Quoted(connection.name) +
                        ": nothing says how to get a token. Set authenticate: "
                        "client_secret.",
                    "", 0, "authenticate.client_secret");
}

}  // namespace letterbox
