#include "mime/charset.h"

#include <iconv.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdint>

#include "ascii.h"
#include "letterbox/transport/printable.h"
#include "xml/utf8.h"

namespace letterbox {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

class Converter {
 public:
  explicit Converter(const char* from) : handle_(iconv_open("UTF-8", from)) {}
  ~Converter() {
    if (known()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  bool known() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  std::string Convert(std::string_view bytes) const {
    std::string text;
    char* in = const_cast<char*>(bytes.data());
    std::size_t left = bytes.size();
    while (left > 0 && !Step(&in, &left, text)) {
      text += kReplacement;
      ++in;
      --left;
    }
    Step(nullptr, nullptr, text);
    return text;
  }

 private:
  // Returns false at a byte that cannot be converted.
  bool Step(char** in, std::size_t* left, std::string& text) const {
    char buffer[4096];
    while (true) {
      char* out = buffer;
      std::size_t space = sizeof buffer;
      const std::size_t result = iconv(handle_, in, left, &out, &space);
      const int error = errno;
      text.append(buffer, out);
      if (result != static_cast<std::size_t>(-1)) return true;
      if (error != E2BIG) return false;
    }
  }

  iconv_t handle_;
};

// Mail labels a superset by the name of its subset.
struct Alias {
  std::string_view label;
  const char* charset;
};
constexpr Alias kAliases[] = {
    {"iso-8859-1", "WINDOWS-1252"},
    {"iso_8859-1", "WINDOWS-1252"},
    {"iso8859-1", "WINDOWS-1252"},
    {"latin1", "WINDOWS-1252"},
    {"iso-ir-100", "WINDOWS-1252"},
    {"x-cp1252", "WINDOWS-1252"},
    {"cp1252", "WINDOWS-1252"},
    {"cp-1252", "WINDOWS-1252"},
    {"win-1252", "WINDOWS-1252"},
    {"iso-8859-9", "WINDOWS-1254"},
    {"iso-8859-8-i", "WINDOWS-1255"},
    {"iso-8859-8-e", "WINDOWS-1255"},
    {"iso-8859-6-i", "ISO-8859-6"},
    {"iso-8859-6-e", "ISO-8859-6"},
    {"iso-8859-11", "CP874"},
    {"tis-620", "CP874"},
    {"windows-874", "CP874"},
    {"gb2312", "GB18030"},
    {"gb_2312-80", "GB18030"},
    {"gbk", "GB18030"},
    {"x-gbk", "GB18030"},
    {"cp936", "GB18030"},
    {"ks_c_5601-1987", "CP949"},
    {"ks_c_5601-1989", "CP949"},
    {"ksc5601", "CP949"},
    {"euc-kr", "CP949"},
    {"windows-949", "CP949"},
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"sjis", "CP932"},
    {"x-sjis", "CP932"},
    {"ms_kanji", "CP932"},
    {"windows-31j", "CP932"},
    {"x-euc-jp", "EUC-JP"},
    {"big5", "BIG5-HKSCS"},
    {"x-x-big5", "BIG5-HKSCS"},
    {"cp950", "BIG5-HKSCS"},
    {"x-mac-roman", "MACINTOSH"},
    {"x-mac-cyrillic", "MAC-CYRILLIC"},
    {"koi8", "KOI8-R"},
    {"cp-850", "CP850"},
    {"unicode-1-1-utf-7", "UTF-7"},
    {"unicode", "UTF-16"},
    {"utf16", "UTF-16"},
    {"utf8", "UTF-8"},
    {"utf-8mb4", "UTF-8"},
    {"utf8mb4", "UTF-8"},
    {"x-utf-8", "UTF-8"},
    {"x-utf8", "UTF-8"},
    {"unicode-1-1-utf-8", "UTF-8"},
    {"utf-8", "UTF-8"},
};

// A label goes to iconv_open, which gives a meaning to slashes and commas.
bool IsLabel(const std::string& charset) {
  constexpr std::size_t kLongest = 40;
  return !charset.empty() && charset.size() <= kLongest &&
         std::all_of(charset.begin(), charset.end(), [](unsigned char c) {
           return c < 0x80 && (std::isalnum(c) || c == '-' || c == '_' ||
                               c == '.' || c == ':' || c == '+');
         });
}

std::string WithReplacements(std::string_view bytes) {
  std::string text;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t bad =
        std::min(FindInvalidUtf8(bytes.substr(at)), bytes.size() - at);
    text += bytes.substr(at, bad);
    at += bad;
    if (at >= bytes.size()) break;
    text += kReplacement;
    ++at;
  }
  return text;
}

// windows-1252 by hand where it has no character: those bytes are Latin-1's
// control characters, as browsers take them.
std::string FromWindows1252(std::string_view bytes) {
  static constexpr std::uint16_t kHigh[32] = {
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
      0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
      0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const unsigned byte = static_cast<unsigned char>(c);
    const unsigned code =
        byte >= 0x80 && byte < 0xA0 ? kHigh[byte - 0x80] : byte;
    if (code < 0x80) {
      text += c;
    } else if (code < 0x800) {
      text += static_cast<char>(0xC0 | code >> 6);
      text += static_cast<char>(0x80 | (code & 0x3F));
    } else {
      text += static_cast<char>(0xE0 | code >> 12);
      text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
      text += static_cast<char>(0x80 | (code & 0x3F));
    }
  }
  return text;
}

void AddTo(Notes* notes, const std::string& note) {
  if (notes != nullptr) notes->Add(note);
}

std::string Guess(std::string_view bytes, Notes* notes) {
  const bool is_ascii = std::all_of(bytes.begin(), bytes.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
  if (is_ascii) return std::string(bytes);
  if (FindInvalidUtf8(bytes) == std::string_view::npos) {
    AddTo(notes, "a text with bytes above 127 names no charset: read as UTF-8");
    return std::string(bytes);
  }
  AddTo(notes,
        "a text with bytes above 127 names no charset: read as windows-1252");
  return FromWindows1252(bytes);
}

// The label in `charset="utf-8"` or `charset=utf-8`.
std::string LabelAfter(std::string_view text, std::size_t at) {
  at = text.find_first_not_of(" \t\r\n\"'", at);
  if (at == std::string_view::npos) return "";
  const std::size_t end = text.find_first_of(" \t\r\n\"';/>", at);
  return std::string(text.substr(at, end - at));
}

// HZ, ASCII in two states. https://www.rfc-editor.org/rfc/rfc1843
std::string FromHz(std::string_view bytes) {
  std::string gb;
  bool wide = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::string_view pair = bytes.substr(i, 2);
    if (pair == "~{" || pair == "~}") {
      wide = pair == "~{";
      ++i;
    } else if (pair == "~~") {
      gb += '~';
      ++i;
    } else if (wide && pair.size() == 2 && bytes[i] > ' ') {
      gb += static_cast<char>(pair[0] | 0x80);
      gb += static_cast<char>(pair[1] | 0x80);
      ++i;
    } else {
      gb += bytes[i];
    }
  }
  return gb;
}

// The name by which iconv knows it.
std::string NameOf(const std::string& label) {
  const auto alias =
      std::find_if(std::begin(kAliases), std::end(kAliases),
                   [&](const Alias& entry) { return entry.label == label; });
  return alias == std::end(kAliases) ? label : alias->charset;
}

std::string Decode(std::string_view bytes, const std::string& label,
                   Notes* notes) {
  const std::string name = NameOf(label);
  if (name == "UTF-8") return WithReplacements(bytes);
  if (name == "WINDOWS-1252" || name == "windows-1252") {
    return FromWindows1252(bytes);
  }
  if (label == "hz-gb-2312") return Decode(FromHz(bytes), "gbk", notes);
  const Converter converter(name.c_str());
  if (converter.known()) return converter.Convert(bytes);
  AddTo(notes, "the charset " + Quoted(label, 40) + " is unknown");
  return Guess(bytes, notes);
}

}  // namespace

std::string ToUtf8(std::string_view bytes, const std::string& charset,
                   Notes* notes) {
  const std::string label = ToLower(charset);
  const bool is_ascii = label.empty() || label == "us-ascii" ||
                        label == "ascii" || label == "ansi_x3.4-1968";
  if (is_ascii) return Guess(bytes, notes);
  if (!IsLabel(label)) {
    AddTo(notes, "the charset " + Quoted(label, 40) + " is unknown");
    return Guess(bytes, notes);
  }
  std::string text = Decode(bytes, label, notes);
  const bool has_replacement =
      notes != nullptr && text.find(kReplacement) != std::string::npos &&
      (NameOf(label) != "UTF-8" || bytes.find(kReplacement) == bytes.npos);
  if (has_replacement) {
    AddTo(notes, "a text has bytes that are not " + Printable(label, 40));
  }
  return text;
}

std::string NamedCharset(std::string_view bytes, bool is_html) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") return "utf-8";
  if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF") {
    return "utf-16";
  }
  if (!is_html) return "";
  constexpr std::size_t kFar = 1024;
  const std::string begin = ToLower(bytes.substr(0, kFar));
  const std::size_t meta = begin.find("<meta");
  if (meta == std::string::npos) return "";
  constexpr std::string_view kWord = "charset=";
  const std::size_t at = begin.find(kWord, meta);
  return at == std::string::npos ? "" : LabelAfter(begin, at + kWord.size());
}

}  // namespace letterbox
