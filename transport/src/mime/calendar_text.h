// iCalendar as text, made safe for libical.
#ifndef LETTERBOX_MIME_CALENDAR_TEXT_H_
#define LETTERBOX_MIME_CALENDAR_TEXT_H_

#include <string>
#include <string_view>

namespace letterbox {

/// `text` without an END that ends nothing, of which libical would tell the
/// terminal. Empty where components nest deeper than 20: libical takes them
/// apart by recursion.
std::string BalancedCalendar(std::string_view text);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_CALENDAR_TEXT_H_
