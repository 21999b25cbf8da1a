#include "xml/date_time.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace letterbox::xml {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::system_clock;

// 2026-11-24T11:40:00Z, as `date -u -d … +%s` gives it.
constexpr long long kNoon = 1795520400;

system_clock::time_point At(long long unix_seconds) {
  return system_clock::time_point(seconds(unix_seconds));
}

TEST(DateTime, FormatsUtcInWholeSeconds) {
  EXPECT_EQ(FormatDateTime(At(0)), "1970-01-01T00:00:00Z");
  EXPECT_EQ(FormatDateTime(At(kNoon)), "2026-11-24T11:40:00Z");
  EXPECT_EQ(FormatDateTime(At(kNoon) + milliseconds(999)),
            "2026-11-24T11:40:00Z");
  EXPECT_EQ(FormatDateTime(At(0) - milliseconds(1)), "1969-12-31T23:59:59Z");
}

TEST(DateTime, ParsesWhatItFormats) {
  for (const long long time : {0LL, -1LL, 951827696LL, kNoon, 4102444800LL}) {
    EXPECT_EQ(ParseDateTime(FormatDateTime(At(time))), At(time));
  }
}

TEST(DateTime, ReadsOffsets) {
  EXPECT_EQ(ParseDateTime("2026-11-24T11:40:00"), At(kNoon));
  EXPECT_EQ(ParseDateTime("2026-11-24T12:40:00+01:00"), At(kNoon));
  EXPECT_EQ(ParseDateTime("2026-11-24T06:10:00-05:30"), At(kNoon));
}

TEST(DateTime, ReadsFractionsOfAnyLength) {
  EXPECT_EQ(ParseDateTime("2026-11-24T11:40:00.5Z"),
            At(kNoon) + milliseconds(500));
  EXPECT_EQ(ParseDateTime("2026-11-24T11:40:00.0010000000000Z"),
            At(kNoon) + milliseconds(1));
  EXPECT_EQ(ParseDateTime("2026-11-24T11:40:00.25+00:00"),
            At(kNoon) + milliseconds(250));
}

TEST(DateTime, RefusesWhatIsNoDate) {
  for (const std::string text : {"",
                                 "today",
                                 "2026-11-24",
                                 "2026-11-24T11:40",
                                 "2026-11-24 11:40:00Z",
                                 "2026-13-24T11:40:00Z",
                                 "2026-00-24T11:40:00Z",
                                 "2026-11-00T11:40:00Z",
                                 "2026-11-32T11:40:00Z",
                                 "2026-02-30T11:40:00Z",
                                 "2025-02-29T11:40:00Z",
                                 "2026-11-24T25:40:00Z",
                                 "2026-11-24T11:60:00Z",
                                 "2026-11-24T11:40:61Z",
                                 "2026-11-24T11:40:00z",
                                 "2026-11-24T11:40:00Z ",
                                 "2026-11-24T11:40:00+1",
                                 "2026-11-24T11:40:00+0100",
                                 "2026-11-24T11:40:00+15:00",
                                 "-026-11-24T11:40:00Z",
                                 "12026-11-24T11:40:00Z",
                                 "9999-12-31T23:59:59Z",
                                 "0001-01-01T00:00:00Z",
                                 "2026-11-24T11:40:00.Z"}) {
    EXPECT_EQ(ParseDateTime(text), std::nullopt) << text;
  }
}

TEST(DateTime, KnowsLeapYears) {
  EXPECT_EQ(ParseDateTime("2024-02-29T00:00:00Z"), At(1709164800));
}

}  // namespace
}  // namespace letterbox::xml
