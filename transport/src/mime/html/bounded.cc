#include "mime/html/bounded.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

#include "mime/html/tag_scanner.h"

namespace letterbox {
namespace {

template <std::size_t n>
bool Contains(const std::string_view (&names)[n], const std::string& name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// Elements without content.
constexpr std::string_view kVoid[] = {
    "area",  "base",  "basefont", "bgsound", "br",    "col",    "embed",
    "frame", "hr",    "image",    "img",     "input", "keygen", "link",
    "meta",  "param", "source",   "track",   "wbr"};

// Elements whose end tag may be left out: one of the same family and of its own
// or a higher rank ends them.
struct Family {
  std::string_view name;
  char family;
  int rank;
};
constexpr Family kFamilies[] = {
    {"p", 'p', 1},     {"li", 'l', 1},    {"dd", 'd', 1},    {"dt", 'd', 1},
    {"td", 't', 1},    {"th", 't', 1},    {"tr", 't', 2},    {"tbody", 't', 3},
    {"tfoot", 't', 3}, {"thead", 't', 3}, {"option", 'o', 1}};

// Null where there is none.
const Family* FamilyOf(const std::string& name) {
  const auto* found =
      std::find_if(std::begin(kFamilies), std::end(kFamilies),
                   [&](const Family& family) { return family.name == name; });
  return found == std::end(kFamilies) ? nullptr : found;
}

// The families that a parser surely ends together with an element.
struct Container {
  std::string_view name;
  std::string_view families;
};
constexpr Container kContainers[] = {
    {"ul", "lp"},     {"ol", "lp"},    {"dl", "dp"},     {"table", "tp"},
    {"tbody", "tp"},  {"tfoot", "tp"}, {"thead", "tp"},  {"tr", "tp"},
    {"td", "p"},      {"th", "p"},     {"li", "p"},      {"dd", "p"},
    {"dt", "p"},      {"div", "p"},    {"center", "p"},  {"blockquote", "p"},
    {"section", "p"}, {"main", "p"},   {"article", "p"}, {"header", "p"},
    {"footer", "p"}};

bool EndsTogether(const std::string& outer, const std::string& inner) {
  const Family* family = FamilyOf(inner);
  if (family == nullptr) return false;
  for (const Container& container : kContainers) {
    if (container.name == outer) {
      return container.families.find(family->family) != std::string_view::npos;
    }
  }
  return false;
}

// Where other rules than those of HTML begin.
constexpr std::string_view kOtherRules[] = {"math", "select", "svg"};
constexpr std::string_view kAlsoVoidThere[] = {"br", "embed", "hr", "img",
                                               "meta"};

constexpr std::string_view kFormatting[] = {
    "a",    "b", "big",   "code",   "em",     "font", "i",
    "nobr", "s", "small", "strike", "strong", "tt",   "u"};

constexpr std::string_view kTable[] = {"table", "tbody", "tfoot", "thead",
                                       "tr"};
constexpr std::string_view kInTable[] = {
    "caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"};

// Follows the tags of a source and says which to leave out. Where a parser
// might not agree that an end tag ends its element, the elements in doubt are
// counted as open for good (`leaked_`), so that the cost is never underrated.
class Bounder {
 public:
  explicit Bounder(std::string_view html) : html_(html), scanner_(html) {}

  // Nothing where it would still cost too much.
  std::optional<BoundedHtml> Run() {
    while (const std::optional<HtmlTag> tag = scanner_.Next()) {
      const bool keeps = tag->is_end ? End(*tag) : Start(*tag);
      Copy(*tag, keeps);
      steps_ += depth_ + leaked_;
      nodes_ += leaked_formatting_ + displaced_ / 16;
      if (steps_ > kMostSteps || nodes_ > kMostNodes) return std::nullopt;
    }
    result_.html += html_.substr(copied_);
    return std::move(result_);
  }

 private:
  static constexpr std::size_t kDeepest = 256;
  // Open elements that a parser looks at, or copies, in all: below a second.
  static constexpr std::size_t kMostSteps = 4'000'000;
  static constexpr std::size_t kMostNodes = 500'000;

  struct Open {
    std::string name;
    bool kept;
  };

  bool Start(const HtmlTag& tag) {
    if (tag.name == "html" || tag.name == "body") return ++documents_ <= 16;
    if (Contains(kOtherRules, tag.name)) {
      other_rules_ = true;
      scanner_.SkipsNoContent();
    }
    if (!open_.empty() && Contains(kTable, open_.back().name) &&
        !Contains(kInTable, tag.name)) {
      ++displaced_;  // a parser looks for the table's place each time
    }
    if (Contains(kVoid, tag.name)) {
      if (other_rules_ && !Contains(kAlsoVoidThere, tag.name)) ++leaked_;
      return true;
    }
    if (tag.name == "table" && !open_.empty() &&
        Contains(kTable, open_.back().name)) {
      ++leaked_;  // it ends the table that it stands in
    }
    if (const Family* family = FamilyOf(tag.name)) EndFamily(*family);
    const bool keeps = depth_ < kDeepest;
    if (keeps) ++depth_;
    open_.push_back({tag.name, keeps});
    return keeps;
  }

  bool End(const HtmlTag& tag) {
    const std::size_t most = std::min(open_.size(), kDeepest);
    const auto found =
        std::find_if(open_.rbegin(), open_.rbegin() + static_cast<long>(most),
                     [&](const Open& open) { return open.name == tag.name; });
    if (found == open_.rbegin() + static_cast<long>(most)) return true;
    const bool keeps = found->kept;
    const auto inside = static_cast<std::size_t>(found - open_.rbegin());
    const bool is_sure = std::all_of(
        open_.rbegin(), found,
        [&](const Open& open) { return EndsTogether(tag.name, open.name); });
    for (std::size_t i = 0; i <= inside; ++i) {
      if (!is_sure) Leak(open_.back().name);
      Pop();
    }
    return keeps;
  }

  // Ends what `family` ends without an end tag: a paragraph in it, too.
  void EndFamily(const Family& family) {
    const auto is_ended = [&](const Open& open) {
      const Family* other = FamilyOf(open.name);
      return other != nullptr && other->family == family.family &&
             other->rank <= family.rank;
    };
    if (open_.size() > 1 && open_.back().name == "p" &&
        is_ended(open_[open_.size() - 2])) {
      Pop();
    }
    while (!open_.empty() && is_ended(open_.back())) {
      if (other_rules_) Leak(open_.back().name);
      Pop();
    }
  }

  void Pop() {
    if (open_.back().kept) --depth_;
    open_.pop_back();
  }

  void Leak(const std::string& name) {
    ++leaked_;
    if (Contains(kFormatting, name)) ++leaked_formatting_;
  }

  void Copy(const HtmlTag& tag, bool keeps) {
    if (keeps && tag.bounded_end == tag.end) return;
    result_.html += html_.substr(copied_, tag.begin - copied_);
    if (keeps) {
      result_.html += html_.substr(tag.begin, tag.bounded_end - tag.begin);
      result_.html += '>';
      Note("attributes beyond 256 of an element were left out");
    } else {
      Note("elements nested deeper than 256 were left out, their text kept");
    }
    copied_ = tag.end;
  }

  void Note(const char* note) {
    if (result_.note.empty()) result_.note = note;
  }

  std::string_view html_;
  HtmlTagScanner scanner_;
  BoundedHtml result_;
  std::size_t copied_ = 0;  // how much of html_ is in result_, or left out
  std::vector<Open> open_;
  std::size_t depth_ = 0;  // of open_, those kept
  std::size_t documents_ = 0;
  bool other_rules_ = false;
  std::size_t leaked_ = 0;
  std::size_t leaked_formatting_ = 0;
  std::size_t displaced_ = 0;
  std::size_t steps_ = 0;
  std::size_t nodes_ = 0;
};

// Text, line breaks, links and images, nothing in anything.
std::string Flat(std::string_view html) {
  static constexpr std::string_view kKept[] = {"br", "img", "script", "style",
                                               "title"};
  static constexpr std::string_view kInline[] = {
      "abbr", "b",      "bdi",    "bdo",  "big", "cite", "code",
      "em",   "font",   "i",      "nobr", "q",   "s",    "small",
      "span", "strike", "strong", "sub",  "sup", "tt",   "u"};
  std::string flat;
  std::size_t copied = 0;
  HtmlTagScanner scanner(html);
  while (const std::optional<HtmlTag> tag = scanner.Next()) {
    flat += html.substr(copied, tag->begin - copied);
    copied = tag->end;
    if (tag->name == "a" || Contains(kKept, tag->name)) {
      // Otherwise the second link would stand in the first.
      if (tag->name == "a" && !tag->is_end) flat += "</a>";
      flat += html.substr(tag->begin, tag->bounded_end - tag->begin);
      if (tag->bounded_end < tag->end) flat += '>';
    } else if (!Contains(kInline, tag->name)) {
      flat += "<br>";
    }
  }
  return flat.append(html.substr(copied));
}

}  // namespace

BoundedHtml BoundHtml(std::string_view html) {
  if (std::optional<BoundedHtml> bounded = Bounder(html).Run()) {
    return *std::move(bounded);
  }
  return {Flat(html),
          "so many elements are unclosed or misplaced that only text, links "
          "and images were read"};
}

}  // namespace letterbox
