#include "planner.h"

#include <utility>

namespace {

// What stays the same from the invitation to the cancellation.
constexpr char kMeeting[] =
    "UID:review-7@contoso.test\n"
    "DTSTAMP:20261001T080000Z\n"
    "ORGANIZER;CN=Planner:mailto:planner@contoso.test\n"
    "SUMMARY:Weekly review\n";

std::string AttendeeOf(const std::string& guest) {
  return "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:"
         "mailto:" +
         guest + "\n";
}

}  // namespace

Planner::Planner(std::string smtp_host, int smtp_port)
    : mailer_(std::move(smtp_host), smtp_port) {}

void Planner::Invite(const std::string& guest) {
  Mail(guest, "Weekly review", "REQUEST",
       "SEQUENCE:0\nLOCATION:Room 1\n"
       "DTSTART;TZID=Europe/Berlin:20261013T090000\n"
       "DTEND;TZID=Europe/Berlin:20261013T093000\n"
       "RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU\n");
}

void Planner::Move(const std::string& guest) {
  Mail(guest, "Weekly review, one hour later", "REQUEST",
       "SEQUENCE:1\nLOCATION:Room 2\n"
       "DTSTART;TZID=Europe/Berlin:20261013T100000\n"
       "DTEND;TZID=Europe/Berlin:20261013T103000\n"
       "RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU\n");
}

void Planner::Cancel(const std::string& guest) {
  Mail(guest, "Cancelled: Weekly review", "CANCEL",
       "SEQUENCE:2\nSTATUS:CANCELLED\n"
       "DTSTART;TZID=Europe/Berlin:20261013T100000\n"
       "DTEND;TZID=Europe/Berlin:20261013T103000\n");
}

void Planner::Mail(const std::string& guest, const std::string& subject,
                   const std::string& method, const std::string& event) {
  mailer_.Send("planner@contoso.test", guest,
               "From: Planner <planner@contoso.test>\n"
               "To: " +
                   guest + "\nSubject: " + subject +
                   "\nMIME-Version: 1.0\n"
                   "Content-Type: text/calendar; charset=utf-8; method=" +
                   method +
                   "\n\n"
                   "BEGIN:VCALENDAR\nPRODID:-//Contoso//Planner//EN\n"
                   "VERSION:2.0\nMETHOD:" +
                   method + "\nBEGIN:VEVENT\n" + kMeeting + AttendeeOf(guest) +
                   event + "END:VEVENT\nEND:VCALENDAR\n");
}
