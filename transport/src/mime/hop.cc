#include <algorithm>
#include <array>

#include "ascii.h"
#include "mime/delivery.h"
#include "mime/mail_date.h"

namespace letterbox {
namespace {

// The words that begin a clause of a Received field.
constexpr std::array<std::string_view, 6> kClauses = {"from", "by", "with",
                                                      "via",  "id", "for"};
constexpr std::size_t kFrom = 0;
constexpr std::size_t kBy = 1;
constexpr std::size_t kWith = 2;

// What a clause says, and its comments.
struct Clause {
  std::string words;
  std::string comments;
};

// The next word, or a whole comment with its brackets.
std::string_view TakePiece(std::string_view& text) {
  text = Trim(text);
  std::size_t end = 0;
  int depth = 0;
  for (; end < text.size(); ++end) {
    const char c = text[end];
    if (depth == 0 && end > 0 && (c == '(' || c == ' ' || c == '\t')) break;
    if (c == '(') ++depth;
    if (c == ')' && depth > 0 && --depth == 0) {
      ++end;
      break;
    }
  }
  const std::string_view piece = text.substr(0, end);
  text.remove_prefix(end);
  return piece;
}

std::array<Clause, kClauses.size()> ReadClauses(std::string_view text) {
  std::array<Clause, kClauses.size()> clauses;
  Clause* open = nullptr;
  while (!Trim(text).empty()) {
    const std::string_view piece = TakePiece(text);
    const auto word = std::find_if(
        kClauses.begin(), kClauses.end(),
        [&](auto each) { return EqualsIgnoringCase(each, piece); });
    if (word != kClauses.end()) {
      Clause& next = clauses[static_cast<std::size_t>(word - kClauses.begin())];
      // A clause comes once: "from" inside of another is a word of that.
      open = next.words.empty() ? &next : open;
      continue;
    }
    if (open == nullptr) continue;
    std::string& to = piece.front() == '(' ? open->comments : open->words;
    if (!to.empty()) to += ' ';
    to += piece;
  }
  return clauses;
}

// "TLS1_2" of "(version=TLS1_2, cipher=…)", "TLSv1.3" of "(using TLSv1.3 with
// cipher …)"; "TLS" of a protocol such as ESMTPS.
// https://www.rfc-editor.org/rfc/rfc3848
std::string ReadTls(const std::string& protocol, std::string_view comments) {
  const std::string lower = ToLower(comments);
  for (const std::string_view before : {"version=", "using ", "tls: "}) {
    const std::size_t at = lower.find(std::string(before) + "tls");
    if (at == std::string::npos) continue;
    std::string_view version = comments.substr(at + before.size());
    const auto end = std::find_if(version.begin(), version.end(), [](char c) {
      return !IsLetterOrDigit(c) && c != '.' && c != '_';
    });
    version =
        version.substr(0, static_cast<std::size_t>(end - version.begin()));
    return std::string(version);
  }
  constexpr std::string_view kSecure[] = {"esmtps",    "esmtpsa",   "smtps",
                                          "lmtps",     "lmtpsa",    "https",
                                          "utf8smtps", "utf8smtpsa"};
  const std::string first = ToLower(protocol.substr(0, protocol.find(' ')));
  return std::find(std::begin(kSecure), std::end(kSecure), first) !=
                 std::end(kSecure)
             ? "TLS"
             : "";
}

bool IsLoopback(const Clause& from) {
  const std::string all = ToLower(from.words + " " + from.comments);
  for (const char* name : {"127.0.0.1", "[::1]", "ipv6:::1", "(::1)"}) {
    if (all.find(name) != std::string::npos) return true;
  }
  return all.rfind("localhost", 0) == 0;
}

std::string FirstWord(const std::string& words) {
  return words.substr(0, words.find(' '));
}

}  // namespace

Hop ReadHop(std::string_view field) {
  Hop hop;
  const std::size_t semicolon = field.rfind(';');
  if (semicolon != std::string_view::npos) {
    hop.time = ParseMailDate(field.substr(semicolon + 1));
  }
  const auto clauses = ReadClauses(field.substr(0, semicolon));
  hop.from = FirstWord(clauses[kFrom].words);
  hop.by = FirstWord(clauses[kBy].words);
  hop.with = clauses[kWith].words;
  std::string comments;
  for (const Clause& clause : clauses) comments += clause.comments + " ";
  hop.tls = ReadTls(hop.with, comments);
  hop.from_loopback = IsLoopback(clauses[kFrom]);
  return hop;
}

}  // namespace letterbox
