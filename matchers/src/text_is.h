// A matcher of one text of a thing that is equal to another. Apart from Part,
// since here the first difference can be pointed at.
#ifndef LETTERBOX_MATCHERS_TEXT_IS_H_
#define LETTERBOX_MATCHERS_TEXT_IS_H_

#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include "part.h"

namespace letterbox::internal {

/// Where `text` differs from `wanted` only beyond what is shown of it: "differs
/// at byte 300 of 2000, where it is ...\"text\"".
std::optional<std::string> FarDifference(std::string_view text,
                                         std::string_view wanted);

template <typename T>
class TextIsMatcher : public testing::MatcherInterface<const T&> {
 public:
  using Part = typename PartMatcher<T>::Part;

  /// `advice`, said where a part of the text was given: "HasText(HasSubstr(";
  /// may be empty.
  TextIsMatcher(PartWords words, Part part, std::string text,
                std::string advice)
      : words_(std::move(words)),
        part_(std::move(part)),
        text_(std::move(text)),
        advice_(std::move(advice)) {}

  void DescribeTo(std::ostream* out) const override {
    *out << words_.described << " is equal to " << Quoted(text_);
  }
  void DescribeNegationTo(std::ostream* out) const override {
    *out << words_.described << " isn't equal to " << Quoted(text_);
  }
  bool MatchAndExplain(const T& whole,
                       testing::MatchResultListener* listener) const override {
    const std::string& text = part_(whole);
    const bool matches = text == text_;
    if (!IsInterested(listener)) return matches;
    const auto far = matches ? std::nullopt : FarDifference(text, text_);
    if (far) {
      *listener << words_.described << " " << *far;
    } else {
      *listener << words_.explained << " " << Quoted(text, words_.limit);
    }
    const bool is_part = !advice_.empty() && !matches && !text_.empty() &&
                         text.find(text_) != std::string::npos;
    if (is_part) {
      *listener << "; did you mean " << advice_ << Quoted(text_, 60) << "))?";
    }
    return matches;
  }

 private:
  PartWords words_;
  Part part_;
  std::string text_;
  std::string advice_;
};

template <typename T>
testing::Matcher<const T&> TextIs(PartWords words,
                                  typename PartMatcher<T>::Part part,
                                  std::string text, std::string advice = "") {
  return NewMatcher<T>(new TextIsMatcher<T>(
      std::move(words), std::move(part), std::move(text), std::move(advice)));
}

}  // namespace letterbox::internal

#endif  // LETTERBOX_MATCHERS_TEXT_IS_H_
