#include "letterbox/matchers/time.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <vector>

#include "support/explain.h"

namespace letterbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::AllOf;
using testing::Each;
using testing::Not;

const auto kNoon = std::chrono::system_clock::from_time_t(1790000000);

TEST(TimeMatchers, CompareTimes) {
  EXPECT_THAT(kNoon, IsAfter(kNoon - milliseconds(1)));
  EXPECT_THAT(kNoon, Not(IsAfter(kNoon)));
  EXPECT_THAT(kNoon, IsBefore(kNoon + milliseconds(1)));
  EXPECT_THAT(kNoon, Not(IsBefore(kNoon)));
  EXPECT_THAT(kNoon, IsWithin(seconds(2), kNoon + seconds(2)));
  EXPECT_THAT(kNoon, IsWithin(seconds(2), kNoon - seconds(2)));
  EXPECT_THAT(kNoon, Not(IsWithin(seconds(2), kNoon + milliseconds(2001))));
  EXPECT_THAT(std::vector({kNoon}),
              Each(AllOf(IsSince(kNoon), Not(IsAfter(kNoon)))));
}

TEST(TimeMatchers, AllowForTimesInWholeSeconds) {
  EXPECT_THAT(kNoon, IsSince(kNoon + milliseconds(999)));
  EXPECT_THAT(kNoon, Not(IsSince(kNoon + seconds(1))));
}

TEST(TimeMatchers, SayWhatTheyWantAndHowFarItIs) {
  EXPECT_EQ(Describe(IsAfter(kNoon)), "is after 2026-09-21T14:13:20Z");
  EXPECT_EQ(DescribeNegation(IsBefore(kNoon + milliseconds(5))),
            "is not before 2026-09-21T14:13:20.005Z");
  EXPECT_EQ(Describe(IsSince(kNoon)), "is at or after 2026-09-21T14:13:20Z");
  EXPECT_EQ(Describe(IsWithin(milliseconds(1500), kNoon)),
            "is within 1.5 s of 2026-09-21T14:13:20Z");
  EXPECT_EQ(Explain(IsAfter(kNoon), kNoon - seconds(90)), "90 s before that");
  EXPECT_EQ(Explain(IsWithin(seconds(1), kNoon), kNoon + milliseconds(2)),
            "2 ms after that");
}

}  // namespace
}  // namespace letterbox
