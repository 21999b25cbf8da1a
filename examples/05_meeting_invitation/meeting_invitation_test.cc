// Looks into the calendar of an invitation, its change and its cancellation.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <letterbox/letterbox.h>

#include <chrono>
#include <string>

#include "planner.h"

using letterbox::AtLocation;
using letterbox::Email;
using letterbox::HasAttendee;
using letterbox::HasSubject;
using letterbox::InZone;
using letterbox::IsMeetingCancellation;
using letterbox::IsMeetingRequest;
using letterbox::IsMeetingUpdate;
using letterbox::IsOrganizedBy;
using letterbox::IsPerson;
using letterbox::OccursAt;
using letterbox::Recurs;
using letterbox::StartsAt;
using letterbox::Subscription;
using letterbox::WithAnswer;
using letterbox::WithSummary;
using std::chrono::hours;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

namespace {

// 13 October 2026, nine o'clock in Berlin.
const auto kNine = std::chrono::system_clock::from_time_t(1791874800);
constexpr auto kWeek = hours(7 * 24);

}  // namespace

class MeetingInvitation : public letterbox::MailTest {
 protected:
  Planner planner_{smtp().host, smtp().port};
};

TEST_F(MeetingInvitation, SaysWhenAndWhere) {
  Subscription guest = Subscribe("guest");

  planner_.Invite(guest.address());

  Email mail = guest.Receive(IsMeetingRequest());
  EXPECT_THAT(mail, Not(IsMeetingUpdate()));
  EXPECT_THAT(mail, IsMeetingRequest(AllOf(
                        WithSummary("Weekly review"), AtLocation("Room 1"),
                        StartsAt(kNine), InZone("Europe/Berlin"),
                        IsOrganizedBy("planner@contoso.test"))));
  EXPECT_THAT(
      mail, IsMeetingRequest(HasAttendee(
                AllOf(IsPerson(guest.address()), WithAnswer("NEEDS-ACTION")))));
}

TEST_F(MeetingInvitation, KeepsTheHourWhenTheClocksChange) {
  Subscription guest = Subscribe("guest");

  planner_.Invite(guest.address());

  Email mail = guest.Receive(IsMeetingRequest());
  // Berlin leaves summer time on 25 October 2026.
  EXPECT_THAT(mail, IsMeetingRequest(AllOf(
                        Recurs(HasSubstr("COUNT=4")), OccursAt(kNine + kWeek),
                        OccursAt(kNine + 2 * kWeek + hours(1)))));
}

TEST_F(MeetingInvitation, CanBeChangedAndCancelled) {
  Subscription guest = Subscribe("guest");

  planner_.Invite(guest.address());
  planner_.Move(guest.address());
  planner_.Cancel(guest.address());

  Email invitation = guest.Receive(HasSubject("Weekly review"));
  Email update = guest.Receive(IsMeetingUpdate());
  Email cancellation = guest.Receive(IsMeetingCancellation());
  EXPECT_THAT(update, IsMeetingUpdate(AllOf(StartsAt(kNine + hours(1)),
                                            AtLocation("Room 2"))));

  // All three speak of the same meeting.
  for (const Email& mail : {invitation, update, cancellation}) {
    ASSERT_THAT(mail.meetings(), SizeIs(1));
    EXPECT_EQ(mail.meetings().front().uid, "review-7@contoso.test");
  }
}
