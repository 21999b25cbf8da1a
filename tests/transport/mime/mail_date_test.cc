#include "mime/mail_date.h"

#include <gtest/gtest.h>

#include <chrono>

namespace letterbox {
namespace {

const auto kNoon = std::chrono::system_clock::from_time_t(1790000000);

TEST(MailDate, IsReadInTheFormsOfMail) {
  for (const char* date :
       {"Mon, 21 Sep 2026 14:13:20 +0000", "21 Sep 2026 16:13:20 +0200",
        "Mon, 21 Sep 26 14:13:20 GMT", "Mon,21 Sep 2026 09:13:20 -0500",
        "Mon, 21 Sep 2026 9:13:20 EST", "mon, 21 september 2026 06:13:20 PST",
        " Mon (a Monday (of autumn)), 21 Sep 2026\r\n 14:13:20 -0000 (UTC)",
        "21 Sep 2026 14:13:20 Z", "21 Sep 2026 14:13:20"}) {
    const auto time = ParseMailDate(date);
    EXPECT_EQ(time, kNoon) << date;
  }
  EXPECT_EQ(ParseMailDate("21 Sep 2026 14:13 +0000"),
            kNoon - std::chrono::seconds(20));
}

TEST(MailDate, IsNothingWhereItCannotBe) {
  for (const char* bad :
       {"", "soon", "Mon, 21 Sep", "99 Sep 2026 10:00 +0000",
        "21 Foo 2026 10:00:00 +0000", "21 Sep 2026 25:00:00 +0000",
        "21 Sep 2026 10:60:00 +0000", "21 Sep 9999 10:00:00 +0000", "((((",
        "21 Sep 2026 1000 +0000", "0 Sep 2026 10:00:00 +0000"}) {
    EXPECT_FALSE(ParseMailDate(bad)) << bad;
  }
}

}  // namespace
}  // namespace letterbox
