#include "letterbox/transport/printable.h"

#include "xml/date_time.h"
#include "xml/utf8.h"

namespace letterbox {
namespace {

constexpr char kHex[] = "0123456789ABCDEF";

std::string HexEscape(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return {'\\', 'x', kHex[value >> 4], kHex[value & 15]};
}

std::string UnicodeEscape(unsigned code) {
  return {'\\',
          'u',
          kHex[code >> 12 & 15],
          kHex[code >> 8 & 15],
          kHex[code >> 4 & 15],
          kHex[code & 15]};
}

// Whether `text[at]` goes on with a marker after its '['.
bool IsInMarker(std::string_view text, std::size_t at) {
  if (at == 0 || text[at - 1] != '[') return false;
  const std::string_view next = text.substr(at, 2);
  return next.front() == ' ' || next == "--" || next == "==";
}

// The code point of a well-formed character of two or three bytes.
unsigned CodePoint(std::string_view character) {
  const auto bits = [&](std::size_t i) {
    return static_cast<unsigned char>(character[i]) & 0x3Fu;
  };
  if (character.size() == 2) {
    return (static_cast<unsigned char>(character[0]) & 0x1Fu) << 6 | bits(1);
  }
  return (static_cast<unsigned char>(character[0]) & 0x0Fu) << 12 |
         bits(1) << 6 | bits(2);
}

// Control characters beyond ASCII, line separators, and the marks that turn the
// direction of what follows.
bool IsMisleading(unsigned code) {
  return (code >= 0x80 && code < 0xA0) || code == 0x200E || code == 0x200F ||
         (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

// How the character at `text[at]` is shown; `length` becomes its size.
std::string Shown(std::string_view text, std::size_t at, bool quoted,
                  std::size_t& length) {
  length = 1;
  const char c = text[at];
  if (c == '\n') return "\\n";
  if (c == '\r') return "\\r";
  if (c == '\t') return "\\t";
  if (quoted && (c == '"' || c == '\\')) return {'\\', c};
  if (IsInMarker(text, at)) return HexEscape(c);
  if (c >= ' ' && c <= '~') return {c};
  const std::size_t well_formed = Utf8Length(text, at);
  if (well_formed < 2) return HexEscape(c);
  length = well_formed;
  const std::string_view character = text.substr(at, length);
  if (length < 4 && IsMisleading(CodePoint(character))) {
    return UnicodeEscape(CodePoint(character));
  }
  return std::string(character);
}

std::string Escaped(std::string_view text, std::size_t limit, bool quoted) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    const std::string shown = Shown(text, at, quoted, length);
    if (out.size() + shown.size() > limit) return out + "...";
    out += shown;
    at += length;
  }
  return out;
}

}  // namespace

std::string Printable(std::string_view text, std::size_t limit) {
  return Escaped(text, limit, false);
}

std::string Quoted(std::string_view text, std::size_t limit) {
  return '"' + Escaped(text, limit, true) + '"';
}

std::string WithoutMarkers(std::string_view report) {
  std::string out;
  out.reserve(report.size());
  for (std::size_t at = 0; at < report.size(); ++at) {
    if (IsInMarker(report, at)) {
      out += HexEscape(report[at]);
    } else {
      out += report[at];
    }
  }
  return out;
}

std::string ShowTime(std::chrono::system_clock::time_point time) {
  using std::chrono::milliseconds;
  std::string text = xml::FormatDateTime(time);
  const auto part = std::chrono::floor<milliseconds>(time) -
                    std::chrono::floor<std::chrono::seconds>(time);
  if (part.count() == 0) return text;
  const std::string digits = std::to_string(1000 + part.count());
  return text.replace(text.size() - 1, 1, "." + digits.substr(1) + "Z");
}

std::string ShowDuration(std::chrono::milliseconds duration) {
  if (duration.count() < 0) {
    return "-" + ShowDuration(std::chrono::milliseconds(-duration.count()));
  }
  if (duration < std::chrono::seconds(1)) {
    return std::to_string(duration.count()) + " ms";
  }
  const auto tenths = duration.count() / 100;
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0) text += "." + std::to_string(tenths % 10);
  return text + " s";
}

}  // namespace letterbox
