// What a reader sees of an HTML body.
#ifndef LETTERBOX_MIME_HTML_H_
#define LETTERBOX_MIME_HTML_H_

#include <string>
#include <string_view>
#include <vector>

#include "letterbox/transport/email.h"

namespace letterbox {

struct HtmlView {
  std::string text;  ///< visible text, white space collapsed
  std::vector<Link> links;
};

/// Blocks, line breaks and table cells stand apart by white space. Left out are
/// the head, scripts and styles, comments, and what the `hidden` attribute or
/// an inline style (display, visibility) hides; style sheets are not applied.
/// An image has no text. HTML whose nesting would take seconds to read is its
/// own text, without links.
HtmlView ViewHtml(std::string_view html);

/// Runs of white space become one space; none is left at the ends. White space
/// is that of ASCII, the no-break space and the other spaces of Unicode, but
/// no character of zero width.
std::string CollapseWhitespace(std::string_view text);

/// The http, https and mailto addresses that stand in plain text, each without
/// the punctuation after it.
std::vector<Link> LinksInText(std::string_view text);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_HTML_H_
