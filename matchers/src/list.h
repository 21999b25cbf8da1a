// A matcher of a whole list of a mail or of a part of it: all its recipients,
// all its attachments.
#ifndef LETTERBOX_MATCHERS_LIST_H_
#define LETTERBOX_MATCHERS_LIST_H_

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

/// "a; b; and 3 more"
template <typename E>
std::string ShownList(const std::vector<E>& elements) {
  constexpr std::size_t kMost = 10;
  std::string text;
  const std::size_t shown = std::min(elements.size(), kMost);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += "; ";
    text += Shown(elements[i]);
  }
  if (elements.size() > shown) {
    text += "; and " + std::to_string(elements.size() - shown) + " more";
  }
  return text;
}

template <typename E, typename T = Email>
class ListMatcher : public testing::MatcherInterface<const T&> {
 public:
  using List = std::vector<E>;
  /// Returns a list that there is, or fills the second and returns that.
  using Get = std::function<const List&(const T&, List&)>;

  /// `noun`: "To recipients"
  ListMatcher(std::string noun, Get get, testing::Matcher<const List&> inner)
      : noun_(std::move(noun)),
        get_(std::move(get)),
        inner_(std::move(inner)) {}

  void DescribeTo(std::ostream* out) const override {
    *out << "whose list of " << noun_ << " " << Description(inner_, false);
  }

  void DescribeNegationTo(std::ostream* out) const override {
    *out << "whose list of " << noun_ << " " << Description(inner_, true);
  }

  bool MatchAndExplain(const T& whole,
                       testing::MatchResultListener* listener) const override {
    List own;
    const List& list = get_(whole, own);
    if (!IsInterested(listener)) return inner_.Matches(list);
    bool matches = false;
    const std::string why = Explanation(inner_, list, &matches);
    if (list.empty()) {
      *listener << "whose list of " << noun_ << " is empty";
    } else {
      *listener << "which has " << list.size() << " " << noun_ << ": "
                << ShownList(list);
    }
    if (!why.empty()) *listener << ", " << why;
    return matches;
  }

 private:
  std::string noun_;
  Get get_;
  testing::Matcher<const List&> inner_;
};

template <typename E, typename T = Email>
testing::Matcher<const T&> AllOfThem(
    std::string noun, typename ListMatcher<E, T>::Get get,
    testing::Matcher<const std::vector<E>&> inner) {
  return NewMatcher<T>(
      new ListMatcher<E, T>(std::move(noun), std::move(get), std::move(inner)));
}

}  // namespace letterbox::internal

#endif  // LETTERBOX_MATCHERS_LIST_H_
