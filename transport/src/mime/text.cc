#include "mime/text.h"

#include <algorithm>
#include <utility>

#include "ascii.h"

namespace letterbox {
namespace {

// The length of the white space at `text[at]`: that of ASCII, and the spaces
// and line separators of Unicode.
std::size_t SpaceLength(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  if (static_cast<unsigned char>(c) < 0xC2) return 0;
  static constexpr std::string_view kSpaces[] = {
      "\u00A0", "\u0085", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003",
      "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A",
      "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"};
  for (const std::string_view space : kSpaces) {
    if (text.substr(at, space.size()) == space) return space.size();
  }
  return 0;
}

constexpr std::string_view kSchemes[] = {"http://", "https://", "mailto:"};

// The length of the scheme that begins at `text[at]`, or 0.
std::size_t SchemeLength(std::string_view text, std::size_t at) {
  if (at > 0 && IsLetterOrDigit(text[at - 1])) return 0;
  for (const std::string_view scheme : kSchemes) {
    if (ToLower(text.substr(at, scheme.size())) == scheme) return scheme.size();
  }
  return 0;
}

// Without the punctuation of the sentence that the address stands in. A closing
// bracket belongs to the address where it was opened there.
std::string_view WithoutPunctuation(std::string_view url) {
  const auto count = [&](char c) {
    return std::count(url.begin(), url.end(), c);
  };
  auto round = count(')') - count('(');
  auto square = count(']') - count('[');
  const auto is_outside = [&](char last) {
    if (last == ')') return round-- > 0;
    if (last == ']') return square-- > 0;
    return std::string_view(".,;:!?'").find(last) != std::string_view::npos;
  };
  while (!url.empty() && is_outside(url.back())) url.remove_suffix(1);
  return url;
}

}  // namespace

void CollapsedText::Append(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = SpaceLength(text, at);
    if (space > 0) {
      AppendSpace();
      at += space;
      continue;
    }
    if (pending_) text_ += ' ';
    pending_ = false;
    text_ += text[at++];
  }
}

std::string CollapseWhitespace(std::string_view text) {
  CollapsedText collapsed;
  collapsed.Append(text);
  return std::move(collapsed).Take();
}

std::vector<Link> LinksInText(std::string_view text) {
  std::vector<Link> links;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t scheme = SchemeLength(text, at);
    if (scheme == 0) {
      ++at;
      continue;
    }
    std::size_t end = at + scheme;
    while (end < text.size() && SpaceLength(text, end) == 0 &&
           static_cast<unsigned char>(text[end]) > ' ' &&
           std::string_view("<>\"`").find(text[end]) ==
               std::string_view::npos) {
      ++end;
    }
    const std::string url(WithoutPunctuation(text.substr(at, end - at)));
    if (url.size() > scheme) links.push_back({url, url});
    at = end;
  }
  return links;
}

}  // namespace letterbox
