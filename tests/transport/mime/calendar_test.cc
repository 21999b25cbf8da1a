#include "mime/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "support/rounds.h"

namespace letterbox {
namespace {

using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

template <typename T>
std::string Print(const T& value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

std::string Calendar(const std::string& method, const std::string& event) {
  return "BEGIN:VCALENDAR\r\nMETHOD:" + method +
         "\r\nVERSION:2.0\r\n"
         "BEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time\r\n"
         "BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\n"
         "TZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n"
         "END:STANDARD\r\n"
         "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\n"
         "TZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n"
         "END:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
         "BEGIN:VEVENT\r\nUID:1@contoso.test\r\n" +
         event + "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

// As Outlook invites.
constexpr char kPlanning[] =
    "ORGANIZER;CN=\"Boss, The\":MAILTO:boss@contoso.test\r\n"
    "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Ann:\r\n"
    " mailto:ann@contoso.test\r\n"
    "ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:bob@contoso."
    "test\r\n"
    "SUMMARY;LANGUAGE=de-DE:Planung \xC3\xBC"
    "ber\\, alles\\; und mehr\r\n"
    "LOCATION:Raum 1\r\nDESCRIPTION:Bis\\ndann\r\n"
    "DTSTART;TZID=W. Europe Standard Time:20261013T090000\r\n"
    "DTEND;TZID=W. Europe Standard Time:20261013T100000\r\n"
    "RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU\r\n"
    "EXDATE;TZID=W. Europe Standard Time:20261020T090000\r\n"
    "SEQUENCE:2\r\nSTATUS:CONFIRMED\r\n";

const auto kNine = std::chrono::system_clock::from_time_t(1791874800);

TEST(Calendar, IsReadAsOutlookWritesIt) {
  const auto meetings = ReadCalendar(Calendar("REQUEST", kPlanning));
  ASSERT_THAT(meetings, SizeIs(1));
  const Meeting& meeting = meetings[0];
  EXPECT_EQ(meeting.method, "REQUEST");
  EXPECT_EQ(meeting.uid, "1@contoso.test");
  EXPECT_EQ(meeting.sequence, 2);
  EXPECT_EQ(meeting.status, "CONFIRMED");
  EXPECT_EQ(meeting.summary, "Planung über, alles; und mehr");
  EXPECT_EQ(meeting.location, "Raum 1");
  EXPECT_EQ(meeting.description, "Bis\ndann");
  EXPECT_EQ(meeting.organizer, EmailAddress("boss@contoso.test", "Boss, The"));
  ASSERT_THAT(meeting.attendees, SizeIs(2));
  EXPECT_EQ(meeting.attendees[0].address,
            EmailAddress("ann@contoso.test", "Ann"));
  EXPECT_EQ(meeting.attendees[0].status, "NEEDS-ACTION");
  EXPECT_EQ(meeting.attendees[0].role, "REQ-PARTICIPANT");
  EXPECT_TRUE(meeting.attendees[0].is_asked_to_answer);
  EXPECT_FALSE(meeting.attendees[1].is_asked_to_answer);
  EXPECT_EQ(Print(meeting.attendees[1]), "bob@contoso.test ACCEPTED");
}

TEST(Calendar, KnowsTheZonesThatItDescribes) {
  const Meeting meeting = ReadCalendar(Calendar("REQUEST", kPlanning)).at(0);
  ASSERT_TRUE(meeting.start);
  EXPECT_EQ(meeting.start->time, kNine);  // 9 o'clock, two hours before UTC
  EXPECT_EQ(meeting.start->zone, "W. Europe Standard Time");
  ASSERT_TRUE(meeting.end);
  EXPECT_EQ(meeting.end->time, kNine + hours(1));
  EXPECT_EQ(Print(*meeting.start),
            "2026-10-13T07:00:00Z (W. Europe Standard Time)");
}

TEST(Calendar, CountsOccurrencesAcrossTheChangeOfTheClock) {
  const Meeting meeting = ReadCalendar(Calendar("REQUEST", kPlanning)).at(0);
  EXPECT_EQ(meeting.recurrence, "FREQ=WEEKLY;COUNT=4;BYDAY=TU");
  EXPECT_THAT(meeting.occurrences,
              ElementsAre(kNine, kNine + hours(14 * 24 + 1),
                          kNine + hours(21 * 24 + 1)));
}

TEST(Calendar, KnowsTheZonesOfWindowsThatItDoesNotDescribe) {
  for (const char* zone : {"W. Europe Standard Time", "w. europe standard time",
                           "Europe/Berlin"}) {
    const Meeting meeting =
        ReadCalendar(Calendar("REQUEST", std::string("DTSTART;TZID=\"") + zone +
                                             "\":20261013T090000\r\n"))
            .at(0);
    EXPECT_EQ(meeting.start->time, kNine) << zone;
    EXPECT_EQ(meeting.start->zone, zone);
  }
}

TEST(Calendar, AddsDatesToItsRule) {
  const auto read = [](const std::string& more) {
    return ReadCalendar(
               Calendar("REQUEST", "DTSTART:20261013T070000Z\r\n" + more))
        .at(0)
        .occurrences;
  };
  EXPECT_THAT(read("RRULE:FREQ=DAILY;COUNT=2\r\n"
                   "RDATE:20261020T070000Z,20261013T070000Z\r\n"
                   "RDATE;VALUE=PERIOD:20261012T070000Z/PT1H\r\n"
                   "RDATE;TZID=Europe/Berlin:20261021T090000\r\n"
                   "EXDATE:20261014T070000Z\r\n"),
              ElementsAre(kNine - hours(24), kNine, kNine + hours(7 * 24),
                          kNine + hours(8 * 24)));
  EXPECT_THAT(read("RDATE:20261014T070000Z\r\n"),
              ElementsAre(kNine, kNine + hours(24)));
}

TEST(Calendar, RecursWithinADay) {
  const auto read = [](const std::string& rule) {
    return ReadCalendar(
               Calendar("REQUEST",
                        "DTSTART:20261013T070000Z\r\nRRULE:" + rule + "\r\n"))
        .at(0)
        .occurrences;
  };
  EXPECT_THAT(read("FREQ=HOURLY;INTERVAL=4;COUNT=3"),
              ElementsAre(kNine, kNine + hours(4), kNine + hours(8)));
  EXPECT_THAT(read("FREQ=MINUTELY;INTERVAL=90;UNTIL=20261013T090000Z"),
              ElementsAre(kNine, kNine + std::chrono::minutes(90)));
  EXPECT_THAT(read("FREQ=SECONDLY"), SizeIs(100));
  // Could be searched for long.
  EXPECT_THAT(read("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"),
              ElementsAre(kNine));
}

TEST(Calendar, ReadsTimesInAllForms) {
  const auto read = [](const std::string& event) {
    return ReadCalendar(Calendar("PUBLISH", event)).at(0);
  };
  EXPECT_EQ(read("DTSTART:20261013T070000Z\r\n").start->time, kNine);
  EXPECT_EQ(read("DTSTART:20261013T070000Z\r\n").start->zone, "UTC");
  EXPECT_EQ(read("DTSTART:20261013T070000\r\n").start->time, kNine);
  EXPECT_EQ(read("DTSTART:20261013T070000\r\n").start->zone, "");
  EXPECT_EQ(read("DTSTART;TZID=Europe/Berlin:20261013T090000\r\n").start->time,
            kNine);
  const Meeting day = read("DTSTART;VALUE=DATE:20261013\r\nDURATION:P1D\r\n");
  EXPECT_TRUE(day.start->is_date);
  EXPECT_EQ(Print(*day.start), "2026-10-13");
  EXPECT_EQ(day.end->time, day.start->time + hours(24));
  EXPECT_THAT(day.occurrences, SizeIs(1));
  const Meeting changed =
      read("DTSTART:20261013T080000Z\r\nRECURRENCE-ID:20261013T070000Z\r\n");
  ASSERT_TRUE(changed.replaces);
  EXPECT_EQ(changed.replaces->time, kNine);
  EXPECT_FALSE(read("DTSTART:soon\r\n").start);
  EXPECT_FALSE(read("SUMMARY:a\r\n").start);
}

TEST(Calendar, EndsItsOccurrences) {
  const auto count = [](const std::string& rule) {
    return ReadCalendar(
               Calendar("REQUEST",
                        "DTSTART:20261013T070000Z\r\nRRULE:" + rule + "\r\n"))
        .at(0)
        .occurrences.size();
  };
  EXPECT_EQ(count("FREQ=DAILY"), 100u);
  EXPECT_EQ(count("FREQ=DAILY;UNTIL=20261015T070000Z"), 3u);
  EXPECT_LE(count("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), 1u);
  EXPECT_LE(count("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31"), 1u);
  EXPECT_EQ(count("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"), 1u);
}

TEST(Calendar, MayBeSeveral) {
  const std::string two = Calendar("REQUEST", "SUMMARY:a\r\n") +
                          Calendar("CANCEL", "SUMMARY:b\r\n");
  const auto meetings = ReadCalendar(two);
  ASSERT_THAT(meetings, SizeIs(2));
  EXPECT_EQ(Print(meetings[1]), "CANCEL \"b\"");
}

TEST(Calendar, IsEmptyWhereItIsNone) {
  for (const char* bad :
       {"", "BEGIN", "BEGIN:VCALENDAR", "no calendar\r\n",
        "BEGIN:VEVENT\r\nEND:VEVENT\r\n", "END:VCALENDAR\r\n", "\xFF\xFE"}) {
    EXPECT_THAT(ReadCalendar(bad), IsEmpty()) << bad;
  }
  EXPECT_THAT(ReadCalendar(std::string(2 << 20, 'x')), IsEmpty());
}

TEST(Calendar, MayNotNestDeeply) {
  std::string deep;
  for (int i = 0; i < 30000; ++i) deep += "BEGIN:VCALENDAR\r\n";
  EXPECT_THAT(ReadCalendar(deep), IsEmpty());
}

TEST(Meetings, AreThereOnceThoughTheMailCarriesThemTwice) {
  const std::string calendar = Calendar("REQUEST", kPlanning);
  const ParsedMail mail = ParseMime(
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
      "--b\r\nContent-Type: text/calendar; method=REQUEST; charset=utf-8\r\n"
      "\r\n" +
      calendar +
      "\r\n--b\r\nContent-Type: application/octet-stream; name=Invite.ICS\r\n"
      "\r\n" +
      calendar +
      "\r\n--b\r\nContent-Type: text/calendar; charset=iso-8859-1\r\n\r\n" +
      Calendar("CANCEL", "SUMMARY:\xFC\r\n") + "\r\n--b--\r\n");
  const auto meetings = ReadMeetings(mail);
  ASSERT_THAT(meetings, SizeIs(2));
  EXPECT_EQ(meetings[1].summary, "ü");
}

TEST(AnyBytes, ACalendarMayBeDamaged) {
  const std::string calendar = Calendar("REQUEST", kPlanning);
  std::minstd_rand random(3);
  for (int round = 0; round < Rounds(100); ++round) {
    std::string damaged = calendar;
    for (int i = 0; i < 1 + round % 10; ++i) {
      damaged[random() % damaged.size()] = static_cast<char>(random() >> 8);
    }
    EXPECT_THAT(ReadCalendar(damaged), SizeIs(testing::Le(3)));
  }
  for (std::size_t size = 0; size < calendar.size(); size += 29) {
    ReadCalendar(calendar.substr(0, size));
  }
}

TEST(Calendar, IsReadBySeveralThreadsAtOnce) {
  const std::string calendar = Calendar("REQUEST", kPlanning);
  std::vector<std::future<std::size_t>> threads;
  for (int i = 0; i < 4; ++i) {
    threads.push_back(std::async(std::launch::async, [&] {
      std::size_t count = 0;
      for (int round = 0; round < 20; ++round) {
        count += ReadCalendar(calendar).at(0).occurrences.size();
      }
      return count;
    }));
  }
  for (auto& thread : threads) EXPECT_EQ(thread.get(), 60u);
}

}  // namespace
}  // namespace letterbox
