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

HtmlView ViewHtml(std::string_view html);

/// Runs of white space become one space; none is left at the ends.
std::string CollapseWhitespace(std::string_view text);

/// The http, https and mailto addresses that stand in plain text.
std::vector<Link> LinksInText(std::string_view text);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_HTML_H_
