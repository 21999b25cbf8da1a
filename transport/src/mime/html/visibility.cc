#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <stdexcept>

#include "ascii.h"
#include "mime/html/selector.h"
#include "mime/html/style.h"

namespace letterbox {
namespace {

// Each hides, or does not hide, on its own.
enum Effect { kDisplay, kVisibility, kOpacity, kMsoHide, kFontSize, kEffects };

enum class Says : char { kNothing, kHides, kShows, kAsAbove };

// The declaration that wins so far.
struct Winner {
  Says says = Says::kNothing;
  std::uint64_t priority = 0;
};
using Winners = std::array<Winner, kEffects>;

// Neither a browser nor a mail program shows them.
constexpr std::string_view kUnseen[] = {"head",     "iframe",   "noembed",
                                        "noframes", "noscript", "script",
                                        "style",    "template", "title"};

// "0", "0px", ".0em"
bool IsZero(std::string_view value) {
  const std::size_t unit = value.find_first_not_of("0.");
  if (value.empty() || unit == 0 || value[0] == '-') return false;
  return unit == std::string_view::npos || !IsDigit(value[unit]);
}

Says SizeSays(const std::string& value) {
  if (IsZero(value)) return Says::kHides;
  const bool is_relative = value.find("em") != std::string::npos
                               ? value.find("rem") == std::string::npos
                               : value.find('%') != std::string::npos;
  static constexpr std::string_view kAsAbove[] = {"inherit", "larger",
                                                  "smaller", "unset"};
  const bool is_as_above =
      is_relative || std::find(std::begin(kAsAbove), std::end(kAsAbove),
                               value) != std::end(kAsAbove);
  return is_as_above ? Says::kAsAbove : Says::kShows;
}

// Of the shorthand "font: bold 0/0 a" the size: what stands before a "/", else
// the first that has a unit.
std::string SizeInFont(const std::string& value) {
  std::size_t at = 0;
  while (at < value.size()) {
    const std::size_t end = std::min(value.find(' ', at), value.size());
    const std::string word = value.substr(at, end - at);
    const std::size_t slash = word.find('/');
    if (slash != std::string::npos) return word.substr(0, slash);
    if (!word.empty() && (IsDigit(word[0]) || word[0] == '.') &&
        (word == "0" || !IsDigit(word.back()))) {
      return word;
    }
    at = end + 1;
  }
  return "medium";
}

struct Effective {
  Effect effect = kEffects;
  Says says = Says::kNothing;
};

Effective EffectOf(const StyleDeclaration& declaration) {
  const std::string& value = declaration.value;
  const auto hides = [](bool yes) { return yes ? Says::kHides : Says::kShows; };
  if (declaration.property == "display") {
    return {kDisplay, hides(value == "none")};
  }
  if (declaration.property == "visibility") {
    if (value == "inherit") return {kVisibility, Says::kAsAbove};
    return {kVisibility, hides(value == "hidden" || value == "collapse")};
  }
  if (declaration.property == "opacity") {
    return {kOpacity, hides(IsZero(value))};
  }
  if (declaration.property == "mso-hide") {
    return {kMsoHide, hides(value == "all")};
  }
  if (declaration.property == "font-size") return {kFontSize, SizeSays(value)};
  if (declaration.property == "font") {
    return {kFontSize, SizeSays(SizeInFont(value))};
  }
  return {};
}

void Apply(const std::vector<StyleDeclaration>& declarations,
           std::uint64_t priority, Winners& winners) {
  constexpr std::uint64_t kImportant = std::uint64_t{1} << 63;
  for (const StyleDeclaration& declaration : declarations) {
    const Effective effective = EffectOf(declaration);
    if (effective.effect == kEffects) continue;
    const std::uint64_t rank =
        priority | (declaration.is_important ? kImportant : 0);
    Winner& winner = winners[effective.effect];
    if (rank >= winner.priority) winner = {effective.says, rank};
  }
}

bool HasEffect(const StyleRule& rule) {
  return std::any_of(rule.declarations.begin(), rule.declarations.end(),
                     [](const StyleDeclaration& declaration) {
                       return EffectOf(declaration).effect != kEffects;
                     });
}

// Whether a <style> holds wherever the mail is shown.
bool IsForAll(const HtmlNode& style) {
  const std::string* media = style.attribute("media");
  return media == nullptr || media->empty() || ToLower(*media) == "all" ||
         ToLower(*media) == "screen";
}

std::vector<StyleRule> RulesOf(const HtmlTree& tree) {
  std::vector<StyleRule> rules;
  for (std::size_t at = 0; at < tree.nodes.size(); ++at) {
    const HtmlNode& node = tree.nodes[at];
    if (node.name != "style" || !IsForAll(node)) continue;
    for (StyleRule& rule : ParseStyleSheet(RawTextOf(tree, at))) {
      if (HasEffect(rule)) rules.push_back(std::move(rule));
    }
  }
  return rules;
}

// A rule whose selector is none of ours is passed over, as a browser does with
// one that it does not know.
Selector SelectorOf(const StyleRule& rule) {
  try {
    return ParseSelector(rule.selector);
  } catch (const std::invalid_argument&) {
    return {};
  }
}

void ApplyRules(const HtmlTree& tree, std::vector<Winners>& winners) {
  // A hostile sheet has more; a mail has a few.
  constexpr std::size_t kMostTests = 20'000'000;
  ElementFinder finder(tree);
  std::size_t tests = 0;
  std::uint64_t order = 0;
  for (const StyleRule& rule : RulesOf(tree)) {
    ++order;
    for (const SelectorChain& chain : SelectorOf(rule)) {
      tests += tree.nodes.size() * chain.size();
      if (tests > kMostTests) return;
      const std::vector<bool> matches = finder.Matches(chain);
      const std::uint64_t specificity =
          std::min(SpecificityOf(chain), 1U << 29);
      for (std::size_t at = 0; at < matches.size(); ++at) {
        if (!matches[at]) continue;
        Apply(rule.declarations, specificity << 32 | order, winners[at]);
      }
    }
  }
}

// What holds inside an element: the part of its own that it hands down.
struct Inherited {
  bool is_gone = false;
  bool is_invisible = false;
  bool has_no_size = false;
};

bool HidesOr(const Winner& winner, bool above) {
  if (winner.says == Says::kHides) return true;
  return winner.says == Says::kShows ? false : above;
}

Inherited Inside(const HtmlNode& node, const Winners& winners,
                 const Inherited& above) {
  const auto hides = [&](Effect effect) {
    return winners[effect].says == Says::kHides;
  };
  const bool is_unseen = std::find(std::begin(kUnseen), std::end(kUnseen),
                                   node.name) != std::end(kUnseen);
  return {above.is_gone || is_unseen || node.attribute("hidden") != nullptr ||
              hides(kDisplay) || hides(kOpacity) || hides(kMsoHide),
          HidesOr(winners[kVisibility], above.is_invisible),
          HidesOr(winners[kFontSize], above.has_no_size)};
}

}  // namespace

std::vector<Visibility> VisibilityOf(const HtmlTree& tree) {
  constexpr std::uint64_t kInline = std::uint64_t{1} << 62;
  std::vector<Winners> winners(tree.nodes.size());
  ApplyRules(tree, winners);
  std::vector<Inherited> inherited(tree.nodes.size());
  std::vector<Visibility> visibility(tree.nodes.size());
  for (std::size_t at = 0; at < tree.nodes.size(); ++at) {
    const HtmlNode& node = tree.nodes[at];
    const Inherited above = at > 0 ? inherited[node.parent] : Inherited();
    Inherited& inside = inherited[at];
    inside = above;
    if (node.is_element()) {
      const std::string* style = node.attribute("style");
      if (style != nullptr) {
        Apply(ParseDeclarations(*style), kInline, winners[at]);
      }
      inside = Inside(node, winners[at], above);
    }
    visibility[at] = inside.is_gone        ? Visibility::kGone
                     : inside.is_invisible ? Visibility::kInvisible
                     : inside.has_no_size  ? Visibility::kWithoutText
                                           : Visibility::kShown;
  }
  return visibility;
}

}  // namespace letterbox
