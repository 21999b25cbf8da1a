// iCalendar, read by libical.
#ifndef LETTERBOX_MIME_CALENDAR_H_
#define LETTERBOX_MIME_CALENDAR_H_

#include <string>
#include <vector>

#include "letterbox/transport/meeting.h"
#include "mime/mime.h"

namespace letterbox {

/// The events of `text`, UTF-8. Empty where it is no calendar.
std::vector<Meeting> ReadCalendar(const std::string& text);

/// The events of all calendars that the mail carries. One that it carries
/// twice, as Outlook does for other readers, is there once.
std::vector<Meeting> ReadMeetings(const ParsedMail& mail);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_CALENDAR_H_
