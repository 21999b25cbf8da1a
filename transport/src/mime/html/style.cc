#include "mime/html/style.h"

#include <algorithm>

#include "ascii.h"

namespace letterbox {
namespace {

constexpr std::string_view kBlanks = " \t\n\f\r";

std::string_view Trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::string WithoutComments(std::string_view text) {
  std::string plain;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = std::min(text.find("/*", at), text.size());
    plain += text.substr(at, begin - at);
    if (begin == text.size()) break;
    plain += ' ';
    const std::size_t end = text.find("*/", begin + 2);
    at = end == std::string_view::npos ? text.size() : end + 2;
  }
  return plain;
}

// The first of `ends` that stands outside quotes and brackets, or the size.
std::size_t FindOutside(std::string_view text, std::string_view ends,
                        std::size_t at) {
  int brackets = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = text.find(c, at + 1);
      if (at == std::string_view::npos) return text.size();
    } else if (brackets == 0 && ends.find(c) != std::string_view::npos) {
      return at;
    } else if (c == '(') {
      ++brackets;
    } else if (c == ')' && brackets > 0) {
      --brackets;
    }
  }
  return text.size();
}

// Past the block that begins at `at`, blocks in it included.
std::size_t PastBlock(std::string_view text, std::size_t at) {
  int depth = 0;
  while ((at = FindOutside(text, "{}", at)) < text.size()) {
    depth += text[at] == '{' ? 1 : -1;
    ++at;
    if (depth <= 0) return at;
  }
  return text.size();
}

}  // namespace

std::vector<StyleDeclaration> ParseDeclarations(std::string_view style) {
  const std::string plain = WithoutComments(style);
  std::vector<StyleDeclaration> declarations;
  for (std::size_t at = 0; at < plain.size();) {
    const std::size_t end = FindOutside(plain, ";", at);
    const std::string_view declaration =
        std::string_view(plain).substr(at, end - at);
    at = end + 1;
    const std::size_t colon = declaration.find(':');
    if (colon == std::string_view::npos) continue;
    std::string_view value = declaration.substr(colon + 1);
    const std::size_t mark = value.rfind('!');
    const bool is_important =
        mark != std::string_view::npos &&
        ToLower(Trimmed(value.substr(mark + 1))) == "important";
    if (is_important) value = value.substr(0, mark);
    declarations.push_back({ToLower(Trimmed(declaration.substr(0, colon))),
                            ToLower(Trimmed(value)), is_important});
  }
  return declarations;
}

std::vector<StyleRule> ParseStyleSheet(std::string_view sheet) {
  const std::string plain = WithoutComments(sheet);
  const std::string_view text = plain;
  std::vector<StyleRule> rules;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(kBlanks, at);
    if (begin == std::string_view::npos) break;
    at = begin;
    if (text.substr(at, 4) == "<!--" || text.substr(at, 3) == "-->") {
      at += text[at] == '<' ? 4 : 3;
      continue;
    }
    const bool is_at_rule = text[at] == '@';
    const std::size_t end = FindOutside(text, is_at_rule ? "{;" : "{}", at);
    if (end == text.size()) break;
    if (text[end] != '{') {
      at = end + 1;
      continue;
    }
    at = PastBlock(text, end);
    if (is_at_rule) continue;
    const std::size_t close = at > end + 1 && text[at - 1] == '}' ? at - 1 : at;
    rules.push_back({std::string(Trimmed(text.substr(begin, end - begin))),
                     ParseDeclarations(text.substr(end + 1, close - end - 1))});
  }
  return rules;
}

}  // namespace letterbox
