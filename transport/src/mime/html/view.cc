#include "mime/html/view.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "mime/html/selector.h"
#include "mime/text.h"

namespace letterbox {
namespace {

// Sorted, to be searched for each element.
constexpr std::string_view kBlocks[] = {
    "address",  "article", "aside",  "blockquote", "body",       "br",
    "button",   "caption", "center", "dd",         "details",    "dir",
    "div",      "dl",      "dt",     "fieldset",   "figcaption", "figure",
    "footer",   "form",    "h1",     "h2",         "h3",         "h4",
    "h5",       "h6",      "header", "hgroup",     "hr",         "legend",
    "li",       "listing", "main",   "menu",       "nav",        "ol",
    "optgroup", "option",  "p",      "plaintext",  "pre",        "section",
    "select",   "summary", "table",  "tbody",      "td",         "textarea",
    "tfoot",    "th",      "thead",  "tr",         "ul",         "xmp"};

bool IsCell(const HtmlNode& node) {
  return node.name == "td" || node.name == "th";
}

// The address in "url('a.png')", or empty.
std::string AddressIn(const std::string& value) {
  const std::size_t begin = value.find("url(");
  if (begin == std::string::npos) return "";
  const std::size_t end = value.find(')', begin);
  std::string address = value.substr(begin + 4, end - begin - 4);
  const auto is_outside = [](char c) {
    return std::string_view(" \t\n\r\"'").find(c) != std::string_view::npos;
  };
  while (!address.empty() && is_outside(address.back())) address.pop_back();
  std::size_t quotes = 0;
  while (quotes < address.size() && is_outside(address[quotes])) ++quotes;
  return address.substr(quotes);
}

std::string ValueOf(const HtmlNode& node, std::string_view attribute) {
  const std::string* value = node.attribute(attribute);
  return value == nullptr ? "" : *value;
}

// As the style says it, else as the attribute does.
std::string SizeOf(const HtmlNode& node, const std::string& side) {
  std::string size = ValueOf(node, side);
  for (StyleDeclaration& each : ParseDeclarations(ValueOf(node, "style"))) {
    if (each.property == side) size = std::move(each.value);
  }
  return size;
}

// Declarations are in lower case; an address is not.
std::string BackgroundOf(const HtmlNode& node) {
  const std::string* attribute = node.attribute("background");
  if (attribute != nullptr) return *attribute;
  const std::string style = ValueOf(node, "style");
  return style.find("background") == std::string::npos ? "" : AddressIn(style);
}

}  // namespace

bool IsBlock(std::string_view name) {
  return std::binary_search(std::begin(kBlocks), std::end(kBlocks), name);
}

HtmlDocument::HtmlDocument(std::string_view html)
    : tree_(ParseHtml(html)), visibility_(VisibilityOf(tree_)) {
  ViewText();
}

void HtmlDocument::ViewText() {
  ranges_.resize(tree_.nodes.size());
  CollapsedText text;
  std::vector<std::size_t> open;
  const auto leave = [&] {
    ranges_[open.back()].end = text.size();
    if (IsBlock(tree_.nodes[open.back()].name)) text.AppendSpace();
    open.pop_back();
  };
  for (std::size_t at = 0; at < tree_.nodes.size(); ++at) {
    while (!open.empty() && at >= tree_.nodes[open.back()].end) leave();
    const HtmlNode& node = tree_.nodes[at];
    if (visibility_[at] == Visibility::kGone) {
      ranges_[at] = {text.size(), text.size()};
      continue;
    }
    if (!node.is_element()) {
      if (visibility_[at] == Visibility::kShown) text.Append(node.text);
      continue;
    }
    if (IsBlock(node.name)) text.AppendSpace();
    ranges_[at].begin = text.size();
    open.push_back(at);
  }
  while (!open.empty()) leave();
  text_ = std::move(text).Take();
}

std::string HtmlDocument::TextOf(std::size_t at) const {
  std::size_t begin = ranges_[at].begin;
  if (begin < ranges_[at].end && text_[begin] == ' ') ++begin;
  return text_.substr(begin, ranges_[at].end - begin);
}

std::vector<Link> HtmlDocument::Links() const {
  std::vector<Link> links;
  for (std::size_t at = 0; at < tree_.nodes.size(); ++at) {
    const HtmlNode& node = tree_.nodes[at];
    if (node.name != "a" && node.name != "area") continue;
    const std::string* href = node.attribute("href");
    if (href == nullptr || visibility_[at] >= Visibility::kInvisible) continue;
    std::string text = TextOf(at);
    const bool has_nothing =
        visibility_[at] == Visibility::kWithoutText && text.empty() &&
        std::none_of(tree_.nodes.begin() + static_cast<long>(at),
                     tree_.nodes.begin() + static_cast<long>(node.end),
                     [](const HtmlNode& each) { return each.name == "img"; });
    if (!has_nothing) links.push_back({std::move(text), *href});
  }
  return links;
}

std::vector<Table> HtmlDocument::Tables() const {
  // A cell's text holds that of the tables in it: deep nesting would multiply
  // the text.
  std::size_t left = 16 * text_.size() + 4096;
  std::vector<Table> tables;
  std::vector<std::pair<std::size_t, std::size_t>> open;  // node, its table
  for (std::size_t at = 0; at < tree_.nodes.size(); ++at) {
    const HtmlNode& node = tree_.nodes[at];
    while (!open.empty() && at >= tree_.nodes[open.back().first].end) {
      open.pop_back();
    }
    if (visibility_[at] >= Visibility::kInvisible) continue;
    if (node.name == "table") {
      open.emplace_back(at, tables.size());
      tables.emplace_back();
    }
    if (open.empty()) continue;
    Table& table = tables[open.back().second];
    if (node.name == "tr") table.rows.emplace_back();
    if (!IsCell(node) || table.rows.empty()) continue;
    const std::size_t size = ranges_[at].end - ranges_[at].begin;
    if (size > left) return tables;
    left -= size;
    table.rows.back().push_back(TextOf(at));
  }
  return tables;
}

std::vector<Image> HtmlDocument::Images() const {
  std::vector<Image> images;
  for (const HtmlNode& node : tree_.nodes) {
    if (!node.is_element()) continue;
    if (node.name == "img") {
      images.push_back({ValueOf(node, "src"), ValueOf(node, "alt"),
                        SizeOf(node, "width"), SizeOf(node, "height")});
    } else if (std::string source = BackgroundOf(node); !source.empty()) {
      images.push_back({std::move(source), "", "", ""});
    }
  }
  return images;
}

std::vector<HtmlElement> HtmlDocument::Select(std::string_view selector) const {
  std::vector<HtmlElement> elements;
  ElementFinder finder(tree_);
  for (const std::size_t at : finder.Find(ParseSelector(selector))) {
    const HtmlNode& node = tree_.nodes[at];
    elements.push_back({node.name, node.attributes, TextOf(at)});
  }
  return elements;
}

}  // namespace letterbox
