// CSS selectors: the part of them that tests of mail need.
// https://www.w3.org/TR/selectors-3/
#ifndef LETTERBOX_MIME_HTML_SELECTOR_H_
#define LETTERBOX_MIME_HTML_SELECTOR_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mime/html/tree.h"

namespace letterbox {

/// [name], or [name=value] with one of the operators = ~= |= ^= $= *=
struct AttributeTest {
  std::string name;
  char operation = 0;  ///< 0 where it only has to be there
  std::string value;
  bool ignores_case = false;
};

/// The place among the siblings: step * n + offset for some n >= 0.
struct NthTest {
  int step = 0;
  int offset = 1;
  bool from_the_end = false;
  bool of_its_type = false;
};

/// What one element has to be: "td.price[align=right]:not(.old)"
struct CompoundSelector {
  std::string type;  ///< empty: any
  std::vector<std::string> ids;
  std::vector<std::string> classes;
  std::vector<AttributeTest> attributes;
  std::vector<NthTest> places;
  bool is_empty = false;
  std::vector<CompoundSelector> refused;  ///< by :not()
};

struct SelectorStep {
  char combinator = ' ';  ///< to the step before: ' ', '>', '+' or '~'
  CompoundSelector compound;
};
using SelectorChain = std::vector<SelectorStep>;

/// A list of alternatives.
using Selector = std::vector<SelectorChain>;

/// Types, classes, ids, attributes, the four combinators, lists, :not() of such
/// without combinators, :first-child, :last-child, :nth-child(),
/// :nth-of-type(), :empty. Throws std::invalid_argument for anything else, with
/// what it was and where.
Selector ParseSelector(std::string_view text);

/// https://www.w3.org/TR/selectors-3/#specificity, the weights in one number.
unsigned SpecificityOf(const SelectorChain& chain);

/// Finds elements. The time is that of reading the tree once for each step.
class ElementFinder {
 public:
  explicit ElementFinder(const HtmlTree& tree) : tree_(tree) {}

  /// The elements that `selector` selects, in the order of the document.
  std::vector<std::size_t> Find(const Selector& selector);

  /// For each node whether `chain` selects it.
  std::vector<bool> Matches(const SelectorChain& chain);

 private:
  struct Place {
    int from_begin = 0;
    int from_end = 0;
    int of_type = 0;
  };

  bool Fits(std::size_t at, const CompoundSelector& compound);
  const Place& PlaceOf(std::size_t at);

  const HtmlTree& tree_;
  std::vector<Place> places_;  // of all nodes, once one is asked for
};

}  // namespace letterbox

#endif  // LETTERBOX_MIME_HTML_SELECTOR_H_
