// What a matcher says about a value.
#ifndef LETTERBOX_TESTS_SUPPORT_EXPLAIN_H_
#define LETTERBOX_TESTS_SUPPORT_EXPLAIN_H_

#include <gmock/gmock.h>

#include <sstream>
#include <string>

namespace letterbox {

/// The explanation, after checking that it does not depend on being asked for.
template <typename T, typename Value>
std::string Explain(const testing::Matcher<T>& matcher, const Value& value) {
  testing::StringMatchResultListener listener;
  const bool matches = matcher.MatchAndExplain(value, &listener);
  EXPECT_EQ(matcher.Matches(value), matches);
  return listener.str();
}

template <typename T>
std::string Describe(const testing::Matcher<T>& matcher) {
  std::ostringstream text;
  matcher.DescribeTo(&text);
  return text.str();
}

template <typename T>
std::string DescribeNegation(const testing::Matcher<T>& matcher) {
  std::ostringstream text;
  matcher.DescribeNegationTo(&text);
  return text.str();
}

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_EXPLAIN_H_
