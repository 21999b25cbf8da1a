// https://www.rfc-editor.org/rfc/rfc3986#section-2.1
#ifndef LETTERBOX_PERCENT_H_
#define LETTERBOX_PERCENT_H_

#include <string>
#include <string_view>

namespace letterbox {

/// %XX as bytes; what is no such sequence stays as it is.
std::string DecodePercent(std::string_view text);

/// Whether each "%" stands before two hexadecimal digits.
bool HasGoodPercents(std::string_view text);

}  // namespace letterbox

#endif  // LETTERBOX_PERCENT_H_
