// HTML source that a parser reads in linear time.
#ifndef LETTERBOX_MIME_HTML_BOUNDED_H_
#define LETTERBOX_MIME_HTML_BOUNDED_H_

#include <string>
#include <string_view>

namespace letterbox {

struct BoundedHtml {
  std::string html;
  /// What was left out, as a sentence; empty where nothing was.
  std::string note;
};

/// An HTML parser takes time with the square of the nesting, and may open all
/// formatting elements anew for each tag. So tags that are nested deeper than
/// 256 are left out, their text stays; and where there are so many unclosed
/// elements that a parser would still take seconds, only text, line breaks,
/// links and images are left. A mail as people send it comes back unchanged.
BoundedHtml BoundHtml(std::string_view html);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_HTML_BOUNDED_H_
