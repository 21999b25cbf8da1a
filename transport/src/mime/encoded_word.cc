#include "mime/encoded_word.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "ascii.h"
#include "mime/base64.h"
#include "mime/charset.h"

namespace letterbox {
namespace {

struct Word {
  std::string charset;
  std::string bytes;
  std::size_t length;  // in the text, from "=?" to "?="
};

std::string DecodeQ(std::string_view payload) {
  std::string bytes;
  for (std::size_t i = 0; i < payload.size(); ++i) {
    if (payload[i] == '=' && i + 2 < payload.size()) {
      const int high = HexDigit(payload[i + 1]);
      const int low = HexDigit(payload[i + 2]);
      if (high >= 0 && low >= 0) {
        bytes += static_cast<char>(high << 4 | low);
        i += 2;
        continue;
      }
    }
    bytes += payload[i] == '_' ? ' ' : payload[i];
  }
  return bytes;
}

std::optional<std::string> DecodePayload(char encoding,
                                         std::string_view payload) {
  switch (encoding) {
    case 'B':
    case 'b':
      return DecodeBase64(payload);
    case 'Q':
    case 'q':
      return DecodeQ(payload);
    default:
      return std::nullopt;
  }
}

// Where the payload that begins at `at` ends: at "?=", unless another word
// begins before. Some programs forget to encode spaces and question marks.
std::size_t PayloadEnd(std::string_view text, std::size_t at) {
  for (; at + 1 < text.size(); ++at) {
    if (text[at] == '?' && text[at + 1] == '=') return at;
    const bool is_padding = text.substr(at, 3) == "=?=";
    if (text[at] == '=' && text[at + 1] == '?' && !is_padding) break;
  }
  return std::string_view::npos;
}

// The encoded word that begins at `text[at]`.
std::optional<Word> WordAt(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.substr(0, 2) != "=?") return std::nullopt;
  const std::size_t charset_end = rest.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end + 2 >= rest.size() ||
      rest[charset_end + 2] != '?') {
    return std::nullopt;
  }
  const std::size_t begin = charset_end + 3;
  const std::size_t end = PayloadEnd(rest, begin);
  if (end == std::string_view::npos) return std::nullopt;
  std::optional<std::string> bytes =
      DecodePayload(rest[charset_end + 1], rest.substr(begin, end - begin));
  if (!bytes) return std::nullopt;
  std::string charset(rest.substr(2, charset_end - 2));
  charset.resize(std::min(charset.find('*'), charset.size()));  // a language
  return Word{std::move(charset), *std::move(bytes), end + 2};
}

// Copies `text`, each run of encoded words as `shown` shows it. White space
// between two words is none of the text, and a character may be cut in two by
// their border.
template <typename Show>
std::string ReplaceWords(std::string_view text, Show shown) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    std::optional<Word> word = WordAt(text, at);
    if (!word) {
      const std::size_t next = text.find("=?", at + 1);
      out += text.substr(at, next - at);
      at = std::min(next, text.size());
      continue;
    }
    std::string decoded, bytes, charset = word->charset;
    while (word) {
      if (!EqualsIgnoringCase(word->charset, charset)) {
        decoded += ToUtf8(bytes, charset);
        bytes.clear();
        charset = word->charset;
      }
      bytes += word->bytes;
      at += word->length;
      const std::size_t next = text.find_first_not_of(" \t", at);
      if (next == std::string_view::npos) break;
      word = WordAt(text, next);
      if (word) at = next;
    }
    out += shown(decoded + ToUtf8(bytes, charset));
  }
  return out;
}

}  // namespace

std::string DecodeEncodedWords(std::string_view text) {
  return ReplaceWords(text, [](const std::string& decoded) { return decoded; });
}

std::string JoinEncodedWords(std::string_view text) {
  return ReplaceWords(text, [](const std::string& decoded) {
    return "=?utf-8?B?" + EncodeBase64(decoded) + "?=";
  });
}

}  // namespace letterbox
