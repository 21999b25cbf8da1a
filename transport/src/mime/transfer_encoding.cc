#include "mime/transfer_encoding.h"

#include <algorithm>

#include "ascii.h"
#include "letterbox/transport/printable.h"
#include "mime/base64.h"
#include "mime/gmime.h"

namespace letterbox {
namespace {

// Where a line ends, its end and the blanks before it left out: blanks there
// were added on the way.
std::string_view WithoutBlanksAtEnd(std::string_view line) {
  const std::size_t last = line.find_last_not_of(" \t\r");
  return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

// One line, without its end; `soft`: it goes on in the next.
void DecodeQuotedLine(std::string_view line, std::string& out, bool& soft,
                      Notes& notes) {
  soft = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '=') {
      out += line[i];
      continue;
    }
    if (i + 1 == line.size()) {
      soft = true;
      return;
    }
    const int high = HexDigit(line[i + 1]);
    const int low = i + 2 < line.size() ? HexDigit(line[i + 2]) : -1;
    if (high < 0 || low < 0) {
      notes.Add("the quoted-printable text has a \"=\" without two digits");
      out += '=';
      continue;
    }
    out += static_cast<char>(high << 4 | low);
    i += 2;
  }
}

std::string DecodeQuotedPrintable(std::string_view body, Notes& notes) {
  std::string out;
  out.reserve(body.size());
  while (!body.empty()) {
    const std::size_t end = body.find('\n');
    const std::string_view line = body.substr(0, end);
    bool soft = false;
    const bool is_last = end == std::string_view::npos;
    DecodeQuotedLine(WithoutBlanksAtEnd(line), out, soft, notes);
    if (!is_last && !soft) {
      out += !line.empty() && line.back() == '\r' ? "\r\n" : "\n";
    }
    body.remove_prefix(is_last ? body.size() : end + 1);
  }
  return out;
}

// What is no base64 is left out. Padding ends a group: some programs encode
// piece by piece.
std::string DecodeLenientBase64(std::string_view body, Notes& notes) {
  if (auto strict = DecodeBase64(body)) return *std::move(strict);
  std::string out;
  std::string group;
  bool has_stranger = false;
  for (const char c : body) {
    const bool is_digit = IsLetterOrDigit(c) || c == '+' || c == '/';
    if (is_digit) group += c;
    const bool is_blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    has_stranger = has_stranger || (!is_digit && !is_blank && c != '=');
    if (group.size() < 4 && c != '=') continue;
    out += DecodeBase64(group).value_or("");
    group.clear();
  }
  if (has_stranger) notes.Add("the base64 text has characters that are none");
  if (group.size() == 1) notes.Add("the base64 text was cut off");
  return out + DecodeBase64(group).value_or("");
}

std::string DecodeUuencode(std::string_view body) {
  const GOwned<GMimeFilter> filter(
      g_mime_filter_basic_new(GMIME_CONTENT_ENCODING_UUENCODE, FALSE));
  std::string copy(body);
  char* bytes = nullptr;
  std::size_t size = 0;
  std::size_t before = 0;
  g_mime_filter_filter(filter.get(), copy.data(), copy.size(), 0, &bytes, &size,
                       &before);
  std::string decoded(bytes, size);
  g_mime_filter_complete(filter.get(), copy.data(), 0, 0, &bytes, &size,
                         &before);
  return decoded.append(bytes, size);
}

constexpr std::string_view kPlain[] = {"", "7bit", "8bit", "binary"};

}  // namespace

std::string DecodeTransfer(std::string_view body, std::string_view field,
                           Notes& notes) {
  // A comment or a parameter may stand behind; quotes are illegal but seen.
  std::string encoding = ToLower(field.substr(0, field.find_first_of(" \t(;")));
  encoding.erase(std::remove(encoding.begin(), encoding.end(), '"'),
                 encoding.end());
  if (encoding == "quoted-printable") return DecodeQuotedPrintable(body, notes);
  if (encoding == "base64") return DecodeLenientBase64(body, notes);
  if (encoding == "uuencode" || encoding == "x-uuencode" ||
      encoding == "x-uue") {
    return DecodeUuencode(body);
  }
  if (std::find(std::begin(kPlain), std::end(kPlain), encoding) ==
      std::end(kPlain)) {
    notes.Add("the transfer encoding " + Quoted(encoding, 40) + " is unknown");
  }
  return std::string(body);
}

}  // namespace letterbox
