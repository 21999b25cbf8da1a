// How long a server asks to be left alone.
#ifndef LETTERBOX_HTTP_RETRY_AFTER_H_
#define LETTERBOX_HTTP_RETRY_AFTER_H_

#include <chrono>
#include <optional>
#include <string_view>

#include "http/http_transport.h"

namespace letterbox {

/// A date in any of the three forms that HTTP knows; nothing where it is none.
/// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
std::optional<std::chrono::system_clock::time_point> ParseHttpDate(
    std::string_view text);

/// The Retry-After header, in seconds or as a date: a date counts from the
/// answer's own Date, so that the server's clock alone has a say, and from
/// `now` where there is none. Nothing where it is missing or makes no sense;
/// never negative, and at most a day.
/// https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
std::optional<std::chrono::milliseconds> RetryAfter(
    const HttpResponse& response, std::chrono::system_clock::time_point now);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_RETRY_AFTER_H_
