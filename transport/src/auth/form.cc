#include "auth/form.h"

#include "ascii.h"

namespace letterbox {

std::string FormEncode(std::string_view text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  constexpr std::string_view kMarks = "-._~";
  std::string encoded;
  for (const char c : text) {
    if (IsLetterOrDigit(c) || kMarks.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += '%';
      encoded += kDigits[byte >> 4];
      encoded += kDigits[byte & 15];
    }
  }
  return encoded;
}

std::string WriteForm(
    const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string form;
  for (const auto& [name, value] : fields) {
    if (!form.empty()) form += '&';
    form += FormEncode(name) + "=" + FormEncode(value);
  }
  return form;
}

}  // namespace letterbox
