#include "ascii.h"

#include <gtest/gtest.h>

namespace letterbox {
namespace {

TEST(ToLower, LeavesAllButAsciiLettersAsTheyAre) {
  EXPECT_EQ(ToLower("AZaz09[@`{ \xC3\x84"), "azaz09[@`{ \xC3\x84");
}

TEST(EqualsIgnoringCase, WantsTheSameLength) {
  EXPECT_TRUE(EqualsIgnoringCase("Content-ID", "content-id"));
  EXPECT_FALSE(EqualsIgnoringCase("Content-ID", "content-i"));
  EXPECT_FALSE(EqualsIgnoringCase("[", "{"));
}

TEST(Trim, TakesBlanksOffTheEndsOnly) {
  EXPECT_EQ(Trim("\r\n\t a b \t"), "a b");
  EXPECT_EQ(Trim(" \t\r\n"), "");
  EXPECT_EQ(Trim("\v a"), "\v a");
}

TEST(IsLetterOrDigit, IsOfAsciiAlone) {
  for (const char c : {'a', 'z', 'A', 'Z', '0', '9'}) {
    EXPECT_TRUE(IsLetterOrDigit(c)) << c;
  }
  for (const char c : {'@', '[', '`', '{', '/', ':', '\xE4'}) {
    EXPECT_FALSE(IsLetterOrDigit(c)) << c;
  }
}

TEST(HasControlCharacter, CountsLineEndsAndTabs) {
  for (const char* text : {"a\n", "\tb", "\x7F", "\x01"}) {
    EXPECT_TRUE(HasControlCharacter(text)) << text;
  }
  EXPECT_FALSE(HasControlCharacter("a b \xC3\xA4"));
}

TEST(IsSmtpAddress, WantsOneAtBetweenTwoTexts) {
  EXPECT_TRUE(IsSmtpAddress("qa@contoso.test"));
  EXPECT_TRUE(IsSmtpAddress("o'neil+tag@contoso.test"));
  EXPECT_TRUE(IsSmtpAddress("müller@contoso.test"));
  for (const char* text : {"", "@", "a@", "@b", "a", "a@b@c", "a b@c", "<a@b>",
                           "A <a@b>", "a@b,c@d", "a@b\n", "a\\b@c"})
    EXPECT_FALSE(IsSmtpAddress(text)) << text;
}

TEST(HexDigit, IsAnyOfSixteenInEitherCase) {
  EXPECT_EQ(HexDigit('0'), 0);
  EXPECT_EQ(HexDigit('9'), 9);
  EXPECT_EQ(HexDigit('a'), 10);
  EXPECT_EQ(HexDigit('F'), 15);
  for (const char c : {'g', 'G', '/', ':', '@', '`', '-', '\0', '\xB1'}) {
    EXPECT_EQ(HexDigit(c), -1) << c;
  }
}

TEST(ToHex, WritesTwoCapitalDigitsForAByte) {
  EXPECT_EQ(ToHex(std::string("\x00\x7f\xAB", 3)), "007FAB");
  EXPECT_EQ(ToHex(""), "");
}

}  // namespace
}  // namespace letterbox
