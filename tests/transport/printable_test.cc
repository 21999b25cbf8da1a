#include "letterbox/transport/printable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace letterbox {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Printable, KeepsPlainText) {
  EXPECT_EQ(Printable("Größe: 5 \"m\" \\ 日本語 😀"),
            "Größe: 5 \"m\" \\ 日本語 😀");
}

TEST(Printable, EscapesControlCharactersAndInvalidUtf8) {
  EXPECT_EQ(Printable(std::string("a\n\r\t\0\x1B\x7F", 7)),
            R"(a\n\r\t\x00\x1B\x7F)");
  EXPECT_EQ(Printable("\xFF\xC3x\xE2\x82"), R"(\xFF\xC3x\xE2\x82)");
}

TEST(Printable, EscapesWhatTurnsOrBreaksALine) {
  EXPECT_EQ(Printable("\u009B\u202E\u2028\u2066\uFEFF"),
            R"(\u009B\u202E\u2028\u2066\uFEFF)");
}

TEST(Printable, BreaksEveryMarkerOfGoogleTest) {
  for (const char* marker : {"[==========]", "[----------]", "[ RUN      ]",
                             "[       OK ]", "[  PASSED  ]", "[  FAILED  ]",
                             "[  SKIPPED ]", "[ DISABLED ]", "[  DEATH   ]"}) {
    EXPECT_THAT(Printable(std::string("x") + marker), Not(HasSubstr(marker)));
    EXPECT_THAT(Quoted(marker), Not(HasSubstr(marker)));
    EXPECT_THAT(WithoutMarkers(std::string("a\n") + marker + "\n"),
                Not(HasSubstr(marker)));
  }
  EXPECT_EQ(Printable("[  SKIPPED ]"), R"([\x20 SKIPPED ])");
  EXPECT_EQ(Printable("[1] [-1] [=]"), "[1] [-1] [=]");
}

TEST(Printable, CutsBetweenCharacters) {
  EXPECT_EQ(Printable("abcdef", 6), "abcdef");
  EXPECT_EQ(Printable("abcdefg", 6), "abcdef...");
  EXPECT_EQ(Printable("aüü", 4), "aü...");
  EXPECT_EQ(Printable("a\n\n", 4), "a\\n...");
  EXPECT_EQ(Printable("", 0), "");
}

TEST(Quoted, EscapesQuotesAndBackslashes) {
  EXPECT_EQ(Quoted("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(Quoted("abc", 2), "\"ab...\"");
}

TEST(WithoutMarkers, KeepsTheRest) {
  EXPECT_EQ(WithoutMarkers("a\n\t[b] \x1B[ x"), "a\n\t[b] \x1B[\\x20x");
}

TEST(ShowTime, IsInUtcWithTheMillisecondsThereAre) {
  const auto time = std::chrono::system_clock::from_time_t(1790000000);
  EXPECT_EQ(ShowTime(time), "2026-09-21T14:13:20Z");
  EXPECT_EQ(ShowTime(time + std::chrono::milliseconds(7)),
            "2026-09-21T14:13:20.007Z");
}

TEST(ShowDuration, IsShort) {
  using std::chrono::milliseconds;
  EXPECT_EQ(ShowDuration(milliseconds(0)), "0 ms");
  EXPECT_EQ(ShowDuration(milliseconds(999)), "999 ms");
  EXPECT_EQ(ShowDuration(milliseconds(1250)), "1.2 s");
  EXPECT_EQ(ShowDuration(milliseconds(60000)), "60 s");
  EXPECT_EQ(ShowDuration(milliseconds(-5)), "-5 ms");
}

}  // namespace
}  // namespace letterbox
