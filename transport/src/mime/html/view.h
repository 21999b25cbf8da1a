// What a reader sees of an HTML body.
#ifndef LETTERBOX_MIME_HTML_VIEW_H_
#define LETTERBOX_MIME_HTML_VIEW_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "letterbox/transport/email.h"
#include "letterbox/transport/html.h"
#include "mime/html/style.h"
#include "mime/html/tree.h"

namespace letterbox {

/// A document as a reader sees it. A value: what it holds does not change.
class HtmlDocument {
 public:
  explicit HtmlDocument(std::string_view html);

  /// The visible text, white space collapsed. Blocks, line breaks and table
  /// cells stand apart by white space. An image has no text.
  const std::string& text() const { return text_; }

  /// That text in lines: one for each paragraph, list item ("- ", "1. "), row
  /// of a table (its cells parted by " | ") and line break.
  std::string Lines() const;

  /// Those that can be seen, in the order of the document.
  std::vector<Link> Links() const;

  /// The tables that can be seen, those in other tables after them.
  std::vector<Table> Tables() const;

  /// All images and backgrounds: a hidden one is fetched, too.
  std::vector<Image> Images() const;

  /// Throws std::invalid_argument where `selector` is not supported.
  std::vector<HtmlElement> Select(std::string_view selector) const;

  /// What was left out of a hostile source, or empty.
  const std::string& note() const { return tree_.note; }

 private:
  struct Range {
    std::size_t begin = 0, end = 0;
  };

  void ViewText();
  std::string TextOf(std::size_t at) const;

  HtmlTree tree_;
  std::vector<Visibility> visibility_;
  std::string text_;
  std::vector<Range> ranges_;  // of each node in text_
};

/// Whether an element stands apart from its surroundings: a paragraph, a cell.
bool IsBlock(std::string_view name);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_HTML_VIEW_H_
