#include "mime/html/tree.h"

#include <gumbo.h>

#include <algorithm>
#include <memory>

#include "ascii.h"
#include "mime/html/bounded.h"

namespace letterbox {
namespace {

// The name as it stands in the source where HTML does not know it.
std::string NameOf(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) {
    return gumbo_normalized_tagname(element.tag);
  }
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  const std::string known = ToLower({name.data, name.length});
  return known.empty() ? "?" : known;
}

HtmlNode ElementNode(const GumboElement& element, std::size_t parent) {
  HtmlNode node;
  node.name = NameOf(element);
  node.parent = parent;
  node.attributes.reserve(element.attributes.length);
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto* attribute =
        static_cast<const GumboAttribute*>(element.attributes.data[i]);
    node.attributes.push_back({ToLower(attribute->name), attribute->value});
  }
  return node;
}

// By a stack of its own: the machine's is no place for other people's nesting.
void Copy(const GumboNode* root, std::vector<HtmlNode>& nodes) {
  struct Open {
    const GumboVector* children;
    unsigned next;
    std::size_t at;
  };
  nodes.push_back(ElementNode(root->v.element, 0));
  std::vector<Open> open = {{&root->v.element.children, 0, 0}};
  while (!open.empty()) {
    Open& innermost = open.back();
    if (innermost.next == innermost.children->length) {
      nodes[innermost.at].end = nodes.size();
      open.pop_back();
      continue;
    }
    const auto* child =
        static_cast<const GumboNode*>(innermost.children->data[innermost.next]);
    ++innermost.next;
    const std::size_t parent = innermost.at;
    switch (child->type) {
      case GUMBO_NODE_ELEMENT:
        open.push_back({&child->v.element.children, 0, nodes.size()});
        nodes.push_back(ElementNode(child->v.element, parent));
        break;
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_WHITESPACE:
      case GUMBO_NODE_CDATA:
        nodes.emplace_back();
        nodes.back().text = child->v.text.text;
        nodes.back().parent = parent;
        nodes.back().end = nodes.size();
        break;
      default:
        break;
    }
  }
}

}  // namespace

const std::string* HtmlNode::attribute(std::string_view attribute_name) const {
  for (const HtmlAttribute& each : attributes) {
    if (each.name == attribute_name) return &each.value;
  }
  return nullptr;
}

HtmlTree ParseHtml(std::string_view html) {
  BoundedHtml bounded = BoundHtml(html);
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const auto destroy = [&](GumboOutput* output) {
    gumbo_destroy_output(&options, output);
  };
  const std::unique_ptr<GumboOutput, decltype(destroy)> output(
      gumbo_parse_with_options(&options, bounded.html.data(),
                               bounded.html.size()),
      destroy);
  HtmlTree tree;
  tree.note = std::move(bounded.note);
  Copy(output->root, tree.nodes);
  return tree;
}

std::vector<std::size_t> ChildrenOf(const HtmlTree& tree, std::size_t parent) {
  std::vector<std::size_t> children;
  const std::size_t end = tree.nodes[parent].end;
  for (std::size_t i = parent + 1; i < end; i = tree.nodes[i].end) {
    children.push_back(i);
  }
  return children;
}

std::string RawTextOf(const HtmlTree& tree, std::size_t at) {
  std::string text;
  for (std::size_t i = at + 1; i < tree.nodes[at].end; ++i) {
    text += tree.nodes[i].text;
  }
  return text;
}

}  // namespace letterbox
