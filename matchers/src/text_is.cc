#include "text_is.h"

namespace letterbox::internal {
namespace {

constexpr std::size_t kLongestExcerpt = 200;

// Where `a` and `b` first differ, moved back to the begin of a character.
std::size_t FirstDifference(std::string_view a, std::string_view b) {
  std::size_t at = 0;
  while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
  while (at > 0 && at < a.size() && (a[at] & 0xC0) == 0x80) --at;
  return at;
}

}  // namespace

std::optional<std::string> FarDifference(std::string_view text,
                                         std::string_view wanted) {
  constexpr std::size_t kBefore = 40;
  const std::size_t at = FirstDifference(text, wanted);
  if (text.size() <= kLongestExcerpt || at <= kBefore) return std::nullopt;
  std::size_t begin = at - kBefore;
  while (begin < at && (text[begin] & 0xC0) == 0x80) ++begin;
  return "differs at byte " + std::to_string(at) + " of " +
         std::to_string(text.size()) + ", where it is ..." +
         Quoted(text.substr(begin), kLongestExcerpt);
}

}  // namespace letterbox::internal
