#include "xml/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace letterbox {
namespace {

TEST(Utf8, MeasuresCharacters) {
  EXPECT_EQ(Utf8Length("a", 0), 1u);
  EXPECT_EQ(Utf8Length("\xC3\xA4", 0), 2u);
  EXPECT_EQ(Utf8Length("\xE2\x82\xAC", 0), 3u);
  EXPECT_EQ(Utf8Length("\xF0\x9F\x98\x80", 0), 4u);
  EXPECT_EQ(Utf8Length("x\xC3\xA4", 1), 2u);
}

TEST(Utf8, TakesTheFirstAndLastOfEachLength) {
  for (const std::string text :
       {"\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(Utf8Length(text, 0), text.size());
    EXPECT_EQ(FindInvalidUtf8(text), std::string::npos);
  }
}

TEST(Utf8, RefusesWhatIsNotWellFormed) {
  for (const std::string text :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC3", "\xC3\x41",
        "\xE0\x9F\xBF", "\xE2\x82", "\xED\xA0\x80", "\xED\xBF\xBF",
        "\xF0\x8F\xBF\xBF", "\xF0\x9F\x98", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\xFE", "\xFF"}) {
    EXPECT_EQ(Utf8Length(text, 0), 0u);
    EXPECT_EQ(FindInvalidUtf8("ab" + text), 2u);
  }
}

TEST(Utf8, FindsNothingBeyondTheEnd) {
  EXPECT_EQ(Utf8Length("", 0), 0u);
  EXPECT_EQ(Utf8Length("a", 1), 0u);
  EXPECT_EQ(FindInvalidUtf8(""), std::string::npos);
  EXPECT_EQ(FindInvalidUtf8(std::string("a\0b", 3)), std::string::npos);
}

}  // namespace
}  // namespace letterbox
