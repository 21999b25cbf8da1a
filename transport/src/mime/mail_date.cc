#include "mime/mail_date.h"

#include <algorithm>
#include <ctime>
#include <string>

#include "ascii.h"

namespace letterbox {
namespace {

// Zones that mail names. https://www.rfc-editor.org/rfc/rfc5322#section-4.3
struct Zone {
  std::string_view name;
  int hours;
};
constexpr Zone kZones[] = {{"est", -5}, {"edt", -4}, {"cst", -6}, {"cdt", -5},
                           {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}};

// Comments are in brackets, and may nest.
std::string WithoutComments(std::string_view text) {
  std::string plain;
  int depth = 0;
  for (const char c : text) {
    if (c == ')' && depth > 0) {
      --depth;
    } else if (c == '(') {
      ++depth;
      plain += ' ';
    } else if (depth == 0) {
      plain += c;
    }
  }
  return plain;
}

// Drops the next word of `text`. Blanks and commas stand between words.
std::string_view TakeWord(std::string_view& text) {
  constexpr std::string_view kBetween = " \t\r\n,";
  text.remove_prefix(std::min(text.find_first_not_of(kBetween), text.size()));
  const std::string_view word = text.substr(0, text.find_first_of(kBetween));
  text.remove_prefix(word.size());
  return word;
}

std::optional<int> Number(std::string_view digits) {
  if (digits.empty() || digits.size() > 4) return std::nullopt;
  int number = 0;
  for (const char c : digits) {
    if (!IsDigit(c)) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

std::optional<int> Month(std::string_view word) {
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  if (word.size() < 3) return std::nullopt;
  const std::size_t at = kMonths.find(ToLower(word.substr(0, 3)));
  if (at == std::string_view::npos || at % 3 != 0) return std::nullopt;
  return static_cast<int>(at / 3);
}

// Of "+0100" and the like; a name that mail does not know is UTC.
std::chrono::minutes Offset(std::string_view zone) {
  if (zone.size() == 5 && (zone[0] == '+' || zone[0] == '-')) {
    const int digits = Number(zone.substr(1)).value_or(0);
    const int minutes = digits / 100 * 60 + digits % 100;
    return std::chrono::minutes(zone[0] == '-' ? -minutes : minutes);
  }
  const std::string name = ToLower(zone);
  const auto known =
      std::find_if(std::begin(kZones), std::end(kZones),
                   [&](const Zone& each) { return each.name == name; });
  return std::chrono::hours(known == std::end(kZones) ? 0 : known->hours);
}

// Of "12:34", "9:34" or "12:34:56", into `parts`.
bool ReadTime(std::string_view text, std::tm& parts) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return false;
  const auto hour = Number(text.substr(0, colon));
  text.remove_prefix(colon + 1);
  const auto minute = Number(text.substr(0, 2));
  const auto second = text.size() >= 5 ? Number(text.substr(3, 2)) : 0;
  if (!hour || !minute || !second) return false;
  parts.tm_hour = *hour;
  parts.tm_min = *minute;
  parts.tm_sec = *second;
  return *hour < 24 && *minute < 60 && *second <= 60;
}

}  // namespace

std::optional<std::chrono::system_clock::time_point> ParseMailDate(
    std::string_view field) {
  constexpr std::size_t kLongest = 200;
  const std::string plain = WithoutComments(field.substr(0, kLongest));
  std::string_view text = plain;
  std::string_view word = TakeWord(text);
  if (!Number(word)) word = TakeWord(text);  // the first was a weekday
  const auto day = Number(word);
  const auto month = Month(TakeWord(text));
  auto year = Number(TakeWord(text));
  std::tm parts{};
  if (!day || !month || !year || *day < 1 || *day > 31 ||
      !ReadTime(TakeWord(text), parts)) {
    return std::nullopt;
  }
  if (*year < 100) *year += *year < 50 ? 2000 : 1900;
  // system_clock counts nanoseconds in 64 bits: it ends in 2262.
  if (*year < 1700 || *year > 2250) return std::nullopt;
  parts.tm_mday = *day;
  parts.tm_mon = *month;
  parts.tm_year = *year - 1900;
  return std::chrono::system_clock::from_time_t(timegm(&parts)) -
         Offset(TakeWord(text));
}

}  // namespace letterbox
