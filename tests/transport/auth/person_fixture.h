// What the tests of flows with a person share.
#ifndef LETTERBOX_TESTS_TRANSPORT_AUTH_PERSON_FIXTURE_H_
#define LETTERBOX_TESTS_TRANSPORT_AUTH_PERSON_FIXTURE_H_

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "auth/authority_client.h"
#include "auth/form.h"
#include "auth/person.h"
#include "auth_fixture.h"
#include "crypto/crypto.h"

namespace letterbox {

/// A public client of Microsoft Entra ID, for qa@contoso.test.
inline Connection PersonsConnection() {
  Connection connection = Customer();
  connection.authenticate.client_secret.clear();
  connection.authenticate.redirect_url = "http://127.0.0.1/";
  return connection;
}

/// Good claims for the sign-in of `user`.
inline nlohmann::json Claims(const std::string& user) {
  return {{"iss", "https://login.microsoftonline.com/some-tenant/v2.0"},
          {"aud", "the-client"},
          {"exp", 1795521600 + 3600},
          {"preferred_username", user}};
}

inline std::string IdToken(const nlohmann::json& claims) {
  return "e30." + EncodeBase64Url(claims.dump()) + ".c2ln";
}

inline std::string PersonsAnswer(const nlohmann::json& claims,
                                 const std::string& scope = "") {
  nlohmann::json answer = {{"token_type", "Bearer"},
                           {"expires_in", 3600},
                           {"access_token", "the-access"},
                           {"refresh_token", "the-refresh"},
                           {"id_token", IdToken(claims)}};
  if (!scope.empty()) answer["scope"] = scope;
  return answer.dump();
}

/// The value of a field of a form or a query.
inline std::string FieldOf(const std::string& form, const std::string& name) {
  const auto fields = ParseForm(form);
  for (const auto& [key, value] : fields.value())
    if (key == name) return value;
  return "";
}

/// Whoever waits finds that the time has come.
class JumpingClock : public FakeClock {
 public:
  void Wait(std::condition_variable&, std::unique_lock<std::mutex>&,
            Deadline deadline) override {
    if (Now() < deadline) Advance(deadline - Now());
  }
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_TRANSPORT_AUTH_PERSON_FIXTURE_H_
