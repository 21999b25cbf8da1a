// A matcher of something that a thing is or is not.
#ifndef LETTERBOX_MATCHERS_YES_H_
#define LETTERBOX_MATCHERS_YES_H_

#include <functional>
#include <ostream>
#include <string>
#include <utility>

#include "explain.h"
#include "probe.h"

namespace letterbox::internal {

/// What holds, and why: said where somebody is interested.
struct Answer {
  bool yes = false;
  std::string why;
};

struct YesWords {
  std::string yes;  ///< "which was read"
  std::string no;   ///< "which was not read"
};

template <typename T>
class YesMatcher : public testing::MatcherInterface<const T&> {
 public:
  using Ask = std::function<Answer(const T&)>;

  YesMatcher(YesWords words, Ask ask)
      : words_(std::move(words)), ask_(std::move(ask)) {}

  void DescribeTo(std::ostream* out) const override { *out << words_.yes; }
  void DescribeNegationTo(std::ostream* out) const override {
    *out << words_.no;
  }
  bool MatchAndExplain(const T& whole,
                       testing::MatchResultListener* listener) const override {
    const Answer answer = ask_(whole);
    if (IsInterested(listener)) {
      *listener << (answer.yes ? words_.yes : words_.no);
      if (!answer.why.empty()) *listener << ", " << answer.why;
    }
    return answer.yes;
  }

 private:
  YesWords words_;
  Ask ask_;
};

/// Texts of a mail in `words` or in an answer must be printable.
template <typename T>
testing::Matcher<const T&> Yes(YesWords words,
                               typename YesMatcher<T>::Ask ask) {
  return NewMatcher<T>(new YesMatcher<T>(std::move(words), std::move(ask)));
}

}  // namespace letterbox::internal

#endif  // LETTERBOX_MATCHERS_YES_H_
