#include "mime/base64.h"

#include <gtest/gtest.h>

#include <string>

namespace letterbox {
namespace {

TEST(Base64, EncodesAsTheRfcSays) {
  EXPECT_EQ(EncodeBase64(""), "");
  EXPECT_EQ(EncodeBase64("f"), "Zg==");
  EXPECT_EQ(EncodeBase64("fo"), "Zm8=");
  EXPECT_EQ(EncodeBase64("foo"), "Zm9v");
  EXPECT_EQ(EncodeBase64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(EncodeBase64("\xFB\xFF"), "+/8=");
}

TEST(Base64, DecodesWhatItEncoded) {
  std::string bytes;
  for (int i = 0; i < 600; ++i) {
    bytes += static_cast<char>(i);
    EXPECT_EQ(DecodeBase64(EncodeBase64(bytes)), bytes);
  }
}

TEST(Base64, SkipsWhiteSpaceAndForgivesMissingPadding) {
  EXPECT_EQ(DecodeBase64(" Zm\r\n9v\tYg = =\n"), "foob");
  EXPECT_EQ(DecodeBase64("Zm9vYg"), "foob");
  EXPECT_EQ(DecodeBase64("Zm9vYmE"), "fooba");
  EXPECT_EQ(DecodeBase64(""), "");
}

TEST(Base64, RefusesOtherCharacters) {
  EXPECT_EQ(DecodeBase64("Zm9v!"), std::nullopt);
  EXPECT_EQ(DecodeBase64("Zm=v"), std::nullopt);
  EXPECT_EQ(DecodeBase64("Z"), std::nullopt);
  EXPECT_EQ(DecodeBase64("Zm9v\xFF"), std::nullopt);
}

}  // namespace
}  // namespace letterbox
