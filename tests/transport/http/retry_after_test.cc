#include "http/retry_after.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace letterbox {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::system_clock;
using testing::Optional;

constexpr system_clock::time_point kNow{seconds(784111777)};

std::optional<milliseconds> After(const std::string& value,
                                  const std::string& date = "") {
  HttpResponse response;
  response.headers = {{"retry-after", value}};
  if (!date.empty()) response.headers.push_back({"Date", date});
  return RetryAfter(response, kNow);
}

TEST(HttpDate, HasThreeForms) {
  for (const char* const text :
       {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"}) {
    EXPECT_THAT(ParseHttpDate(text), Optional(kNow)) << text;
  }
}

TEST(HttpDate, IsNothingElse) {
  for (const char* const text :
       {"", "tomorrow", "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49 GMT", "Sun, 99 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT", "1 2 3 4 5 6 7 8"}) {
    EXPECT_EQ(ParseHttpDate(text), std::nullopt) << text;
  }
}

TEST(RetryAfterHeader, IsInSecondsOrADate) {
  EXPECT_THAT(After("30"), Optional(seconds(30)));
  EXPECT_THAT(After(" 0 "), Optional(seconds(0)));
  EXPECT_THAT(After("Sun, 06 Nov 1994 08:50:37 GMT"), Optional(seconds(60)));
}

TEST(RetryAfterHeader, CountsFromTheServersOwnDate) {
  EXPECT_THAT(
      After("Sun, 06 Nov 2094 08:50:37 GMT", "Sun, 06 Nov 2094 08:50:07 GMT"),
      Optional(seconds(30)));
}

TEST(RetryAfterHeader, IsNeverLessThanNothingNorMoreThanADay) {
  EXPECT_THAT(After("Sun, 06 Nov 1994 08:40:00 GMT"), Optional(seconds(0)));
  EXPECT_THAT(After("999999999"), Optional(hours(24)));
}

TEST(RetryAfterHeader, MayMakeNoSense) {
  for (const char* const value : {"", "-1", "soon", "1.5", "99999999999"}) {
    EXPECT_EQ(After(value), std::nullopt) << value;
  }
}

}  // namespace
}  // namespace letterbox
