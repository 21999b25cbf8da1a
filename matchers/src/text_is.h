// A matcher of one text of a thing that is equal to another. Apart from Part,
// since here the first difference can be pointed at.
#ifndef LETTERBOX_MATCHERS_TEXT_IS_H_
#define LETTERBOX_MATCHERS_TEXT_IS_H_

#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include "part.h"

namespace letterbox::internal {

/// "is \"text\"" where that is short, else what is around the first difference
/// from `wanted`: "differs at byte 300 of 2000, where it is ...\"text".
std::string ShowDifference(std::string_view text, std::string_view wanted);

template <typename T>
class TextIsMatcher : public testing::MatcherInterface<const T&> {
 public:
  using Part = typename PartMatcher<T>::Part;

  /// `noun`: "whose text". `advice`, said where a part of the text was given:
  /// "HasText(HasSubstr("; may be empty.
  TextIsMatcher(std::string noun, Part part, std::string text,
                std::string advice)
      : noun_(std::move(noun)),
        part_(std::move(part)),
        text_(std::move(text)),
        advice_(std::move(advice)) {}

  void DescribeTo(std::ostream* out) const override {
    *out << noun_ << " is equal to " << Quoted(text_);
  }
  void DescribeNegationTo(std::ostream* out) const override {
    *out << noun_ << " isn't equal to " << Quoted(text_);
  }
  bool MatchAndExplain(const T& whole,
                       testing::MatchResultListener* listener) const override {
    const std::string& text = part_(whole);
    const bool matches = text == text_;
    if (!IsInterested(listener)) return matches;
    *listener << noun_ << " " << ShowDifference(text, text_);
    const bool is_part = !advice_.empty() && !matches && !text_.empty() &&
                         text.find(text_) != std::string::npos;
    if (is_part) {
      *listener << "; did you mean " << advice_ << Quoted(text_, 60) << "))?";
    }
    return matches;
  }

 private:
  std::string noun_;
  Part part_;
  std::string text_;
  std::string advice_;
};

template <typename T>
testing::Matcher<const T&> TextIs(std::string noun,
                                  typename PartMatcher<T>::Part part,
                                  std::string text, std::string advice = "") {
  return testing::MakeMatcher(new TextIsMatcher<T>(
      std::move(noun), std::move(part), std::move(text), std::move(advice)));
}

}  // namespace letterbox::internal

#endif  // LETTERBOX_MATCHERS_TEXT_IS_H_
