// Text of mails and servers, made safe for a terminal and a test log.
#ifndef LETTERBOX_TRANSPORT_PRINTABLE_H_
#define LETTERBOX_TRANSPORT_PRINTABLE_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace letterbox {

/// `text` with control characters and invalid UTF-8 as escapes (\n, \x1B) and
/// with GoogleTest's own markers broken: "[  SKIPPED ]" becomes
/// "[\x20 SKIPPED ]", since ctest looks for them anywhere in the output. Text
/// longer than `limit` bytes is cut between characters and ends in "...".
std::string Printable(std::string_view text, std::size_t limit = 200);

/// The same in double quotes, quotes and backslashes inside escaped.
std::string Quoted(std::string_view text, std::size_t limit = 200);

/// Only breaks GoogleTest's markers; line ends stay. For whole reports.
std::string WithoutMarkers(std::string_view report);

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_PRINTABLE_H_
