// A matcher of one value of a thing that is no text: the importance of a mail,
// the size of an attachment.
#ifndef LETTERBOX_MATCHERS_VALUE_H_
#define LETTERBOX_MATCHERS_VALUE_H_

#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <utility>

#include "explain.h"
#include "probe.h"

namespace letterbox::internal {

struct ValueWords {
  std::string described;  ///< "whose importance"
  std::string explained;  ///< "whose importance is"
  std::string missing;    ///< "which does not say when it was sent"
};

template <typename T, typename V>
class ValueMatcher : public testing::MatcherInterface<const T&> {
 public:
  /// Nothing where the thing has no such value: then nothing matches.
  using Get = std::function<std::optional<V>(const T&)>;

  ValueMatcher(ValueWords words, Get get, testing::Matcher<const V&> inner)
      : words_(std::move(words)),
        get_(std::move(get)),
        inner_(std::move(inner)) {}

  void DescribeTo(std::ostream* out) const override {
    *out << words_.described << " " << Description(inner_, false);
  }

  void DescribeNegationTo(std::ostream* out) const override {
    *out << words_.described << " " << Description(inner_, true);
  }

  bool MatchAndExplain(const T& whole,
                       testing::MatchResultListener* listener) const override {
    const std::optional<V> value = get_(whole);
    if (!value) {
      if (IsInterested(listener)) *listener << words_.missing;
      return false;
    }
    if (!IsInterested(listener)) return inner_.Matches(*value);
    bool matches = false;
    const std::string why = Explanation(inner_, *value, &matches);
    *listener << words_.explained << " " << Shown(*value);
    if (!why.empty()) *listener << ", " << why;
    return matches;
  }

 private:
  ValueWords words_;
  Get get_;
  testing::Matcher<const V&> inner_;
};

template <typename T, typename V>
testing::Matcher<const T&> Value(ValueWords words,
                                 typename ValueMatcher<T, V>::Get get,
                                 testing::Matcher<const V&> inner) {
  return NewMatcher<T>(new ValueMatcher<T, V>(std::move(words), std::move(get),
                                              std::move(inner)));
}

}  // namespace letterbox::internal

#endif  // LETTERBOX_MATCHERS_VALUE_H_
