#include "auth/id_token.h"

#include "person_fixture.h"

namespace letterbox {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;

const Token::Date kNow{std::chrono::seconds(1795521600)};

IdTokenExpectation Expected() {
  return {"", "https://login.microsoftonline.com/t/oauth2/v2.0/token",
          "the-client", "", kNow};
}

void ExpectRefused(const std::string& token, const std::string& why,
                   const IdTokenExpectation& expected = Expected()) {
  EXPECT_THAT([&] { ReadIdToken(token, expected); },
              ThrowsMessage<Error>(HasSubstr(why)))
      << token;
}

json With(const char* name, const json& value) {
  json claims = Claims("a@contoso.test");
  claims[name] = value;
  return claims;
}

TEST(IdToken, NamesThePerson) {
  EXPECT_THAT(ReadIdToken(IdToken(With("upn", "b@contoso.test")), Expected()),
              ElementsAre("a@contoso.test", "b@contoso.test"));
  EXPECT_THAT(ReadIdToken(IdToken(With("preferred_username", 7)), Expected()),
              IsEmpty());
  EXPECT_THAT(
      ReadIdToken(IdToken(With("aud", json::array({"x", "the-client"}))),
                  Expected()),
      ElementsAre("a@contoso.test"));
}

TEST(IdToken, MustBeOfThisAuthority) {
  ExpectRefused(IdToken(With("iss", "https://evil.test/v2.0")), "another one");
  ExpectRefused(IdToken(With("iss", "http://login.microsoftonline.com/")),
                "another one");
  ExpectRefused(IdToken(With("iss", json())), "another one");
  IdTokenExpectation exact = Expected();
  exact.issuer = "https://login.microsoftonline.com/other/v2.0";
  ExpectRefused(IdToken(Claims("a")), "another one", exact);
  exact.issuer = "https://login.microsoftonline.com/some-tenant/v2.0";
  EXPECT_THAT(ReadIdToken(IdToken(Claims("a")), exact), ElementsAre("a"));
}

TEST(IdToken, MustBeForThisApplicationSignInAndTime) {
  ExpectRefused(IdToken(With("aud", "another")), "another application");
  ExpectRefused(IdToken(With("aud", json())), "another application");
  ExpectRefused(IdToken(With("nonce", "another")), "this sign-in");
  IdTokenExpectation with_nonce = Expected();
  with_nonce.nonce = "mine";
  ExpectRefused(IdToken(Claims("a")), "this sign-in", with_nonce);
  ExpectRefused(IdToken(With("exp", 1795521600 - 301)), "expired");
  ExpectRefused(IdToken(With("exp", "never")), "expired");
  EXPECT_THAT(ReadIdToken(IdToken(With("exp", 1795521600 - 299)), Expected()),
              ElementsAre("a@contoso.test"));
}

TEST(IdToken, MustBeReadable) {
  for (const char* bad : {"", "a", "a.b", "a..c", "a.!.c", "a.YQ.c", "a.W10.c"})
    ExpectRefused(bad, "");
}

}  // namespace
}  // namespace letterbox
