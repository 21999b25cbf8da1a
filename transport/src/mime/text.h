// Text as a reader sees it: white space and addresses in it.
#ifndef LETTERBOX_MIME_TEXT_H_
#define LETTERBOX_MIME_TEXT_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "letterbox/transport/email.h"

namespace letterbox {

/// Text that grows, its white space collapsed: runs of it become one space, and
/// none is left at the ends.
class CollapsedText {
 public:
  void Append(std::string_view text);
  void AppendSpace() { pending_ = !text_.empty(); }

  /// Of what stands so far: a space at its end is not yet there.
  std::size_t size() const { return text_.size(); }
  std::string Take() && { return std::move(text_); }

 private:
  std::string text_;
  bool pending_ = false;
};

/// Runs of white space become one space; none is left at the ends. White space
/// is that of ASCII, the no-break space and the other spaces of Unicode, but
/// no character of zero width.
std::string CollapseWhitespace(std::string_view text);

/// The http, https and mailto addresses that stand in plain text, each without
/// the punctuation after it.
std::vector<Link> LinksInText(std::string_view text);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_TEXT_H_
