#include "letterbox/matchers/calendar.h"

#include <functional>
#include <utility>

#include "list.h"
#include "part.h"
#include "some.h"
#include "value.h"

namespace letterbox {
namespace {

using std::chrono::system_clock;

// Some meeting of which `is` holds.
EmailMatcher HasMeetingThat(internal::SomeWords words,
                            std::function<bool(const Meeting&)> is,
                            MeetingMatcher inner) {
  return internal::Some<Meeting>(
      std::move(words),
      [is = std::move(is)](const Email& mail) {
        std::vector<const Meeting*> meetings;
        for (const Meeting& meeting : mail.meetings()) {
          if (is(meeting)) meetings.push_back(&meeting);
        }
        return meetings;
      },
      std::move(inner));
}

EmailMatcher HasMethod(const std::string& what, const std::string& method,
                       MeetingMatcher inner) {
  return HasMeetingThat(
      {"is a " + what, "is no " + what, "is the " + what, what + "s"},
      [method](const Meeting& meeting) { return meeting.method == method; },
      std::move(inner));
}

MeetingMatcher Text(const std::string& noun, std::string Meeting::*text,
                    StringMatcher inner) {
  return internal::Part<Meeting>(
      {"with a " + noun + " that", "with the " + noun},
      [text](const Meeting& meeting) -> const std::string& {
        return meeting.*text;
      },
      std::move(inner));
}

MeetingMatcher Time(const std::string& verb,
                    std::optional<MeetingTime> Meeting::*time,
                    TimeMatcher inner) {
  return internal::Value<Meeting, system_clock::time_point>(
      {"which " + verb + " at a time that", "which " + verb + " at",
       "which does not say when it " + verb},
      [time](
          const Meeting& meeting) -> std::optional<system_clock::time_point> {
        if (!(meeting.*time)) return std::nullopt;
        return (meeting.*time)->time;
      },
      std::move(inner));
}

}  // namespace

EmailMatcher IsMeetingRequest(MeetingMatcher meeting) {
  return HasMethod("meeting request", "REQUEST", std::move(meeting));
}

EmailMatcher IsMeetingUpdate(MeetingMatcher meeting) {
  return HasMeetingThat(
      {"is a meeting update", "is no meeting update", "is the meeting update",
       "meeting updates"},
      [](const Meeting& each) {
        return each.method == "REQUEST" && each.sequence > 0;
      },
      std::move(meeting));
}

EmailMatcher IsMeetingCancellation(MeetingMatcher meeting) {
  return HasMethod("meeting cancellation", "CANCEL", std::move(meeting));
}

EmailMatcher IsMeetingReply(MeetingMatcher meeting) {
  return HasMethod("meeting reply", "REPLY", std::move(meeting));
}

EmailMatcher HasMeeting(MeetingMatcher meeting) {
  return HasMeetingThat(
      {"has a meeting", "has no meeting", "has the meeting", "meetings"},
      [](const Meeting&) { return true; }, std::move(meeting));
}

MeetingMatcher WithSummary(StringMatcher summary) {
  return Text("summary", &Meeting::summary, std::move(summary));
}

MeetingMatcher AtLocation(StringMatcher location) {
  return Text("location", &Meeting::location, std::move(location));
}

MeetingMatcher StartsAt(TimeMatcher time) {
  return Time("starts", &Meeting::start, std::move(time));
}

MeetingMatcher EndsAt(TimeMatcher time) {
  return Time("ends", &Meeting::end, std::move(time));
}

MeetingMatcher InZone(StringMatcher zone) {
  return internal::Value<Meeting, std::string>(
      {"in a zone that", "in the zone", "which does not say when it starts"},
      [](const Meeting& meeting) -> std::optional<std::string> {
        if (!meeting.start) return std::nullopt;
        return meeting.start->zone;
      },
      std::move(zone));
}

MeetingMatcher IsOrganizedBy(AddressMatcher organizer) {
  return internal::Some<EmailAddress, Meeting>(
      {"has an organizer", "has no organizer", "has the organizer",
       "organizers"},
      [](const Meeting& meeting) {
        std::vector<const EmailAddress*> one;
        if (meeting.organizer != EmailAddress()) {
          one.push_back(&meeting.organizer);
        }
        return one;
      },
      std::move(organizer));
}
MeetingMatcher IsOrganizedBy(const std::string& address) {
  return IsOrganizedBy(IsAddress(address));
}
MeetingMatcher IsOrganizedBy(const char* address) {
  return IsOrganizedBy(IsAddress(address));
}

MeetingMatcher HasAttendee(AttendeeMatcher attendee) {
  return internal::Some<Attendee, Meeting>(
      {"has an attendee", "has no attendee", "has the attendee", "attendees"},
      [](const Meeting& meeting) {
        return internal::PointersTo(meeting.attendees);
      },
      std::move(attendee));
}
MeetingMatcher HasAttendee(const std::string& address) {
  return HasAttendee(IsPerson(address));
}
MeetingMatcher HasAttendee(const char* address) {
  return HasAttendee(IsPerson(address));
}

MeetingMatcher HasAttendees(
    testing::Matcher<const std::vector<Attendee>&> attendees) {
  return internal::AllOfThem<Attendee, Meeting>(
      "attendees",
      [](const Meeting& meeting, auto&) -> const std::vector<Attendee>& {
        return meeting.attendees;
      },
      std::move(attendees));
}

AttendeeMatcher IsPerson(AddressMatcher address) {
  return internal::Value<Attendee, EmailAddress>(
      {"who is", "who is", ""},
      [](const Attendee& attendee) { return attendee.address; },
      std::move(address));
}
AttendeeMatcher IsPerson(const std::string& address) {
  return IsPerson(IsAddress(address));
}
AttendeeMatcher IsPerson(const char* address) {
  return IsPerson(IsAddress(address));
}

AttendeeMatcher WithAnswer(StringMatcher answer) {
  return internal::Part<Attendee>(
      {"with an answer that", "with the answer"},
      [](const Attendee& attendee) -> const std::string& {
        return attendee.status;
      },
      std::move(answer));
}

MeetingMatcher Recurs(StringMatcher rule) {
  return Text("recurrence", &Meeting::recurrence, std::move(rule));
}

MeetingMatcher OccursAt(TimeMatcher time) {
  return internal::Some<system_clock::time_point, Meeting>(
      {"has an occurrence", "has no occurrence", "has the occurrence",
       "occurrences", " at a time that "},
      [](const Meeting& meeting) {
        return internal::PointersTo(meeting.occurrences);
      },
      std::move(time));
}

}  // namespace letterbox
