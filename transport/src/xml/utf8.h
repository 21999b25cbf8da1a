// https://www.unicode.org/versions/Unicode15.0.0/ch03.pdf table 3-7
#ifndef LETTERBOX_XML_UTF8_H_
#define LETTERBOX_XML_UTF8_H_

#include <cstddef>
#include <string_view>

namespace letterbox {

/// The length in bytes of the well-formed UTF-8 character at `text[at]`; 0
/// where there is none.
std::size_t Utf8Length(std::string_view text, std::size_t at);

/// The position of the first byte that is not well-formed UTF-8, or npos.
std::size_t FindInvalidUtf8(std::string_view text);

}  // namespace letterbox

#endif  // LETTERBOX_XML_UTF8_H_
