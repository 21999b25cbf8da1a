// Tokens that end before their time.
#include "people.h"

namespace letterbox::exchange {
namespace {

using nlohmann::json;

TEST_F(People, ACodeThatIsUsedTwiceEndsWhatItGave) {
  const std::string code = SignIn();
  const json tokens = Redeem(OfCode(code));
  const std::string access = tokens["access_token"];
  EXPECT_NE(authority_.tokens().FindAccess(access), nullptr);
  EXPECT_EQ(Redeem(OfCode(code))["error"], "invalid_grant");
  EXPECT_EQ(authority_.tokens().FindAccess(access), nullptr);
  EXPECT_EQ(Redeem({{"grant_type", "refresh_token"},
                    {"client_id", kPublic},
                    {"refresh_token", tokens["refresh_token"]}})["error"],
            "invalid_grant");
}

TEST_F(People, RevokesATokenAndWhatCameOfTheSameSignIn) {
  const json tokens = Redeem(OfCode(SignIn()));
  const std::string access = tokens["access_token"];
  const auto revoke = [&](const std::string& token,
                          const std::string& client = kPublic) {
    return Post("/11111111-2222-3333-4444-555555555555/oauth2/v2.0/revoke",
                EncodeFields({{"client_id", client}, {"token", token}}))
        .status;
  };
  EXPECT_EQ(revoke(access, "unknown"), 400);
  EXPECT_NE(authority_.tokens().FindAccess(access), nullptr);
  EXPECT_EQ(revoke("never issued"), 200);
  EXPECT_EQ(revoke(tokens["refresh_token"]), 200);
  EXPECT_EQ(authority_.tokens().FindAccess(access), nullptr);
  EXPECT_EQ(Redeem({{"grant_type", "refresh_token"},
                    {"client_id", kPublic},
                    {"refresh_token", tokens["refresh_token"]}})["error"],
            "invalid_grant");
}

}  // namespace
}  // namespace letterbox::exchange
