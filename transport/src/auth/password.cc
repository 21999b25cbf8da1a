#include "auth/password.h"

namespace letterbox {

Token StartPassword(AuthorityClient& client) {
  const Connection& connection = client.connection();
  Form fields = {{"username", connection.user},
                 {"password", connection.authenticate.password}};
  for (auto& field : FieldsOf(WantedOf(connection, false)))
    fields.push_back(std::move(field));
  Token token = client.AskToken("password", fields).token;
  token.user = connection.user;
  return token;
}

}  // namespace letterbox
