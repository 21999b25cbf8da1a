#include <algorithm>
#include <unordered_map>

#include "ascii.h"
#include "mime/html/selector.h"

namespace letterbox {
namespace {

constexpr std::string_view kBlanks = " \t\n\f\r";

bool HasWord(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t begin = list.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) return false;
    list.remove_prefix(begin);
    const std::string_view each = list.substr(0, list.find_first_of(kBlanks));
    if (each == word) return true;
    list.remove_prefix(each.size());
  }
  return false;
}

bool BeginsWith(std::string_view text, std::string_view part) {
  return text.substr(0, part.size()) == part;
}

bool EndsWith(std::string_view text, std::string_view part) {
  return text.size() >= part.size() &&
         text.substr(text.size() - part.size()) == part;
}

bool Holds(const AttributeTest& test, const HtmlNode& node) {
  const std::string* found = node.attribute(test.name);
  if (found == nullptr) return false;
  const std::string value = test.ignores_case ? ToLower(*found) : *found;
  const std::string wanted =
      test.ignores_case ? ToLower(test.value) : test.value;
  switch (test.operation) {
    case 0:
      return true;
    case '=':
      return value == wanted;
    case '~':
      return !wanted.empty() && HasWord(value, wanted);
    case '|':
      return value == wanted || BeginsWith(value, wanted + "-");
    case '^':
      return !wanted.empty() && BeginsWith(value, wanted);
    case '$':
      return !wanted.empty() && EndsWith(value, wanted);
    default:  // '*'
      return !wanted.empty() && value.find(wanted) != std::string::npos;
  }
}

bool Holds(const NthTest& test, int place) {
  const int steps = place - test.offset;
  if (test.step == 0) return steps == 0;
  return steps % test.step == 0 && steps / test.step >= 0;
}

}  // namespace

const ElementFinder::Place& ElementFinder::PlaceOf(std::size_t at) {
  if (!places_.empty()) return places_[at];
  places_.resize(tree_.nodes.size());
  places_[0] = {1, 1, 1};
  for (std::size_t parent = 0; parent < tree_.nodes.size(); ++parent) {
    if (!tree_.nodes[parent].is_element()) continue;
    std::unordered_map<std::string_view, int> of_type;
    int count = 0;
    const std::vector<std::size_t> children = ChildrenOf(tree_, parent);
    for (const std::size_t child : children) {
      const HtmlNode& node = tree_.nodes[child];
      if (!node.is_element()) continue;
      places_[child] = {++count, 0, ++of_type[node.name]};
    }
    for (const std::size_t child : children) {
      places_[child].from_end = count - places_[child].from_begin + 1;
    }
  }
  return places_[at];
}

bool ElementFinder::Fits(std::size_t at, const CompoundSelector& compound) {
  const HtmlNode& node = tree_.nodes[at];
  if (!compound.type.empty() && node.name != compound.type) return false;
  for (const std::string& wanted : compound.ids) {
    const std::string* id = node.attribute("id");
    if (id == nullptr || *id != wanted) return false;
  }
  for (const std::string& wanted : compound.classes) {
    const std::string* list = node.attribute("class");
    if (list == nullptr || !HasWord(*list, wanted)) return false;
  }
  for (const AttributeTest& test : compound.attributes) {
    if (!Holds(test, node)) return false;
  }
  for (const NthTest& test : compound.places) {
    const Place& place = PlaceOf(at);
    const int counted = test.of_its_type    ? place.of_type
                        : test.from_the_end ? place.from_end
                                            : place.from_begin;
    if (!Holds(test, counted)) return false;
  }
  if (compound.is_empty && node.end != at + 1) return false;
  return std::none_of(
      compound.refused.begin(), compound.refused.end(),
      [&](const CompoundSelector& each) { return Fits(at, each); });
}

// One pass a step: `before` says which elements the steps so far select.
std::vector<bool> ElementFinder::Matches(const SelectorChain& chain) {
  const std::size_t count = tree_.nodes.size();
  std::vector<bool> before;
  for (std::size_t step = 0; step < chain.size(); ++step) {
    const char combinator = chain[step].combinator;
    std::vector<bool> matches(count);
    // Whether an element above was selected, or one earlier among its siblings.
    std::vector<bool> above(count);
    std::vector<bool> last_child(count);
    std::vector<bool> some_child(count);
    for (std::size_t at = 0; at < count; ++at) {
      const HtmlNode& node = tree_.nodes[at];
      if (!node.is_element()) continue;
      const std::size_t parent = node.parent;
      if (step > 0 && at > 0) above[at] = above[parent] || before[parent];
      bool may = step == 0;
      if (step > 0 && at > 0) {
        may = combinator == ' '   ? above[at]
              : combinator == '>' ? before[parent]
              : combinator == '+' ? last_child[parent]
                                  : some_child[parent];
      }
      if (may && Fits(at, chain[step].compound)) matches[at] = true;
      if (step > 0 && at > 0) {
        last_child[parent] = before[at];
        some_child[parent] = some_child[parent] || before[at];
      }
    }
    before = std::move(matches);
  }
  return before;
}

std::vector<std::size_t> ElementFinder::Find(const Selector& selector) {
  std::vector<bool> found(tree_.nodes.size());
  for (const SelectorChain& chain : selector) {
    const std::vector<bool> matches = Matches(chain);
    for (std::size_t at = 0; at < found.size(); ++at) {
      if (matches[at]) found[at] = true;
    }
  }
  std::vector<std::size_t> elements;
  for (std::size_t at = 0; at < found.size(); ++at) {
    if (found[at]) elements.push_back(at);
  }
  return elements;
}

}  // namespace letterbox
