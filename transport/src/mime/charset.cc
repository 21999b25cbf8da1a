#include "mime/charset.h"

#include <iconv.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdint>

#include "ascii.h"
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
    {"iso-8859-1", "WINDOWS-1252"}, {"iso_8859-1", "WINDOWS-1252"},
    {"iso8859-1", "WINDOWS-1252"},  {"latin1", "WINDOWS-1252"},
    {"iso-8859-9", "WINDOWS-1254"}, {"gb2312", "GBK"},
    {"ks_c_5601-1987", "CP949"},    {"euc-kr", "CP949"},
    {"shift_jis", "CP932"},         {"big5", "BIG5-HKSCS"},
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

std::string Guess(std::string_view bytes) {
  return FindInvalidUtf8(bytes) == std::string_view::npos
             ? std::string(bytes)
             : FromWindows1252(bytes);
}

}  // namespace

std::string ToUtf8(std::string_view bytes, const std::string& charset) {
  const std::string label = ToLower(charset);
  if (label == "utf-8" || label == "utf8") return WithReplacements(bytes);
  if (label == "us-ascii" || label == "ascii" || !IsLabel(label)) {
    return Guess(bytes);
  }
  const auto alias =
      std::find_if(std::begin(kAliases), std::end(kAliases),
                   [&](const Alias& entry) { return entry.label == label; });
  const std::string_view name =
      alias == std::end(kAliases) ? std::string_view(label) : alias->charset;
  if (name == "WINDOWS-1252" || name == "windows-1252") {
    return FromWindows1252(bytes);
  }
  const Converter converter(std::string(name).c_str());
  return converter.known() ? converter.Convert(bytes) : Guess(bytes);
}

}  // namespace letterbox
