#include "auth/form.h"

#include <algorithm>

#include "ascii.h"
#include "percent.h"

namespace letterbox {
namespace {

std::optional<std::string> FormDecode(std::string_view text) {
  if (!HasGoodPercents(text)) return std::nullopt;
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '+', ' ');
  return DecodePercent(plain);
}

}  // namespace

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

std::string WriteForm(const Form& fields) {
  std::string form;
  for (const auto& [name, value] : fields) {
    if (!form.empty()) form += '&';
    form += FormEncode(name) + "=" + FormEncode(value);
  }
  return form;
}

std::optional<Form> ParseForm(std::string_view form) {
  Form fields;
  while (!form.empty()) {
    const std::string_view field = form.substr(0, form.find('&'));
    form.remove_prefix(std::min(field.size() + 1, form.size()));
    if (field.empty()) continue;
    const std::string_view raw_name = field.substr(0, field.find('='));
    const auto name = FormDecode(raw_name);
    const auto value =
        FormDecode(field.substr(std::min(raw_name.size() + 1, field.size())));
    if (!name || !value) return std::nullopt;
    fields.emplace_back(*name, *value);
  }
  return fields;
}

}  // namespace letterbox
