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

}  // namespace
}  // namespace letterbox
