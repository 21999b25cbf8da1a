// A matcher of one text of a thing: the subject of a mail, the URL of a link.
#ifndef LETTERBOX_MATCHERS_PART_H_
#define LETTERBOX_MATCHERS_PART_H_

#include <functional>
#include <ostream>
#include <string>
#include <utility>

#include "explain.h"
#include "letterbox/matchers/matcher.h"
#include "probe.h"

namespace letterbox::internal {

struct PartWords {
  std::string described;  ///< "whose subject"
  std::string explained;  ///< "whose subject is"
  std::size_t limit = 200;
};

template <typename T>
class PartMatcher : public testing::MatcherInterface<const T&> {
 public:
  using Part = std::function<const std::string&(const T&)>;

  PartMatcher(PartWords words, Part part, StringMatcher inner)
      : words_(std::move(words)),
        part_(std::move(part)),
        inner_(std::move(inner)) {}

  void DescribeTo(std::ostream* out) const override {
    *out << words_.described << " " << Description(inner_, false);
  }

  void DescribeNegationTo(std::ostream* out) const override {
    *out << words_.described << " " << Description(inner_, true);
  }

  bool MatchAndExplain(const T& whole,
                       testing::MatchResultListener* listener) const override {
    const std::string& part = part_(whole);
    if (!IsInterested(listener)) return inner_.Matches(part);
    bool matches = false;
    const std::string why = Explanation(inner_, part, &matches);
    *listener << words_.explained << " " << Quoted(part, words_.limit);
    if (!why.empty()) *listener << ", " << why;
    return matches;
  }

 private:
  PartWords words_;
  Part part_;
  StringMatcher inner_;
};

template <typename T>
testing::Matcher<const T&> Part(PartWords words,
                                typename PartMatcher<T>::Part part,
                                StringMatcher inner) {
  return NewMatcher<T>(
      new PartMatcher<T>(std::move(words), std::move(part), std::move(inner)));
}

}  // namespace letterbox::internal

#endif  // LETTERBOX_MATCHERS_PART_H_
