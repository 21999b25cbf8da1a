// What a mail says about a meeting: the events of its iCalendar parts.
// https://www.rfc-editor.org/rfc/rfc5545
#ifndef LETTERBOX_TRANSPORT_MEETING_H_
#define LETTERBOX_TRANSPORT_MEETING_H_

#include <chrono>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "letterbox/transport/email.h"

namespace letterbox {

/// A time as a calendar has it.
struct MeetingTime {
  std::chrono::system_clock::time_point time;
  /// As written: "W. Europe Standard Time", "Europe/Berlin", "UTC"; empty where
  /// the time is meant in the reader's own zone, and then counted as UTC.
  std::string zone;
  bool is_date = false;  ///< a day without a time of day
};

/// Somebody who is asked to come.
struct Attendee {
  EmailAddress address;
  std::string status;  ///< upper case: "NEEDS-ACTION", "ACCEPTED", "DECLINED"
  std::string role;    ///< upper case: "REQ-PARTICIPANT", "OPT-PARTICIPANT"
  bool is_asked_to_answer = false;
};

/// One event. https://www.rfc-editor.org/rfc/rfc5546
struct Meeting {
  std::string method;  ///< upper case: "REQUEST", "CANCEL", "REPLY", "PUBLISH"
  std::string uid;     ///< the same for a meeting, its updates and answers
  int sequence = 0;    ///< above 0 for an update
  std::string status;  ///< upper case: "CONFIRMED", "CANCELLED"; may be empty
  std::string summary;
  std::string location;
  std::string description;
  std::optional<MeetingTime> start;
  std::optional<MeetingTime> end;
  EmailAddress organizer;
  std::vector<Attendee> attendees;
  std::string recurrence;  ///< "FREQ=WEEKLY;COUNT=4;BYDAY=TU"; may be empty
  /// When it begins each time, the first hundred in their order: by its rule
  /// and the dates that it adds (RDATE), without those that it leaves out.
  /// Without any of them just once; so too with a rule within a day that picks
  /// hours or days.
  std::vector<std::chrono::system_clock::time_point> occurrences;
  /// Of an event that changes one occurrence: when that would have begun.
  std::optional<MeetingTime> replaces;
};

// Each prints one short line without control characters.
std::ostream& operator<<(std::ostream& out, const MeetingTime& time);
std::ostream& operator<<(std::ostream& out, const Attendee& attendee);
std::ostream& operator<<(std::ostream& out, const Meeting& meeting);

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_MEETING_H_
