#include "letterbox/transport/extract.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "ascii.h"
#include "letterbox/transport/url.h"
#include "percent.h"

namespace letterbox {
namespace {

// What stands between the marks of a template.
enum class Inside { kAnything, kName, kWord, kUpperOrLower };

struct Form {
  std::string_view open;
  std::string_view close;
  Inside inside;
};

// A longer one before the one that it begins with.
constexpr Form kForms[] = {
    {"{{", "}}", Inside::kAnything}, {"{%", "%}", Inside::kAnything},
    {"<%", "%>", Inside::kAnything}, {"${", "}", Inside::kAnything},
    {"#{", "}", Inside::kAnything},  {"[[", "]]", Inside::kName},
    {"*|", "|*", Inside::kName},     {"@@", "@@", Inside::kWord},
    {"{", "}", Inside::kWord},       {"%", "%", Inside::kUpperOrLower}};

// What programs print where there is nothing.
constexpr std::string_view kNothings[] = {"null", "undefined", "NaN"};

bool IsWordCharacter(char c) { return IsLetterOrDigit(c) || c == '_'; }

bool IsWord(std::string_view text) {
  return !text.empty() && !IsDigit(text[0]) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return IsWordCharacter(c) || c == '.'; });
}

// "Order Id", "name|upper"
bool IsName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return IsWordCharacter(c) ||
           std::string_view(" .:-|").find(c) != std::string_view::npos;
  });
}

bool Fits(Inside inside, std::string_view text) {
  switch (inside) {
    case Inside::kAnything:
      return !text.empty();
    case Inside::kName:
      return IsName(text);
    case Inside::kWord:
      return IsWord(text);
    case Inside::kUpperOrLower:
      // "%20%", "5%off%" are none: at least three letters, in one case.
      return text.size() >= 3 && IsWord(text) &&
             (std::none_of(text.begin(), text.end(),
                           [](char c) { return c >= 'a' && c <= 'z'; }) ||
              std::none_of(text.begin(), text.end(),
                           [](char c) { return c >= 'A' && c <= 'Z'; }));
  }
  return false;
}

// The length of the placeholder that begins at `text[at]`, 0 where none does.
std::size_t FormLength(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 120;
  for (const Form& form : kForms) {
    if (text.substr(at, form.open.size()) != form.open) continue;
    const std::size_t begin = at + form.open.size();
    const std::string_view near = text.substr(begin, kLongest);
    const std::size_t length = near.find(form.close);
    if (length == std::string_view::npos) continue;
    if (!Fits(form.inside, near.substr(0, length))) continue;
    return form.open.size() + length + form.close.size();
  }
  return 0;
}

std::size_t NothingLength(std::string_view text, std::size_t at) {
  constexpr std::string_view kObject = "[object Object]";
  if (text.substr(at, kObject.size()) == kObject) return kObject.size();
  if (at > 0 && (IsWordCharacter(text[at - 1]) || text[at - 1] == '-')) {
    return 0;
  }
  for (const std::string_view word : kNothings) {
    const std::size_t end = at + word.size();
    if (text.substr(at, word.size()) != word) continue;
    if (end < text.size() && IsWordCharacter(text[end])) continue;
    if (text.substr(end, 9) == " and void") continue;  // of a lawyer
    return word.size();
  }
  return 0;
}

void AddPlaceholders(std::string_view text, std::vector<std::string>& found) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::size_t length = FormLength(text, at);
    if (length == 0) length = NothingLength(text, at);
    if (length == 0) continue;
    const std::string placeholder(text.substr(at, length));
    if (std::find(found.begin(), found.end(), placeholder) == found.end()) {
      found.push_back(placeholder);
    }
    at += length - 1;
  }
}

std::string HeaderOf(const Email& mail, std::string_view name) {
  for (const Header& header : mail.headers()) {
    if (EqualsIgnoringCase(header.name, name)) return header.value;
  }
  return "";
}

}  // namespace

std::vector<std::string> Placeholders(const Email& mail) {
  std::vector<std::string> found;
  AddPlaceholders(mail.subject(), found);
  AddPlaceholders(mail.text(), found);
  AddPlaceholders(mail.text_body(), found);
  for (const Link& link : mail.links()) {
    // A template's braces may have been encoded together with the address.
    AddPlaceholders(DecodePercent(link.url), found);
  }
  return found;
}

std::vector<std::string> UnsubscribeUrls(const Email& mail) {
  const std::string value = HeaderOf(mail, "List-Unsubscribe");
  std::vector<std::string> urls;
  for (std::size_t at = value.find('<'); at != std::string::npos;
       at = value.find('<', at + 1)) {
    const std::size_t end = value.find('>', at);
    if (end == std::string::npos) break;
    urls.emplace_back(
        Trim(std::string_view(value).substr(at + 1, end - at - 1)));
  }
  return urls;
}

bool HasOneClickUnsubscribeHeader(const Email& mail) {
  const std::vector<std::string> urls = UnsubscribeUrls(mail);
  return EqualsIgnoringCase(Trim(HeaderOf(mail, "List-Unsubscribe-Post")),
                            "List-Unsubscribe=One-Click") &&
         std::any_of(urls.begin(), urls.end(), [](const std::string& url) {
           const std::optional<Url> parsed = ParseUrl(url);
           return parsed && parsed->scheme == "https" && !parsed->host.empty();
         });
}

}  // namespace letterbox
