// Matchers of the meetings that a mail speaks of.
//
//   matcher                inner type  the mail, or its element, matches if
//   IsMeetingRequest       meeting     it invites to a meeting that matches, or
//                                      changes one
//   IsMeetingUpdate        meeting     it changes a meeting it invited to
//                                      before, and that matches
//   IsMeetingCancellation  meeting     it calls a meeting off that matches
//   IsMeetingReply         meeting     it answers an invitation to a meeting
//                                      that matches
//   HasMeeting             meeting     it carries a meeting that matches,
//                                      whatever for
//   WithSummary            string      the meeting's title matches
//   AtLocation             string      its place matches
//   StartsAt               time        the time it starts matches
//   EndsAt                 time        the time it ends matches
//   InZone                 string      the zone that its start is given in, as
//                                      written, matches
//   IsOrganizedBy          address     who invites matches
//   HasAttendee            attendee    somebody who is invited matches
//   HasAttendees           attendees   the list of all who are invited matches
//   IsPerson               address     the attendee's address matches
//   WithAnswer             string      the attendee's answer matches:
//                                      "NEEDS-ACTION", "ACCEPTED"
//   Recurs                 string      the rule it recurs by matches:
//                                      "FREQ=WEEKLY;COUNT=4"
//   OccursAt               time        the time of some occurrence, of the
//                                      first hundred, matches
//
//   EXPECT_THAT(mail, IsMeetingRequest(AllOf(
//                         WithSummary("Planning"), StartsAt(nine_oclock),
//                         HasAttendee("ann@contoso.test"))));
//
// Where the inner type is an address or an attendee, a string is short for
// IsAddress.
#ifndef LETTERBOX_MATCHERS_CALENDAR_H_
#define LETTERBOX_MATCHERS_CALENDAR_H_

#include <string>
#include <vector>

#include "letterbox/matchers/address.h"
#include "letterbox/matchers/matcher.h"
#include "letterbox/matchers/time.h"
#include "letterbox/transport/meeting.h"

namespace letterbox {

using MeetingMatcher = testing::Matcher<const Meeting&>;
using AttendeeMatcher = testing::Matcher<const Attendee&>;

EmailMatcher IsMeetingRequest(MeetingMatcher meeting = testing::_);
EmailMatcher IsMeetingUpdate(MeetingMatcher meeting = testing::_);
EmailMatcher IsMeetingCancellation(MeetingMatcher meeting = testing::_);
EmailMatcher IsMeetingReply(MeetingMatcher meeting = testing::_);
EmailMatcher HasMeeting(MeetingMatcher meeting = testing::_);

MeetingMatcher WithSummary(StringMatcher summary);
MeetingMatcher AtLocation(StringMatcher location);
MeetingMatcher StartsAt(TimeMatcher time);
MeetingMatcher EndsAt(TimeMatcher time);
MeetingMatcher InZone(StringMatcher zone);

MeetingMatcher IsOrganizedBy(AddressMatcher organizer);
MeetingMatcher IsOrganizedBy(const std::string& address);
MeetingMatcher IsOrganizedBy(const char* address);

MeetingMatcher HasAttendee(AttendeeMatcher attendee);
MeetingMatcher HasAttendee(const std::string& address);
MeetingMatcher HasAttendee(const char* address);

MeetingMatcher HasAttendees(
    testing::Matcher<const std::vector<Attendee>&> attendees);

AttendeeMatcher IsPerson(AddressMatcher address);
AttendeeMatcher IsPerson(const std::string& address);
AttendeeMatcher IsPerson(const char* address);
AttendeeMatcher WithAnswer(StringMatcher answer);

MeetingMatcher Recurs(StringMatcher rule);
MeetingMatcher OccursAt(TimeMatcher time);

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_CALENDAR_H_
