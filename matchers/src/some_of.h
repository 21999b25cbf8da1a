// A matcher of a thing of which some element matches, where the elements are
// made for the question: the codes of a mail, the host of a link.
#ifndef LETTERBOX_MATCHERS_SOME_OF_H_
#define LETTERBOX_MATCHERS_SOME_OF_H_

#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "some.h"

namespace letterbox::internal {

template <typename E, typename T>
class SomeOfMatcher : public testing::MatcherInterface<const T&> {
 public:
  using Make = std::function<std::vector<E>(const T&)>;
  using Inner = testing::Matcher<const E&>;

  SomeOfMatcher(SomeWords words, Make make, Inner inner)
      : words_(std::move(words)),
        make_(std::move(make)),
        inner_(std::move(inner)) {}

  void DescribeTo(std::ostream* out) const override { In({}).DescribeTo(out); }
  void DescribeNegationTo(std::ostream* out) const override {
    In({}).DescribeNegationTo(out);
  }
  bool MatchAndExplain(const T& whole,
                       testing::MatchResultListener* listener) const override {
    return In(make_(whole)).MatchAndExplain(whole, listener);
  }

 private:
  testing::Matcher<const T&> In(std::vector<E> elements) const {
    return Some<E, T>(
        words_,
        [elements = std::move(elements)](const T&) {
          return PointersTo(elements);
        },
        inner_);
  }

  SomeWords words_;
  Make make_;
  Inner inner_;
};

template <typename E, typename T = Email>
testing::Matcher<const T&> SomeOf(SomeWords words,
                                  typename SomeOfMatcher<E, T>::Make make,
                                  testing::Matcher<const E&> inner) {
  return NewMatcher<T>(new SomeOfMatcher<E, T>(
      std::move(words), std::move(make), std::move(inner)));
}

/// The same of texts: "has a host that is equal to \"contoso.test\"". `plural`
/// is `noun` with an s where it is not given.
template <typename T = Email>
testing::Matcher<const T&> SomeText(
    const std::string& noun, typename SomeOfMatcher<std::string, T>::Make make,
    StringMatcher inner, const std::string& plural = "") {
  return SomeOf<std::string, T>(
      {"has a " + noun, "has no " + noun, "has the " + noun,
       plural.empty() ? noun + "s" : plural, " that "},
      std::move(make), std::move(inner));
}

}  // namespace letterbox::internal

#endif  // LETTERBOX_MATCHERS_SOME_OF_H_
