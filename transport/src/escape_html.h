// Text in HTML.
#ifndef LETTERBOX_ESCAPE_HTML_H_
#define LETTERBOX_ESCAPE_HTML_H_

#include <string>
#include <string_view>

namespace letterbox {

/// For text and for values of attributes.
std::string EscapeHtml(std::string_view text);

}  // namespace letterbox

#endif  // LETTERBOX_ESCAPE_HTML_H_
