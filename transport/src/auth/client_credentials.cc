#include "auth/client_credentials.h"

namespace letterbox {

Token StartClientCredentials(AuthorityClient& client) {
  return client
      .AskToken("client_credentials",
                FieldsOf(WantedOf(client.connection(), true)))
      .token;
}

}  // namespace letterbox
