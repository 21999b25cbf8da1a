#include "auth/refresh_token.h"

#include "crypto/crypto.h"

namespace letterbox {

Token StartRefreshToken(AuthorityClient& client) {
  Token given;
  given.refresh_token = client.connection().authenticate.refresh_token;
  given.user = client.connection().user;
  given.seed = SeedOf(client.connection());
  return Refresh(client, given, false);
}

Token Refresh(AuthorityClient& client, const Token& last, bool app_only) {
  Form fields = {{"refresh_token", last.refresh_token}};
  for (auto& field : FieldsOf(WantedOf(client.connection(), app_only)))
    fields.push_back(std::move(field));
  const bool known_expired =
      last.refresh_expires && *last.refresh_expires <= client.clock().Date();
  Token token = client.AskToken("refresh_token", fields, known_expired).token;
  // An authority that does not rotate says nothing of it.
  if (token.refresh_token.empty()) {
    token.refresh_token = last.refresh_token;
    token.refresh_expires = last.refresh_expires;
  }
  token.user = last.user;
  token.seed = last.seed;
  return token;
}

std::string SeedOf(const Connection& connection) {
  if (FlowOf(connection) != Authentication::Flow::kRefreshToken) return "";
  return EncodeBase64Url(Sha256(connection.authenticate.refresh_token));
}

}  // namespace letterbox
