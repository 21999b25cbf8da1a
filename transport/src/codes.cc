// One-time codes, by their shape and by the words around them.

#include <algorithm>
#include <optional>
#include <string_view>

#include "ascii.h"
#include "code_words.h"
#include "letterbox/transport/extract.h"

namespace letterbox {
namespace {

// What may be a code: words first to last, next to each other.
struct Candidate {
  std::string code;
  std::size_t first = 0;
  std::size_t last = 0;
  bool has_digits = true;
  bool is_year = false;
  bool is_alone = false;  // on its line
};

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

template <typename Predicate>
bool AllOf(std::string_view text, Predicate predicate) {
  return !text.empty() && std::all_of(text.begin(), text.end(), predicate);
}

template <typename Predicate>
bool AnyOf(std::string_view text, Predicate predicate) {
  return std::any_of(text.begin(), text.end(), predicate);
}

constexpr std::size_t kFewestDigits = 4;
constexpr std::size_t kMostDigits = 10;

// "482910" of "482-910"; of "K7QF-9M2X" itself. Groups are of one length.
std::optional<std::string> CodeOfGroups(std::string_view word) {
  const std::size_t length = word.find('-');
  if (length == std::string_view::npos || length < 2 || length > 6) {
    return std::nullopt;
  }
  std::string joined;
  for (std::size_t at = 0; at <= word.size(); at += length + 1) {
    const std::string_view group = word.substr(at, length);
    const bool is_last = at + length >= word.size();
    if (group.size() != length || (!is_last && word[at + length] != '-') ||
        !AllOf(group, [](char c) { return IsDigit(c) || IsUpper(c); })) {
      return std::nullopt;
    }
    joined += group;
    if (is_last) break;
  }
  if (joined.size() < kFewestDigits || joined.size() > 25) return std::nullopt;
  if (!AllOf(joined, IsDigit)) {
    return length < 3 ? std::nullopt : std::optional(std::string(word));
  }
  if (joined.size() > kMostDigits) return std::nullopt;
  return joined;
}

// "A1B2C3", "x7Yk9Q": not "10min", "1080p", "sha256", "Office365".
bool IsMixed(std::string_view word) {
  constexpr std::size_t kFewest = 4;
  constexpr std::size_t kMost = 12;
  if (word.size() < kFewest || word.size() > kMost ||
      !AllOf(word, IsLetterOrDigit) || !AnyOf(word, IsDigit)) {
    return false;
  }
  const std::size_t digits = static_cast<std::size_t>(
      std::find_if_not(word.begin(), word.end(), IsDigit) - word.begin());
  if (AllOf(word.substr(digits), IsLower)) return false;
  const std::size_t letters = static_cast<std::size_t>(
      std::find_if(word.begin(), word.end(), IsDigit) - word.begin());
  return !(AllOf(word.substr(letters), IsDigit) &&
           AnyOf(word.substr(0, letters), IsLower));
}

// "QWXKPT": letters alone say little, so more is asked of what introduces them.
bool IsLetters(std::string_view word) {
  return word.size() >= 5 && word.size() <= 8 && AllOf(word, IsUpper);
}

std::optional<Candidate> OneWord(const std::vector<CodeWord>& words,
                                 std::size_t at) {
  std::string_view word = words[at].core;
  Candidate candidate;
  candidate.first = candidate.last = at;
  for (const std::string_view prefix : {"G-", "FB-"}) {
    if (word.substr(0, prefix.size()) == prefix &&
        AllOf(word.substr(prefix.size()), IsDigit)) {
      word.remove_prefix(prefix.size());
    }
  }
  if (AllOf(word, IsDigit)) {
    if (word.size() < kFewestDigits || word.size() > kMostDigits) return {};
    candidate.is_year = word.size() == 4 && (word.substr(0, 2) == "19" ||
                                             word.substr(0, 2) == "20");
    candidate.code = word;
    return candidate;
  }
  if (const auto code = CodeOfGroups(word)) {
    candidate.code = *code;
    candidate.has_digits = AnyOf(*code, IsDigit);
    return candidate;
  }
  candidate.code = word;
  candidate.has_digits = IsMixed(word);
  if (!candidate.has_digits && !IsLetters(word)) return {};
  return candidate;
}

// "482 910", "4 8 2 9 1 0": all the words of digits that follow each other.
std::optional<Candidate> Spaced(const std::vector<CodeWord>& words,
                                std::size_t at) {
  Candidate candidate;
  candidate.first = at;
  const std::size_t length = words[at].core.size();
  std::size_t end = at;
  bool is_even = true;
  while (end < words.size() && words[end].line == words[at].line &&
         AllOf(words[end].core, IsDigit) && end - at <= kMostDigits) {
    is_even = is_even && words[end].core.size() == length;
    candidate.code += words[end].core;
    ++end;
    if (!words[end - 1].after.empty()) break;
  }
  const std::size_t count = end - at;
  candidate.last = end - 1;
  const bool is_code = count >= 2 && is_even && length <= 5 &&
                       (length > 1 || count >= kFewestDigits) &&
                       candidate.code.size() >= kFewestDigits &&
                       candidate.code.size() <= kMostDigits;
  if (!is_code) return std::nullopt;
  return candidate;
}

// What stands next to it makes it another number: "order 4711", "1440 minutes".
bool IsAnotherNumber(const std::vector<CodeWord>& words,
                     const Candidate& candidate) {
  constexpr std::size_t kReach = 3;
  for (std::size_t back = 1; back <= std::min(kReach, candidate.first);
       ++back) {
    const CodeWord& word = words[candidate.first - back];
    if (word.line != words[candidate.first].line || word.is_keyword) break;
    if (word.ends_sentence() && word.core.size() > 3) break;
    if (word.is_other) return true;
    if (!AnyOf(word.core, IsDigit) || AnyOf(word.core, IsLower)) continue;
    // A phone number in unequal groups: "0800 482910". What is further off has
    // the words before it to itself: "order 4711 is 482910".
    if (back == 1 && word.after.empty()) return true;
    break;
  }
  const std::size_t next = candidate.last + 1;
  if (next >= words.size() || words[next].line != words[candidate.last].line ||
      !words[candidate.last].after.empty()) {
    return false;
  }
  const std::string_view core = words[next].core;
  return words[next].is_unit || (core.size() > 2 && AllOf(core, IsDigit));
}

bool IsAlone(const std::vector<CodeWord>& words, const Candidate& candidate) {
  const std::size_t line = words[candidate.first].line;
  return (candidate.first == 0 || words[candidate.first - 1].line != line) &&
         (candidate.last + 1 == words.size() ||
          words[candidate.last + 1].line != line);
}

std::vector<Candidate> CandidatesIn(const std::vector<CodeWord>& words) {
  std::vector<Candidate> candidates;
  for (std::size_t at = 0; at < words.size(); ++at) {
    std::optional<Candidate> candidate = Spaced(words, at);
    if (!candidate) candidate = OneWord(words, at);
    if (!candidate || words[at].is_keyword) continue;
    candidate->is_alone = IsAlone(words, *candidate);
    at = candidate->last;
    if (candidate->is_alone || !IsAnotherNumber(words, *candidate)) {
      candidates.push_back(*std::move(candidate));
    }
  }
  return candidates;
}

class Judge {
 public:
  Judge(const std::vector<CodeWord>& words,
        const std::vector<Candidate>& candidates)
      : words_(words), is_listed_(words.size()) {
    for (const Candidate& candidate : candidates) {
      if (!candidate.is_alone) continue;
      for (std::size_t i = candidate.first; i <= candidate.last; ++i) {
        is_listed_[i] = true;
      }
    }
  }

  // How sure a person would be; below 50, not sure enough.
  int Score(const Candidate& candidate) const {
    if (!candidate.has_digits && !IsIntroduced(candidate)) return 0;
    const int score = std::max(Before(candidate), After(candidate));
    return score - (candidate.is_year ? 20 : 0);
  }

 private:
  // By a keyword before it.
  int Before(const Candidate& candidate) const {
    const int reach = candidate.is_alone ? 45 : 16;
    constexpr int kMostListed = 100;
    int between = 0;
    int sentences = 0;
    int listed = 0;
    for (std::size_t at = candidate.first; at-- > 0 && between <= reach;) {
      const CodeWord& word = words_[at];
      if (is_listed_[at]) {  // codes below each other
        if (++listed > kMostListed) return 0;
        continue;
      }
      const bool is_left = word.line == words_[candidate.first].line;
      if (word.ends_sentence()) ++sentences;
      if (word.is_keyword) {
        const auto lines =
            static_cast<int>(words_[candidate.first].line - word.line);
        if (candidate.is_alone) return 95 - between - 3 * std::min(lines, 8);
        const int near = between <= 2 && is_left ? 15 : 0;
        return 80 - 2 * between - 15 * sentences - 8 * lines + near;
      }
      ++between;
    }
    return 0;
  }

  // By a keyword after it: "482910 is your code".
  int After(const Candidate& candidate) const {
    const int reach = candidate.is_alone ? 12 : 9;
    int between = 0;
    if (words_[candidate.last].ends_sentence() && !candidate.is_alone) return 0;
    for (std::size_t at = candidate.last + 1;
         at < words_.size() && between <= reach; ++at) {
      const CodeWord& word = words_[at];
      if (!candidate.is_alone && word.line != words_[candidate.last].line) {
        return 0;
      }
      if (word.is_keyword) return 78 - 2 * between;
      if (word.ends_sentence()) return 0;
      ++between;
    }
    return 0;
  }

  // Right after a colon.
  bool IsIntroduced(const Candidate& candidate) const {
    std::size_t at = candidate.first;
    while (candidate.is_alone && at > 0 && is_listed_[at - 1] &&
           candidate.first - at < 100) {
      --at;
    }
    return at > 0 && words_[at - 1].introduces();
  }

  const std::vector<CodeWord>& words_;
  std::vector<bool> is_listed_;
};

}  // namespace

std::vector<std::string> Codes(const std::string& text) {
  constexpr int kSure = 50;
  constexpr std::size_t kMost = 100;  // a mail has one, or a list of ten
  const std::vector<CodeWord> words = CodeWordsOf(text);
  const std::vector<Candidate> candidates = CandidatesIn(words);
  const Judge judge(words, candidates);
  std::vector<std::pair<int, std::string>> found;
  for (const Candidate& candidate : candidates) {
    const int score = judge.Score(candidate);
    if (score >= kSure) found.emplace_back(score, candidate.code);
  }
  std::stable_sort(
      found.begin(), found.end(),
      [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> codes;
  for (const auto& [score, code] : found) {
    if (codes.size() == kMost) break;
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) {
      codes.push_back(code);
    }
  }
  return codes;
}

std::vector<std::string> Codes(const Email& mail) {
  // A subject is a sentence, the body another.
  return Codes(mail.subject() + ".\n" + mail.text_lines());
}

}  // namespace letterbox
