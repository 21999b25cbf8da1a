#include "mime/html.h"

#include <gumbo.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "ascii.h"
#include "xml/utf8.h"

namespace letterbox {
namespace {

// What a reader does not see.
constexpr GumboTag kUnseen[] = {
    GUMBO_TAG_HEAD,   GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,
    GUMBO_TAG_TITLE,  GUMBO_TAG_TEMPLATE, GUMBO_TAG_NOSCRIPT,
    GUMBO_TAG_IFRAME, GUMBO_TAG_NOFRAMES, GUMBO_TAG_NOEMBED};

// What stands apart from its surroundings.
constexpr GumboTag kBlocks[] = {
    GUMBO_TAG_ADDRESS,   GUMBO_TAG_ARTICLE,    GUMBO_TAG_ASIDE,
    GUMBO_TAG_BODY,      GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BR,
    GUMBO_TAG_BUTTON,    GUMBO_TAG_CAPTION,    GUMBO_TAG_CENTER,
    GUMBO_TAG_DD,        GUMBO_TAG_DETAILS,    GUMBO_TAG_DIR,
    GUMBO_TAG_DIV,       GUMBO_TAG_DL,         GUMBO_TAG_DT,
    GUMBO_TAG_FIELDSET,  GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIGURE,
    GUMBO_TAG_FOOTER,    GUMBO_TAG_FORM,       GUMBO_TAG_H1,
    GUMBO_TAG_H2,        GUMBO_TAG_H3,         GUMBO_TAG_H4,
    GUMBO_TAG_H5,        GUMBO_TAG_H6,         GUMBO_TAG_HEADER,
    GUMBO_TAG_HGROUP,    GUMBO_TAG_HR,         GUMBO_TAG_LEGEND,
    GUMBO_TAG_LI,        GUMBO_TAG_LISTING,    GUMBO_TAG_MAIN,
    GUMBO_TAG_MENU,      GUMBO_TAG_NAV,        GUMBO_TAG_OL,
    GUMBO_TAG_OPTGROUP,  GUMBO_TAG_OPTION,     GUMBO_TAG_P,
    GUMBO_TAG_PLAINTEXT, GUMBO_TAG_PRE,        GUMBO_TAG_SECTION,
    GUMBO_TAG_SELECT,    GUMBO_TAG_SUMMARY,    GUMBO_TAG_TABLE,
    GUMBO_TAG_TBODY,     GUMBO_TAG_TD,         GUMBO_TAG_TEXTAREA,
    GUMBO_TAG_TFOOT,     GUMBO_TAG_TH,         GUMBO_TAG_THEAD,
    GUMBO_TAG_TR,        GUMBO_TAG_UL,         GUMBO_TAG_XMP};

template <std::size_t n>
bool Contains(const GumboTag (&tags)[n], GumboTag tag) {
  return std::find(std::begin(tags), std::end(tags), tag) != std::end(tags);
}

// Whether an inline style hides its element: by `display` or `visibility`. The
// last declaration of each counts.
bool IsHidingStyle(std::string_view style) {
  std::string plain = ToLower(style);
  plain.erase(std::remove_if(
                  plain.begin(), plain.end(),
                  [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }),
              plain.end());
  bool undisplayed = false;
  bool invisible = false;
  for (std::string_view rest = plain; !rest.empty();) {
    const std::string_view declaration = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(declaration.size() + 1, rest.size()));
    const std::string_view property =
        declaration.substr(0, declaration.find(':'));
    const std::string_view value =
        declaration.substr(std::min(property.size() + 1, declaration.size()));
    const std::string_view word = value.substr(0, value.find('!'));
    if (property == "display") undisplayed = word == "none";
    if (property == "visibility") {
      invisible = word == "hidden" || word == "collapse";
    }
  }
  return undisplayed || invisible;
}

bool IsHidden(const GumboElement& element) {
  if (Contains(kUnseen, element.tag)) return true;
  if (gumbo_get_attribute(&element.attributes, "hidden") != nullptr) {
    return true;
  }
  const GumboAttribute* style =
      gumbo_get_attribute(&element.attributes, "style");
  return style != nullptr && IsHidingStyle(style->value);
}

// Walks a document in its order, by a stack of its own.
class Viewer {
 public:
  explicit Viewer(HtmlView& view) : view_(view) {}

  void Walk(const GumboNode* root) {
    Enter(root);
    while (!open_.empty()) {
      Open& innermost = open_.back();
      const GumboVector& children = innermost.node->v.element.children;
      if (innermost.next < children.length) {
        Enter(static_cast<const GumboNode*>(children.data[innermost.next++]));
      } else {
        Leave();
      }
    }
    view_.text = CollapseWhitespace(text_);
  }

 private:
  struct Open {
    const GumboNode* node;
    unsigned next;           // child
    std::size_t text_begin;  // where its text begins
    const char* href;        // null where it is no link
    std::size_t link;        // its place among the links
  };

  void Enter(const GumboNode* node) {
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
        node->type == GUMBO_NODE_CDATA) {
      text_ += node->v.text.text;
    }
    if (node->type != GUMBO_NODE_ELEMENT || IsHidden(node->v.element)) return;
    const GumboElement& element = node->v.element;
    if (Contains(kBlocks, element.tag)) text_ += ' ';
    const GumboAttribute* href =
        element.tag == GUMBO_TAG_A || element.tag == GUMBO_TAG_AREA
            ? gumbo_get_attribute(&element.attributes, "href")
            : nullptr;
    open_.push_back({node, 0, text_.size(), href ? href->value : nullptr,
                     view_.links.size()});
    if (href != nullptr) view_.links.push_back({"", href->value});
  }

  void Leave() {
    const Open left = open_.back();
    open_.pop_back();
    if (left.href != nullptr) {
      view_.links[left.link].text =
          CollapseWhitespace(std::string_view(text_).substr(left.text_begin));
    }
    if (Contains(kBlocks, left.node->v.element.tag)) text_ += ' ';
  }

  HtmlView& view_;
  std::string text_;
  std::vector<Open> open_;
};

// Elements that have no content, or that end by themselves.
bool IsNested(const std::string& name) {
  static constexpr std::string_view kFlat[] = {
      "area",  "base",  "br",    "col",  "dd",    "dt",     "embed", "hr",
      "img",   "input", "li",    "link", "meta",  "option", "p",     "source",
      "tbody", "td",    "tfoot", "th",   "thead", "tr",     "track", "wbr"};
  return std::find(std::begin(kFlat), std::end(kFlat), name) == std::end(kFlat);
}

// Estimates what gumbo will do: for a tag it may look at, or copy, every open
// element. A mail of a megabyte stays far below the limit; 100,000 nested
// elements would take a quarter of a minute.
bool IsTooDeep(std::string_view html) {
  constexpr std::size_t kMostSteps = 4'000'000;
  std::map<std::string, std::size_t> open;
  std::size_t depth = 0;
  std::size_t steps = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos;
       at = html.find('<', at + 1)) {
    const bool is_end = at + 1 < html.size() && html[at + 1] == '/';
    const std::size_t begin = at + (is_end ? 2 : 1);
    const std::size_t end =
        std::min(html.find_first_of(" \t\r\n\f/><", begin), html.size());
    const std::string name = ToLower(html.substr(begin, end - begin));
    steps += depth;
    if (steps > kMostSteps) return true;
    if (name.empty() || name[0] < 'a' || name[0] > 'z' || !IsNested(name)) {
      continue;
    }
    std::size_t& count = open[name];
    if (!is_end) {
      ++count;
      ++depth;
    } else if (count > 0) {
      --count;
      --depth;
    }
  }
  return false;
}

// The length of the white space at `text[at]`: that of ASCII, and the spaces
// and line separators of Unicode.
std::size_t SpaceLength(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  if (static_cast<unsigned char>(c) < 0xC2) return 0;
  static constexpr std::string_view kSpaces[] = {
      "\u00A0", "\u0085", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003",
      "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A",
      "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"};
  for (const std::string_view space : kSpaces) {
    if (text.substr(at, space.size()) == space) return space.size();
  }
  return 0;
}

constexpr std::string_view kSchemes[] = {"http://", "https://", "mailto:"};

// The length of the scheme that begins at `text[at]`, or 0.
std::size_t SchemeLength(std::string_view text, std::size_t at) {
  if (at > 0 && IsLetterOrDigit(text[at - 1])) return 0;
  for (const std::string_view scheme : kSchemes) {
    if (ToLower(text.substr(at, scheme.size())) == scheme) return scheme.size();
  }
  return 0;
}

// Without the punctuation of the sentence that the address stands in. A closing
// bracket belongs to the address where it was opened there.
std::string_view WithoutPunctuation(std::string_view url) {
  const auto count = [&](char c) {
    return std::count(url.begin(), url.end(), c);
  };
  auto round = count(')') - count('(');
  auto square = count(']') - count('[');
  const auto is_outside = [&](char last) {
    if (last == ')') return round-- > 0;
    if (last == ']') return square-- > 0;
    return std::string_view(".,;:!?'").find(last) != std::string_view::npos;
  };
  while (!url.empty() && is_outside(url.back())) url.remove_suffix(1);
  return url;
}

}  // namespace

HtmlView ViewHtml(std::string_view html) {
  HtmlView view;
  if (IsTooDeep(html)) {
    view.text = CollapseWhitespace(html);
    return view;
  }
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const auto destroy = [&](GumboOutput* output) {
    gumbo_destroy_output(&options, output);
  };
  const std::unique_ptr<GumboOutput, decltype(destroy)> output(
      gumbo_parse_with_options(&options, html.data(), html.size()), destroy);
  Viewer(view).Walk(output->root);
  return view;
}

std::string CollapseWhitespace(std::string_view text) {
  std::string collapsed;
  collapsed.reserve(text.size());
  bool pending = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = SpaceLength(text, at);
    if (space > 0) {
      pending = !collapsed.empty();
      at += space;
      continue;
    }
    if (pending) collapsed += ' ';
    pending = false;
    collapsed += text[at++];
  }
  return collapsed;
}

std::vector<Link> LinksInText(std::string_view text) {
  std::vector<Link> links;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t scheme = SchemeLength(text, at);
    if (scheme == 0) {
      ++at;
      continue;
    }
    std::size_t end = at + scheme;
    while (end < text.size() && SpaceLength(text, end) == 0 &&
           static_cast<unsigned char>(text[end]) > ' ' &&
           std::string_view("<>\"`").find(text[end]) ==
               std::string_view::npos) {
      ++end;
    }
    const std::string url(WithoutPunctuation(text.substr(at, end - at)));
    if (url.size() > scheme) links.push_back({url, url});
    at = end;
  }
  return links;
}

}  // namespace letterbox
