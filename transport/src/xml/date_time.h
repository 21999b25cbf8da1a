// xs:dateTime. https://www.w3.org/TR/xmlschema-2/#dateTime
#ifndef LETTERBOX_XML_DATE_TIME_H_
#define LETTERBOX_XML_DATE_TIME_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace letterbox::xml {

/// In UTC, whole seconds: "2026-11-24T11:40:00Z".
std::string FormatDateTime(std::chrono::system_clock::time_point time);

/// With or without a fraction of any length, "Z", an offset or nothing (then
/// UTC is taken). Nothing where it is not a date.
std::optional<std::chrono::system_clock::time_point> ParseDateTime(
    std::string_view text);

}  // namespace letterbox::xml

#endif  // LETTERBOX_XML_DATE_TIME_H_
