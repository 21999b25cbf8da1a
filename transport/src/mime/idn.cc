#include "mime/idn.h"

#include <idn2.h>

#include <algorithm>
#include <memory>

#include "ascii.h"

namespace letterbox {
namespace {

bool IsPlain(std::string_view domain) {
  return std::all_of(domain.begin(), domain.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80 && c != '\0';
  });
}

}  // namespace

std::string AsciiDomain(std::string_view domain) {
  // https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4, in bytes of UTF-8
  constexpr std::size_t kLongest = 255 * 4;
  std::string lower = ToLower(domain);
  if (IsPlain(lower) || lower.size() > kLongest) return lower;
  char* ascii = nullptr;
  const int result = idn2_to_ascii_8z(lower.c_str(), &ascii,
                                      IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  const std::unique_ptr<char, decltype(&idn2_free)> owned(ascii, &idn2_free);
  return result == IDN2_OK ? owned.get() : lower;
}

}  // namespace letterbox
