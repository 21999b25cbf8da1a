#include "mime/charset.h"

#include <gtest/gtest.h>

#include <string>

namespace letterbox {
namespace {

TEST(ToUtf8, ReadsTheCharsetsOfMail) {
  EXPECT_EQ(ToUtf8("\xE4\x80", "ISO-8859-1"), "ä€");
  EXPECT_EQ(ToUtf8("\xA4", "iso-8859-15"), "€");
  EXPECT_EQ(ToUtf8("\x93x\x94", "windows-1252"), "“x”");
  EXPECT_EQ(ToUtf8("\xCF\xF0", "windows-1251"), "Пр");
  EXPECT_EQ(ToUtf8("\xF0\xD2", "KOI8-R"), "Пр");
  EXPECT_EQ(ToUtf8("\x1B$B%F\x1B(B", "iso-2022-jp"), "テ");
  EXPECT_EQ(ToUtf8("\x83\x65", "Shift_JIS"), "テ");
  EXPECT_EQ(ToUtf8("\xC4\xE3", "gb2312"), "你");
  EXPECT_EQ(ToUtf8("+AOQ-", "utf-7"), "ä");
  EXPECT_EQ(ToUtf8(std::string("\xE4\0", 2), "utf-16le"), "ä");
  EXPECT_EQ(ToUtf8("ä", "UTF-8"), "ä");
}

TEST(ToUtf8, GuessesWhereTheCharsetSaysNothing) {
  for (const char* charset :
       {"", "us-ascii", "x-unknown", "../../x", "UTF-16//IGNORE"}) {
    EXPECT_EQ(ToUtf8("gr\xC3\xBC\xC3\x9F", charset), "grüß") << charset;
    EXPECT_EQ(ToUtf8("gr\xFC\xDF \x80\x81", charset), "grüß €\u0081")
        << charset;
  }
}

TEST(ToUtf8, ReplacesWhatIsInvalid) {
  EXPECT_EQ(ToUtf8("a\xFF\xC3", "utf-8"), "a\uFFFD\uFFFD");
  EXPECT_EQ(ToUtf8("\xCF\x98\xF0", "windows-1251"), "П\uFFFDр");
  EXPECT_EQ(ToUtf8("a\x81", "shift_jis"), "a\uFFFD");
}

TEST(ToUtf8, ReadsMoreThanOneBuffer) {
  const std::string text(10000, '\xCF');
  EXPECT_EQ(ToUtf8(text, "windows-1251").size(), 20000u);
}

}  // namespace
}  // namespace letterbox
