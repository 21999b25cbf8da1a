// What the matchers print. Text of a mail passes through Printable or Quoted.
#ifndef LETTERBOX_MATCHERS_EXPLAIN_H_
#define LETTERBOX_MATCHERS_EXPLAIN_H_

#include <gmock/gmock.h>

#include <chrono>
#include <sstream>
#include <string>
#include <vector>

#include "letterbox/transport/printable.h"

namespace letterbox::internal {

/// Whether an explanation would be read: where not, none is made.
inline bool IsInterested(testing::MatchResultListener* listener) {
  return listener != nullptr && listener->IsInterested();
}

template <typename T>
std::string Description(const testing::Matcher<T>& matcher, bool negated) {
  std::ostringstream text;
  if (negated) {
    matcher.DescribeNegationTo(&text);
  } else {
    matcher.DescribeTo(&text);
  }
  return WithoutMarkers(text.str());
}

/// What `matcher` says about `value`, made safe: it may quote the mail.
template <typename T, typename Value>
std::string Explanation(const testing::Matcher<T>& matcher, const Value& value,
                        bool* matches) {
  constexpr std::size_t kLongest = 300;
  testing::StringMatchResultListener listener;
  *matches = matcher.MatchAndExplain(value, &listener);
  return Printable(listener.str(), kLongest);
}

/// The printed form of a value of ours, which is safe already.
template <typename T>
std::string Shown(const T& value) {
  std::ostringstream text;
  text << value;
  return text.str();
}
inline std::string Shown(const std::string& text) { return Quoted(text, 100); }
/// A row of a table.
inline std::string Shown(const std::vector<std::string>& cells) {
  std::string text;
  for (const std::string& cell : cells) {
    text += (&cell == &cells.front() ? "" : " | ") + cell;
  }
  return Printable(text, 200);
}
inline std::string Shown(const std::chrono::system_clock::time_point& time) {
  return ShowTime(time);
}

}  // namespace letterbox::internal

#endif  // LETTERBOX_MATCHERS_EXPLAIN_H_
