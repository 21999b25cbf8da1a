// A document as a tree in one array, without the parser's types.
#ifndef LETTERBOX_MIME_HTML_TREE_H_
#define LETTERBOX_MIME_HTML_TREE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "letterbox/transport/html.h"

namespace letterbox {

/// An element, or a text where the name is empty.
struct HtmlNode {
  std::string name;  ///< lower case
  std::vector<HtmlAttribute> attributes;
  std::string text;        ///< of a text
  std::size_t parent = 0;  ///< of the first node: itself
  std::size_t end = 0;     ///< past the last node inside

  bool is_element() const { return !name.empty(); }

  /// Null where there is none. The name is in lower case.
  const std::string* attribute(std::string_view attribute_name) const;
};

/// In the order of the document, the element <html> first: the nodes inside the
/// node at i are those from i + 1 to its end. Comments and templates are left
/// out.
struct HtmlTree {
  std::vector<HtmlNode> nodes;
  std::string note;  ///< what was left out of a hostile source, or empty
};

/// Any bytes are taken, as a browser takes them.
HtmlTree ParseHtml(std::string_view html);

/// The children of the node at `parent`:
/// for (i = parent + 1; i < nodes[parent].end; i = nodes[i].end)
std::vector<std::size_t> ChildrenOf(const HtmlTree& tree, std::size_t parent);

/// The text of all nodes inside the node at `at`, as it stands in the source.
std::string RawTextOf(const HtmlTree& tree, std::size_t at);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_HTML_TREE_H_
