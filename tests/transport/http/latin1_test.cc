#include "http/latin1.h"

#include <gtest/gtest.h>

namespace letterbox {
namespace {

TEST(ToLatin1, GivesAByteACharacter) {
  EXPECT_EQ(ToLatin1(""), "");
  EXPECT_EQ(ToLatin1("pass \\ word~"), "pass \\ word~");
  EXPECT_EQ(ToLatin1("\xC2\x80\xC3\xA4\xC3\xBF"), "\x80\xE4\xFF");
}

TEST(ToLatin1, GivesNothingForWhatIsBeyondOrBroken) {
  for (const char* text : {"\xC4\x80", "\xE2\x82\xAC", "\xC3", "\xC3z", "\x80"})
    EXPECT_EQ(ToLatin1(text), std::nullopt) << text;
}

}  // namespace
}  // namespace letterbox
