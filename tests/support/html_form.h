// Fills in the pages of the embedded authority, as a browser does.
#ifndef LETTERBOX_TESTS_SUPPORT_HTML_FORM_H_
#define LETTERBOX_TESTS_SUPPORT_HTML_FORM_H_

#include <map>
#include <regex>
#include <string>
#include <utility>

namespace letterbox {

using FormFields = std::map<std::string, std::string>;

inline std::string FromHtml(std::string text) {
  for (const auto& [escaped, plain] :
       {std::pair("&lt;", "<"), std::pair("&gt;", ">"),
        std::pair("&quot;", "\""), std::pair("&#39;", "'"),
        std::pair("&amp;", "&")}) {
    const std::string from = escaped;
    for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; ++at)
      text.replace(at, from.size(), plain);
  }
  return text;
}

/// The hidden fields of a page.
inline FormFields HiddenFieldsOf(const std::string& html) {
  static const std::regex kInput(
      "<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");
  FormFields fields;
  for (std::sregex_iterator at(html.begin(), html.end(), kInput), end;
       at != end; ++at)
    fields[FromHtml((*at)[1])] = FromHtml((*at)[2]);
  return fields;
}

inline std::string EncodeFields(const FormFields& fields) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string form;
  const auto add = [&](const std::string& text) {
    for (const unsigned char c : text) {
      form += '%';
      form += kDigits[c >> 4];
      form += kDigits[c & 15];
    }
  };
  for (const auto& [name, value] : fields) {
    if (!form.empty()) form += '&';
    add(name);
    form += '=';
    add(value);
  }
  return form;
}

/// `page`'s hidden fields and what the person adds.
inline std::string FillIn(const std::string& page, const FormFields& added) {
  FormFields fields = HiddenFieldsOf(page);
  for (const auto& [name, value] : added) fields[name] = value;
  return EncodeFields(fields);
}

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_HTML_FORM_H_
