#include "crypto/crypto.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "auth/form.h"

namespace letterbox {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;
using testing::Pair;
using testing::SizeIs;

TEST(Crypto, GivesAnotherRandomTextEachTime) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) seen.insert(RandomBytes(32));
  EXPECT_THAT(seen, SizeIs(100));
  EXPECT_THAT(RandomBytes(32), SizeIs(32));
}

// https://www.rfc-editor.org/rfc/rfc7636#appendix-B
TEST(Crypto, MakesTheChallengeOfTheStandardsExample) {
  EXPECT_EQ(
      EncodeBase64Url(Sha256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")),
      "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(Crypto, ReadsBase64UrlAndNothingElse) {
  EXPECT_EQ(EncodeBase64Url("\xfb\xff\xfe"), "-__-");
  EXPECT_THAT(DecodeBase64Url("-__-"), Optional(std::string("\xfb\xff\xfe")));
  EXPECT_THAT(DecodeBase64Url("YQ"), Optional(std::string("a")));
  for (const char* bad : {"+//+", "YQ==", "Y Q", "Y\n"})
    EXPECT_EQ(DecodeBase64Url(bad), std::nullopt) << bad;
}

TEST(Crypto, ComparesSecrets) {
  EXPECT_TRUE(IsSameSecret("", ""));
  EXPECT_TRUE(IsSameSecret("abc", "abc"));
  EXPECT_FALSE(IsSameSecret("abc", "abd"));
  EXPECT_FALSE(IsSameSecret("abc", "ab"));
}

TEST(Form, ReadsFieldsInTheirOrder) {
  EXPECT_THAT(*ParseForm("a=1&b=x+y%2B%3d&a=&c&&=d"),
              ElementsAre(Pair("a", "1"), Pair("b", "x y+="), Pair("a", ""),
                          Pair("c", ""), Pair("", "d")));
  EXPECT_THAT(*ParseForm(""), IsEmpty());
}

TEST(Form, RefusesWhatIsNotEncoded) {
  for (const char* bad : {"a=%", "a=%4", "a=%4g", "%zz=1", "a=% 1", "a=%-1"})
    EXPECT_EQ(ParseForm(bad), std::nullopt) << bad;
}

TEST(Form, ReadsWhatItWrites) {
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  EXPECT_THAT(*ParseForm(WriteForm({{all, all}})), ElementsAre(Pair(all, all)));
}

}  // namespace
}  // namespace letterbox
