#include "mime/calendar_text.h"

#include <algorithm>

#include "ascii.h"

namespace letterbox {
namespace {

// Without its folds.
// https://www.rfc-editor.org/rfc/rfc5545#section-3.1
std::string Unfolded(std::string line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\r') continue;
    if (line[i] == '\n') {
      ++i;  // and the blank behind it
      continue;
    }
    out += line[i];
  }
  return out;
}

// Whether `line` is `mark` and the name of a component.
bool IsMark(std::string_view line, std::string_view mark) {
  if (line.substr(0, mark.size()) != mark) return false;
  line.remove_prefix(mark.size());
  return !line.empty() && std::all_of(line.begin(), line.end(), [](char c) {
    return IsLetterOrDigit(c) || c == '-';
  });
}

}  // namespace

std::string BalancedCalendar(std::string_view text) {
  constexpr int kDeepest = 20;
  std::string out;
  int depth = 0;
  while (!text.empty()) {
    std::size_t end = text.find('\n');
    while (end + 1 < text.size() && end != text.npos &&
           (text[end + 1] == ' ' || text[end + 1] == '\t')) {
      end = text.find('\n', end + 1);
    }
    const std::string line(text.substr(0, end));
    text.remove_prefix(std::min(end == text.npos ? end : end + 1, text.size()));
    const std::string begin = ToLower(Unfolded(line.substr(0, 80)));
    if (begin.rfind("begin", 0) == 0) {
      if (!IsMark(begin, "begin:")) continue;
      if (++depth > kDeepest) return "";
    } else if (begin.rfind("end", 0) == 0) {
      if (!IsMark(begin, "end:") || depth == 0) continue;
      --depth;
    }
    out += line + "\n";
  }
  return out;
}

}  // namespace letterbox
