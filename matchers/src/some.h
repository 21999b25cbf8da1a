// A matcher of a mail, or of a part of it, of which some element matches: a
// recipient, a link.
#ifndef LETTERBOX_MATCHERS_SOME_H_
#define LETTERBOX_MATCHERS_SOME_H_

#include <algorithm>
#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "explain.h"
#include "letterbox/matchers/matcher.h"
#include "probe.h"

namespace letterbox::internal {

struct SomeWords {
  std::string some;    ///< "has a link"
  std::string none;    ///< "has no link"
  std::string the;     ///< "has the link"
  std::string plural;  ///< "links"
  /// Before what the inner matcher says: " that " where that is "is equal to".
  std::string joint = " ";
};

template <typename E, typename T = Email>
class SomeMatcher : public testing::MatcherInterface<const T&> {
 public:
  using Elements = std::function<std::vector<const E*>(const T&)>;
  using Inner = testing::Matcher<const E&>;

  SomeMatcher(SomeWords words, Elements elements, Inner inner)
      : words_(std::move(words)),
        elements_(std::move(elements)),
        inner_(std::move(inner)) {}

  void DescribeTo(std::ostream* out) const override {
    *out << "which " << words_.some << ThatMatches();
  }

  void DescribeNegationTo(std::ostream* out) const override {
    *out << "which " << words_.none << ThatMatches();
  }

  bool MatchAndExplain(const T& whole,
                       testing::MatchResultListener* listener) const override {
    const std::vector<const E*> elements = elements_(whole);
    for (const E* element : elements) {
      if (!inner_.Matches(*element)) continue;
      if (IsInterested(listener)) {
        *listener << "which " << words_.the << " " << Shown(*element);
      }
      return true;
    }
    if (IsInterested(listener)) *listener << "which " << WhyNone(elements);
    return false;
  }

 private:
  // Nothing where any element will do.
  std::string ThatMatches() const {
    const std::string inner = Description(inner_, false);
    return inner == "is anything" ? "" : words_.joint + inner;
  }

  std::string WhyNone(const std::vector<const E*>& elements) const {
    constexpr std::size_t kMost = 10;
    if (elements.empty()) return words_.none;
    std::string text = elements.size() == 1
                           ? words_.the + " "
                           : "has " + std::to_string(elements.size()) + " " +
                                 words_.plural + ": ";
    const std::size_t shown = std::min(elements.size(), kMost);
    for (std::size_t i = 0; i < shown; ++i) {
      if (i > 0) text += "; ";
      bool matches = false;
      const std::string why = Explanation(inner_, *elements[i], &matches);
      text += Shown(*elements[i]);
      if (!why.empty()) text += ", " + why;
    }
    if (elements.size() > shown) {
      text += "; and " + std::to_string(elements.size() - shown) + " more";
    }
    return text;
  }

  SomeWords words_;
  Elements elements_;
  Inner inner_;
};

template <typename E>
std::vector<const E*> PointersTo(const std::vector<E>& elements) {
  std::vector<const E*> pointers;
  pointers.reserve(elements.size());
  for (const E& element : elements) pointers.push_back(&element);
  return pointers;
}

template <typename E, typename T = Email>
testing::Matcher<const T&> Some(SomeWords words,
                                typename SomeMatcher<E, T>::Elements elements,
                                testing::Matcher<const E&> inner) {
  return NewMatcher<T>(new SomeMatcher<E, T>(
      std::move(words), std::move(elements), std::move(inner)));
}

}  // namespace letterbox::internal

#endif  // LETTERBOX_MATCHERS_SOME_H_
