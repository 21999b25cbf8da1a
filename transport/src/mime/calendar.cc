#include "mime/calendar.h"

#include <libical/ical.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <mutex>
#include <ostream>
#include <set>

#include "ascii.h"
#include "letterbox/transport/printable.h"
#include "mime/calendar_text.h"
#include "mime/charset.h"
#include "mime/windows_zones.h"

namespace letterbox {
namespace {

using std::chrono::system_clock;

// Mail has one or two; these bound what a hostile one can cost.
constexpr std::size_t kLongest = 1024 * 1024;
constexpr std::size_t kMostEvents = 100;
constexpr std::size_t kMostAttendees = 10000;
constexpr std::size_t kMostOccurrences = 100;
constexpr std::size_t kMostDates = 2000;

struct ComponentFree {
  void operator()(icalcomponent* component) const {
    icalcomponent_free(component);
  }
};
using Component = std::unique_ptr<icalcomponent, ComponentFree>;

// libical shares its zones and its switches between threads, and may have been
// told by the product under test to abort at an error.
class LibicalLock {
 public:
  LibicalLock() : lock_(Mutex()), fatal_(icalerror_get_errors_are_fatal()) {
    icalerror_set_errors_are_fatal(0);
  }
  ~LibicalLock() { icalerror_set_errors_are_fatal(fatal_); }
  LibicalLock(const LibicalLock&) = delete;
  LibicalLock& operator=(const LibicalLock&) = delete;

 private:
  static std::mutex& Mutex() {
    static std::mutex mutex;
    return mutex;
  }
  std::lock_guard<std::mutex> lock_;
  int fatal_;
};

std::string ToText(const char* text) {
  return text == nullptr ? "" : ToUtf8(text);
}

std::string ToUpper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

std::string ParameterOf(icalproperty* property, const char* name) {
  char* text = icalproperty_get_parameter_as_string_r(property, name);
  const std::string value = ToText(text);
  icalmemory_free_buffer(text);
  return value;
}

// The value of a property as it stands, or "".
std::string TextOf(icalcomponent* component, icalproperty_kind kind) {
  icalproperty* property = icalcomponent_get_first_property(component, kind);
  if (property == nullptr) return "";
  const icalvalue* value = icalproperty_get_value(property);
  if (value == nullptr) return "";
  if (icalvalue_isa(value) == ICAL_TEXT_VALUE) {
    return ToText(icalvalue_get_text(value));
  }
  char* text = icalvalue_as_ical_string_r(value);
  const std::string copy = ToText(text);
  icalmemory_free_buffer(text);
  return copy;
}

// Of a property that holds a time. Its zone is one that the calendar describes,
// or one of the IANA's names, or one of those of Windows.
class TimeReader {
 public:
  explicit TimeReader(icalcomponent* calendar) : calendar_(calendar) {}

  std::optional<MeetingTime> Read(icalproperty* property) const {
    if (property == nullptr) return std::nullopt;
    const icalvalue* value = icalproperty_get_value(property);
    if (value == nullptr) return std::nullopt;
    const icalvalue_kind kind = icalvalue_isa(value);
    const std::string zone = ParameterOf(property, "TZID");
    if (kind == ICAL_PERIOD_VALUE) {
      return Read(icalvalue_get_period(value).start, zone);
    }
    if (kind != ICAL_DATE_VALUE && kind != ICAL_DATETIME_VALUE) {
      return std::nullopt;
    }
    return Read(icalvalue_get_datetimedate(value), zone);
  }

  std::optional<MeetingTime> Read(icaltimetype time,
                                  const std::string& zone) const {
    if (icaltime_is_null_time(time) || !icaltime_is_valid_time(time)) {
      return std::nullopt;
    }
    // system_clock counts nanoseconds in 64 bits: it ends in 2262.
    if (time.year < 1700 || time.year > 2250) return std::nullopt;
    MeetingTime read;
    read.is_date = time.is_date != 0;
    read.zone = icaltime_is_utc(time) ? "UTC" : zone;
    read.time = system_clock::from_time_t(
        icaltime_as_timet_with_zone(time, Find(read.zone)));
    return read;
  }

 private:
  icaltimezone* Find(const std::string& zone) const {
    if (zone.empty() || zone == "UTC") return icaltimezone_get_utc_timezone();
    icaltimezone* own = icalcomponent_get_timezone(calendar_, zone.c_str());
    if (own == nullptr) own = icaltimezone_get_builtin_timezone(zone.c_str());
    const char* const iana = own == nullptr ? IanaZoneOf(zone) : nullptr;
    if (iana != nullptr) own = icaltimezone_get_builtin_timezone(iana);
    return own != nullptr ? own : icaltimezone_get_utc_timezone();
  }

  icalcomponent* calendar_;
};

// "mailto:a@b.test" with its common name.
EmailAddress AddressOf(icalproperty* property, const char* uri) {
  std::string address = ToText(uri);
  constexpr std::string_view kScheme = "mailto:";
  if (EqualsIgnoringCase(address.substr(0, kScheme.size()), kScheme)) {
    address.erase(0, kScheme.size());
  }
  return {std::string(Trim(address)), ParameterOf(property, "CN")};
}

std::vector<Attendee> AttendeesOf(icalcomponent* event) {
  std::vector<Attendee> attendees;
  for (icalproperty* property =
           icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY);
       property != nullptr && attendees.size() < kMostAttendees;
       property =
           icalcomponent_get_next_property(event, ICAL_ATTENDEE_PROPERTY)) {
    Attendee attendee;
    attendee.address = AddressOf(property, icalproperty_get_attendee(property));
    attendee.status = ToUpper(ParameterOf(property, "PARTSTAT"));
    attendee.role = ToUpper(ParameterOf(property, "ROLE"));
    attendee.is_asked_to_answer =
        EqualsIgnoringCase(ParameterOf(property, "RSVP"), "TRUE");
    attendees.push_back(std::move(attendee));
  }
  return attendees;
}

// The times that the event adds (RDATE) or leaves out (EXDATE), one a property:
// libical takes lists apart.
std::set<system_clock::time_point> TimesOf(icalcomponent* event,
                                           icalproperty_kind kind,
                                           const TimeReader& reader) {
  std::set<system_clock::time_point> times;
  for (icalproperty* property = icalcomponent_get_first_property(event, kind);
       property != nullptr && times.size() < kMostDates;
       property = icalcomponent_get_next_property(event, kind)) {
    if (const auto time = reader.Read(property)) times.insert(time->time);
  }
  return times;
}

// What recurs within a day and is picked by its hours or days could be searched
// for long.
bool IsQuick(const icalrecurrencetype& rule) {
  if (rule.freq >= ICAL_DAILY_RECURRENCE) return true;
  const short* const picked[] = {
      rule.by_second,  rule.by_minute,    rule.by_hour,
      rule.by_day,     rule.by_month_day, rule.by_year_day,
      rule.by_week_no, rule.by_month,     rule.by_set_pos};
  return std::all_of(std::begin(picked), std::end(picked), [](const short* by) {
    return *by == ICAL_RECURRENCE_ARRAY_MAX;
  });
}

// The times that the rule gives, at most kMostDates.
std::set<system_clock::time_point> TimesOfRule(const icalrecurrencetype& rule,
                                               icalproperty* start,
                                               const TimeReader& reader,
                                               const std::string& zone) {
  std::set<system_clock::time_point> times;
  const icaltimetype first =
      icalvalue_get_datetimedate(icalproperty_get_value(start));
  icalrecur_iterator* iterator = icalrecur_iterator_new(rule, first);
  if (iterator == nullptr) return times;
  for (std::size_t i = 0; i < kMostDates; ++i) {
    const auto time = reader.Read(icalrecur_iterator_next(iterator), zone);
    if (!time) break;
    times.insert(time->time);
  }
  icalrecur_iterator_free(iterator);
  return times;
}

void ReadRecurrence(icalcomponent* event, icalproperty* start,
                    const TimeReader& reader, Meeting& meeting) {
  if (!meeting.start) return;
  std::set<system_clock::time_point> times = {meeting.start->time};
  icalproperty* property =
      icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
  if (property != nullptr) {
    icalrecurrencetype rule = icalproperty_get_rrule(property);
    char* text = icalrecurrencetype_as_string_r(&rule);
    meeting.recurrence = ToText(text);
    icalmemory_free_buffer(text);
    if (rule.freq <= ICAL_YEARLY_RECURRENCE && IsQuick(rule)) {
      times = TimesOfRule(rule, start, reader, meeting.start->zone);
    }
  }
  times.merge(TimesOf(event, ICAL_RDATE_PROPERTY, reader));
  for (const auto time : TimesOf(event, ICAL_EXDATE_PROPERTY, reader)) {
    times.erase(time);
  }
  for (const auto time : times) {
    if (meeting.occurrences.size() == kMostOccurrences) break;
    meeting.occurrences.push_back(time);
  }
}

// DTEND, or else DTSTART and DURATION.
std::optional<MeetingTime> EndOf(icalcomponent* event, const TimeReader& reader,
                                 const std::optional<MeetingTime>& start) {
  if (const auto end = reader.Read(
          icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY))) {
    return end;
  }
  icalproperty* property =
      icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY);
  if (property == nullptr || !start) return std::nullopt;
  MeetingTime end = *start;
  end.time += std::chrono::seconds(
      icaldurationtype_as_int(icalproperty_get_duration(property)));
  return end;
}

Meeting ReadEvent(icalcomponent* calendar, icalcomponent* event) {
  const TimeReader reader(calendar);
  Meeting meeting;
  meeting.method = ToUpper(TextOf(calendar, ICAL_METHOD_PROPERTY));
  meeting.uid = TextOf(event, ICAL_UID_PROPERTY);
  meeting.sequence = icalcomponent_get_sequence(event);
  meeting.status = ToUpper(TextOf(event, ICAL_STATUS_PROPERTY));
  meeting.summary = TextOf(event, ICAL_SUMMARY_PROPERTY);
  meeting.location = TextOf(event, ICAL_LOCATION_PROPERTY);
  meeting.description = TextOf(event, ICAL_DESCRIPTION_PROPERTY);
  icalproperty* start =
      icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
  meeting.start = reader.Read(start);
  meeting.end = EndOf(event, reader, meeting.start);
  meeting.replaces = reader.Read(
      icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY));
  if (icalproperty* organizer =
          icalcomponent_get_first_property(event, ICAL_ORGANIZER_PROPERTY)) {
    meeting.organizer =
        AddressOf(organizer, icalproperty_get_organizer(organizer));
  }
  meeting.attendees = AttendeesOf(event);
  ReadRecurrence(event, start, reader, meeting);
  return meeting;
}

// Several calendars may stand in one text: then they have a common root.
void ReadEvents(icalcomponent* calendar, std::vector<Meeting>& meetings) {
  for (icalcomponent* event =
           icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
       event != nullptr && meetings.size() < kMostEvents;
       event =
           icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
    meetings.push_back(ReadEvent(calendar, event));
  }
}

bool IsCalendar(const Attachment& part) {
  const std::string name = ToLower(part.name);
  return part.content_type == "text/calendar" ||
         part.content_type == "application/ics" ||
         (name.size() > 4 && name.compare(name.size() - 4, 4, ".ics") == 0);
}

bool IsSame(const Meeting& a, const Meeting& b) {
  const auto begin = [](const std::optional<MeetingTime>& time) {
    return time ? time->time : system_clock::time_point::min();
  };
  return a.uid == b.uid && a.method == b.method && a.sequence == b.sequence &&
         begin(a.replaces) == begin(b.replaces) &&
         begin(a.start) == begin(b.start);
}

}  // namespace

std::vector<Meeting> ReadCalendar(const std::string& text) {
  std::vector<Meeting> meetings;
  if (text.size() > kLongest) return meetings;
  const LibicalLock lock;
  const Component root(icalparser_parse_string(BalancedCalendar(text).c_str()));
  if (root == nullptr) return meetings;
  if (icalcomponent_isa(root.get()) == ICAL_VCALENDAR_COMPONENT) {
    ReadEvents(root.get(), meetings);
    return meetings;
  }
  std::vector<icalcomponent*> calendars;
  for (icalcomponent* calendar = icalcomponent_get_first_component(
           root.get(), ICAL_VCALENDAR_COMPONENT);
       calendar != nullptr; calendar = icalcomponent_get_next_component(
                                root.get(), ICAL_VCALENDAR_COMPONENT)) {
    calendars.push_back(calendar);
  }
  for (icalcomponent* calendar : calendars) ReadEvents(calendar, meetings);
  return meetings;
}

std::vector<Meeting> ReadMeetings(const ParsedMail& mail) {
  constexpr std::size_t kMostCalendars = 20;
  std::vector<Meeting> meetings;
  std::size_t calendars = 0;
  for (const Attachment& part : mail.attachments) {
    if (!IsCalendar(part) || ++calendars > kMostCalendars) continue;
    for (Meeting& meeting : ReadCalendar(part.text())) {
      const bool known = std::any_of(
          meetings.begin(), meetings.end(),
          [&](const Meeting& each) { return IsSame(each, meeting); });
      if (!known) meetings.push_back(std::move(meeting));
    }
  }
  return meetings;
}

std::ostream& operator<<(std::ostream& out, const MeetingTime& time) {
  const std::string text = ShowTime(time.time);
  out << (time.is_date ? text.substr(0, text.find('T')) : text);
  if (!time.zone.empty() && time.zone != "UTC") {
    out << " (" << Printable(time.zone, 60) << ")";
  }
  return out;
}

std::ostream& operator<<(std::ostream& out, const Attendee& attendee) {
  out << attendee.address;
  if (!attendee.status.empty()) out << " " << Printable(attendee.status, 40);
  return out;
}

std::ostream& operator<<(std::ostream& out, const Meeting& meeting) {
  out << Printable(meeting.method, 20) << " " << Quoted(meeting.summary, 60);
  if (meeting.start) out << " at " << *meeting.start;
  if (meeting.sequence > 0) out << ", update " << meeting.sequence;
  return out;
}

}  // namespace letterbox
