#include <algorithm>
#include <charconv>
#include <utility>

#include "ascii.h"
#include "mime/delivery.h"

namespace letterbox {
namespace {

// The properties that name what a method checked, the most telling first.
constexpr std::string_view kDomains[] = {
    "header.d",  "header.from", "smtp.mailfrom",
    "smtp.mail", "smtp.helo",   "header.i",
};

// Comments are in brackets and may nest; a quoted text has none. Quotes are
// left out, and what would cut the text between them is replaced.
std::string WithoutComments(std::string_view text) {
  std::string plain;
  int depth = 0;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') {
      quoted = !quoted;
    } else if (quoted) {
      plain += c == ';' ? ',' : c == ' ' ? '_' : c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && depth > 0) {
      --depth;
    } else if (depth == 0) {
      plain += c == '\t' ? ' ' : c;
    }
  }
  return plain;
}

// Drops what is before the next `separator`, and that.
std::string_view Take(std::string_view& text, char separator) {
  const std::string_view piece = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(piece.size() + 1, text.size()));
  return Trim(piece);
}

// "spf", "pass" of "spf=pass".
std::pair<std::string_view, std::string_view> Halves(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return {text, {}};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

// Where a domain is an address, what comes after its '@'.
std::string DomainOf(std::string_view value) {
  return ToLower(value.substr(value.rfind('@') + 1));
}

// Of "spf=pass smtp.mailfrom=contoso.test"; nothing where no method is named.
std::optional<Verdict> ReadVerdict(std::string_view text) {
  const auto [method, result] = Halves(Take(text, ' '));
  if (result.empty()) return std::nullopt;
  Verdict verdict;
  verdict.method = ToLower(method.substr(0, method.find('/')));
  verdict.result = ToLower(result);
  std::size_t best = std::size(kDomains);
  while (!text.empty()) {
    const auto [name, value] = Halves(Take(text, ' '));
    if (EqualsIgnoringCase(name, "reason")) verdict.reason = std::string(value);
    for (std::size_t i = 0; i < best; ++i) {
      if (!EqualsIgnoringCase(name, kDomains[i])) continue;
      verdict.domain = DomainOf(value);
      best = i;
    }
  }
  return verdict;
}

}  // namespace

AuthenticationResults ReadAuthenticationResults(std::string_view field) {
  constexpr std::size_t kLongest = 16 * 1024;
  AuthenticationResults results;
  const std::string plain = WithoutComments(field.substr(0, kLongest));
  std::string_view rest = plain;
  bool first = true;
  while (!rest.empty()) {
    const std::string_view piece = Take(rest, ';');
    if (piece.substr(0, 2) == "i=") {
      const std::string_view digits = Trim(piece.substr(2));
      std::from_chars(digits.data(), digits.data() + digits.size(),
                      results.instance);
      continue;
    }
    if (std::optional<Verdict> verdict = ReadVerdict(piece)) {
      results.verdicts.push_back(std::move(*verdict));
    } else if (first) {
      results.server = ToLower(piece.substr(0, piece.find(' ')));
    }
    first = false;
  }
  return results;
}

// https://www.rfc-editor.org/rfc/rfc6376#section-3.2
std::string TagOf(std::string_view field, std::string_view name) {
  while (!field.empty()) {
    const auto [tag, value] = Halves(Take(field, ';'));
    if (EqualsIgnoringCase(Trim(tag), name)) return std::string(Trim(value));
  }
  return "";
}

}  // namespace letterbox
