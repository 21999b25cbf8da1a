#include "http/latin1.h"

#include <cstddef>

namespace letterbox {

std::optional<std::string> ToLatin1(std::string_view utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto first = static_cast<unsigned char>(utf8[i]);
    if (first < 0x80) {
      out += utf8[i];
      continue;
    }
    // U+0080 to U+00FF are C2 80 to C3 BF.
    if ((first != 0xC2 && first != 0xC3) || i + 1 == utf8.size())
      return std::nullopt;
    const auto second = static_cast<unsigned char>(utf8[++i]);
    if ((second & 0xC0) != 0x80) return std::nullopt;
    out += static_cast<char>((first & 0x03) << 6 | (second & 0x3F));
  }
  return out;
}

}  // namespace letterbox
