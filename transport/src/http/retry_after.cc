#include "http/retry_after.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>
#include <string>
#include <vector>

#include "ascii.h"

namespace letterbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::system_clock;

constexpr seconds kLongest = std::chrono::hours(24);

constexpr std::array<std::string_view, 12> kMonths = {
    "jan", "feb", "mar", "apr", "may", "jun",
    "jul", "aug", "sep", "oct", "nov", "dec"};

std::optional<int> Number(std::string_view text) {
  int number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || number < 0) return std::nullopt;
  return number;
}

std::optional<int> Month(std::string_view text) {
  const auto found = std::find_if(
      kMonths.begin(), kMonths.end(),
      [&](std::string_view name) { return EqualsIgnoringCase(name, text); });
  if (found == kMonths.end()) return std::nullopt;
  return static_cast<int>(found - kMonths.begin());
}

// What stands between spaces, commas, hyphens and colons.
std::vector<std::string_view> Words(std::string_view text) {
  constexpr std::string_view kBetween = " ,-:\t";
  std::vector<std::string_view> words;
  for (std::size_t at = text.find_first_not_of(kBetween);
       at != std::string_view::npos;) {
    const std::size_t end =
        std::min(text.find_first_of(kBetween, at), text.size());
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(kBetween, end);
  }
  return words;
}

// Where the parts of a date stand among its words.
struct Form {
  std::size_t words;
  std::size_t day, month, year, time;
};

// "Sun, 06 Nov 1994 08:49:37 GMT" and "Sunday, 06-Nov-94 08:49:37 GMT".
constexpr Form kUsual{8, 1, 2, 3, 4};
// "Sun Nov  6 08:49:37 1994".
constexpr Form kAsctime{7, 2, 1, 6, 3};

// A year of two digits is one of this century, or of the last one where that
// would lie far ahead.
int FullYear(std::string_view text, int year) {
  if (text.size() != 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

}  // namespace

std::optional<system_clock::time_point> ParseHttpDate(std::string_view text) {
  const std::vector<std::string_view> words = Words(text);
  const Form& form = words.size() == kUsual.words ? kUsual : kAsctime;
  if (words.size() != form.words) return std::nullopt;
  const auto day = Number(words[form.day]);
  const auto month = Month(words[form.month]);
  const auto year = Number(words[form.year]);
  const auto hour = Number(words[form.time]);
  const auto minute = Number(words[form.time + 1]);
  const auto second = Number(words[form.time + 2]);
  if (!day || !month || !year || !hour || !minute || !second || *day < 1 ||
      *day > 31 || *hour > 23 || *minute > 59 || *second > 60 || *year > 9999) {
    return std::nullopt;
  }
  std::tm parts{};
  parts.tm_mday = *day;
  parts.tm_mon = *month;
  parts.tm_year = FullYear(words[form.year], *year) - 1900;
  parts.tm_hour = *hour;
  parts.tm_min = *minute;
  parts.tm_sec = *second;
  return system_clock::from_time_t(timegm(&parts));
}

std::optional<milliseconds> RetryAfter(const HttpResponse& response,
                                       system_clock::time_point now) {
  const std::string text = response.header("Retry-After");
  const std::string_view value = Trim(text);
  seconds wait{};
  if (const std::optional<int> number = Number(value)) {
    wait = seconds(*number);
  } else if (const auto date = ParseHttpDate(value)) {
    wait = std::chrono::duration_cast<seconds>(
        *date - ParseHttpDate(response.header("Date")).value_or(now));
  } else {
    return std::nullopt;
  }
  return std::clamp(wait, seconds(0), kLongest);
}

}  // namespace letterbox
