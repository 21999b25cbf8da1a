// Text of mails and servers, made safe for a terminal and a test log.
#ifndef LETTERBOX_TRANSPORT_PRINTABLE_H_
#define LETTERBOX_TRANSPORT_PRINTABLE_H_

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace letterbox {

/// `text` with everything that could mislead a terminal or a reader as escapes
/// (\n, \x1B, \u202E): control characters, line and direction marks of Unicode,
/// bytes that are not UTF-8. GoogleTest's own markers are broken, since ctest
/// looks for them anywhere in the output: after '[', a space, "--" and "=="
/// begin with an escape, so that "[  SKIPPED ]" becomes "[\x20 SKIPPED ]".
/// What would be longer than `limit` bytes is cut between characters and ends
/// in
/// "...".
std::string Printable(std::string_view text, std::size_t limit = 200);

/// The same in double quotes, quotes and backslashes inside escaped.
std::string Quoted(std::string_view text, std::size_t limit = 200);

/// Only breaks GoogleTest's markers; line ends stay. For whole reports.
std::string WithoutMarkers(std::string_view report);

/// In UTC, milliseconds where there are some: "2026-11-24T14:51:10.250Z".
std::string ShowTime(std::chrono::system_clock::time_point time);

/// "250 ms", "1.2 s", "10 s"; "-250 ms" where negative.
std::string ShowDuration(std::chrono::milliseconds duration);

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_PRINTABLE_H_
