// The dates of mail. https://www.rfc-editor.org/rfc/rfc5322#section-3.3
#ifndef LETTERBOX_MIME_MAIL_DATE_H_
#define LETTERBOX_MIME_MAIL_DATE_H_

#include <chrono>
#include <optional>
#include <string_view>

namespace letterbox {

/// "Tue, 24 Nov 2026 11:59:21 +0100", the weekday and the seconds optional, the
/// year of two digits too, comments left out. Nothing where it is not a date.
std::optional<std::chrono::system_clock::time_point> ParseMailDate(
    std::string_view field);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_MAIL_DATE_H_
