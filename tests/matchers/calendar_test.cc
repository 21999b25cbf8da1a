#include "letterbox/matchers/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "support/explain.h"

namespace letterbox {
namespace {

using std::chrono::hours;
using testing::_;
using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Optional;
using testing::SizeIs;
using testing::StartsWith;

Email With(const std::string& method, int sequence = 0) {
  return Email::FromMime(
      "Content-Type: text/calendar; charset=utf-8\n\n"
      "BEGIN:VCALENDAR\nMETHOD:" +
      method +
      "\nBEGIN:VEVENT\nUID:1\nSUMMARY:Planning\nLOCATION:Room 1\n"
      "ORGANIZER;CN=Boss:mailto:boss@contoso.test\n"
      "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@contoso.test\n"
      "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:bob@contoso.test\n"
      "DTSTART;TZID=Europe/Berlin:20261013T090000\n"
      "DTEND;TZID=Europe/Berlin:20261013T100000\n"
      "RRULE:FREQ=DAILY;COUNT=2\nSEQUENCE:" +
      std::to_string(sequence) + "\nEND:VEVENT\nEND:VCALENDAR\n");
}

const auto kNine = std::chrono::system_clock::from_time_t(1791874800);

TEST(MeetingKinds, GoByTheMethod) {
  EXPECT_THAT(With("REQUEST"),
              AllOf(IsMeetingRequest(), HasMeeting(), Not(IsMeetingUpdate()),
                    Not(IsMeetingCancellation()), Not(IsMeetingReply())));
  EXPECT_THAT(With("REQUEST", 1), AllOf(IsMeetingRequest(), IsMeetingUpdate()));
  EXPECT_THAT(With("CANCEL", 2), AllOf(IsMeetingCancellation(), HasMeeting(),
                                       Not(IsMeetingUpdate())));
  EXPECT_THAT(With("REPLY"), IsMeetingReply(WithSummary("Planning")));
  EXPECT_THAT(Email(), Not(HasMeeting()));
}

TEST(MeetingKinds, SayWhatTheyWantAndWhatIsThere) {
  EXPECT_EQ(Describe(IsMeetingRequest()), "which is a meeting request");
  EXPECT_EQ(DescribeNegation(IsMeetingRequest()),
            "which is no meeting request");
  EXPECT_EQ(Describe(IsMeetingUpdate(WithSummary("x"))),
            "which is a meeting update with a summary that is equal to \"x\"");
  EXPECT_EQ(DescribeNegation(IsMeetingUpdate()), "which is no meeting update");
  EXPECT_EQ(DescribeNegation(IsMeetingCancellation()),
            "which is no meeting cancellation");
  EXPECT_EQ(DescribeNegation(IsMeetingReply()), "which is no meeting reply");
  EXPECT_EQ(DescribeNegation(HasMeeting()), "which has no meeting");
  EXPECT_EQ(Explain(IsMeetingUpdate(), With("REQUEST")),
            "which is no meeting update");
  EXPECT_EQ(Explain(IsMeetingRequest(WithSummary("x")), With("REQUEST", 3)),
            "which is the meeting request REQUEST \"Planning\" at "
            "2026-10-13T07:00:00Z (Europe/Berlin), update 3, with the summary "
            "\"Planning\"");
}

struct Part {
  MeetingMatcher matcher;
  MeetingMatcher mismatch;
  const char* described;
  const char* negated;
  const char* explained;
};

TEST(MeetingParts, MatchAndSayWhatTheyWantAndWhatIsThere) {
  const Meeting meeting = With("REQUEST").meetings().at(0);
  const Part parts[] = {
      {WithSummary("Planning"), WithSummary("x"),
       "with a summary that is equal to \"x\"",
       "with a summary that isn't equal to \"x\"",
       "with the summary \"Planning\""},
      {AtLocation(StartsWith("Room")), AtLocation("x"),
       "with a location that is equal to \"x\"",
       "with a location that isn't equal to \"x\"",
       "with the location \"Room 1\""},
      {StartsAt(kNine), StartsAt(IsAfter(kNine)),
       "which starts at a time that is after 2026-10-13T07:00:00Z",
       "which starts at a time that is not after 2026-10-13T07:00:00Z",
       "which starts at 2026-10-13T07:00:00Z, 0 ms after that"},
      {EndsAt(kNine + hours(1)), EndsAt(IsBefore(kNine)),
       "which ends at a time that is before 2026-10-13T07:00:00Z",
       "which ends at a time that is not before 2026-10-13T07:00:00Z",
       "which ends at 2026-10-13T08:00:00Z, 3600 s after that"},
      {InZone("Europe/Berlin"), InZone("UTC"),
       "in a zone that is equal to \"UTC\"",
       "in a zone that isn't equal to \"UTC\"",
       "in the zone \"Europe/Berlin\""},
      {IsOrganizedBy(AllOf(IsAddress("boss@contoso.test"), WithName("Boss"))),
       IsOrganizedBy("x@b.test"),
       "which has an organizer with the address \"x@b.test\"",
       "which has no organizer with the address \"x@b.test\"",
       "which has the organizer Boss <boss@contoso.test>, with the address "
       "\"boss@contoso.test\""},
      {HasAttendee(AllOf(IsPerson("ann@contoso.test"), WithAnswer("ACCEPTED"))),
       HasAttendee(std::string("x@b.test")),
       "which has an attendee who is with the address \"x@b.test\"",
       "which has no attendee who is with the address \"x@b.test\"",
       "which has 2 attendees: ann@contoso.test ACCEPTED, who is "
       "ann@contoso.test, with the address \"ann@contoso.test\"; "
       "bob@contoso.test NEEDS-ACTION, who is bob@contoso.test, with the "
       "address \"bob@contoso.test\""},
      {HasAttendees(SizeIs(2)), HasAttendees(Each(WithAnswer("ACCEPTED"))),
       "whose list of attendees only contains elements that with an answer "
       "that is equal to \"ACCEPTED\"",
       "whose list of attendees contains some element that with an answer that "
       "isn't equal to \"ACCEPTED\"",
       "which has 2 attendees: ann@contoso.test ACCEPTED; bob@contoso.test "
       "NEEDS-ACTION, whose element #1 doesn't match, with the answer "
       "\"NEEDS-ACTION\""},
      {Recurs("FREQ=DAILY;COUNT=2"), Recurs(HasSubstr("WEEKLY")),
       "with a recurrence that has substring \"WEEKLY\"",
       "with a recurrence that has no substring \"WEEKLY\"",
       "with the recurrence \"FREQ=DAILY;COUNT=2\""},
      {OccursAt(kNine + hours(24)), OccursAt(IsBefore(kNine)),
       "which has an occurrence at a time that is before 2026-10-13T07:00:00Z",
       "which has no occurrence at a time that is before 2026-10-13T07:00:00Z",
       "which has 2 occurrences: 2026-10-13T07:00:00Z, 0 ms after that; "
       "2026-10-14T07:00:00Z, 86400 s after that"},
  };
  for (const Part& part : parts) {
    EXPECT_THAT(meeting, part.matcher);
    EXPECT_THAT(meeting, Not(part.mismatch));
    EXPECT_EQ(Describe(part.mismatch), part.described);
    EXPECT_EQ(DescribeNegation(part.mismatch), part.negated);
    EXPECT_EQ(Explain(part.mismatch, meeting), part.explained);
  }
}

TEST(MeetingParts, OfAnEmptyMeetingMatchNothing) {
  const Meeting meeting;
  for (const MeetingMatcher& matcher :
       {MeetingMatcher(StartsAt(_)), MeetingMatcher(EndsAt(_)),
        MeetingMatcher(InZone(_)), IsOrganizedBy(_), HasAttendee(_),
        OccursAt(_)}) {
    EXPECT_THAT(meeting, Not(matcher));
  }
  EXPECT_EQ(Explain(StartsAt(_), meeting), "which does not say when it starts");
}

TEST(AttendeeMatchers, SayTheirNegation) {
  EXPECT_EQ(DescribeNegation(IsPerson("a@b.test")),
            "who is without the address \"a@b.test\"");
  EXPECT_EQ(DescribeNegation(WithAnswer("x")),
            "with an answer that isn't equal to \"x\"");
}

TEST(CalendarMatchers, StandWhereverAMatcherMay) {
  const std::vector<Email> mails = {With("REQUEST"), With("CANCEL")};
  EXPECT_THAT(mails, Contains(IsMeetingCancellation()));
  EXPECT_THAT(mails, ElementsAre(IsMeetingRequest(StartsAt(kNine)),
                                 HasMeeting(HasAttendee("bob@contoso.test"))));
  EXPECT_THAT(std::optional<Email>(mails[0]), Optional(IsMeetingRequest()));
  EXPECT_THAT(mails[0].meetings(),
              Contains(IsOrganizedBy(std::string("boss@contoso.test"))));
}

}  // namespace
}  // namespace letterbox
