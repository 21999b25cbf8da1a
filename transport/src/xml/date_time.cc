#include "xml/date_time.h"

#include <cstdio>
#include <ctime>

namespace letterbox::xml {
namespace {

using std::chrono::system_clock;

// Reads exactly `count` digits and drops them from `text`; -1 where they are
// not there.
int TakeNumber(std::string_view& text, std::size_t count) {
  if (text.size() < count) return -1;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool Take(std::string_view& text, char expected) {
  if (text.empty() || text[0] != expected) return false;
  text.remove_prefix(1);
  return true;
}

std::chrono::nanoseconds TakeFraction(std::string_view& text) {
  long long value = 0;
  int digits = 0;
  while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
    if (digits < 9) {
      value = value * 10 + (text[0] - '0');
      ++digits;
    }
    text.remove_prefix(1);
  }
  for (; digits < 9; ++digits) value *= 10;
  return std::chrono::nanoseconds(value);
}

std::optional<std::chrono::minutes> TakeOffset(std::string_view& text) {
  if (text.empty() || Take(text, 'Z')) return std::chrono::minutes(0);
  const int sign = text[0] == '-' ? -1 : 1;
  if (!Take(text, '-') && !Take(text, '+')) return std::nullopt;
  const int hours = TakeNumber(text, 2);
  const bool colon = Take(text, ':');
  const int minutes = TakeNumber(text, 2);
  if (!colon || hours < 0 || hours > 14 || minutes < 0 || minutes > 59) {
    return std::nullopt;
  }
  return std::chrono::minutes(sign * (hours * 60 + minutes));
}

// Whether the month has that day: timegm would go on into the next month.
bool DayExists(const std::tm& parts) {
  std::tm day{};
  day.tm_year = parts.tm_year;
  day.tm_mon = parts.tm_mon;
  day.tm_mday = parts.tm_mday;
  timegm(&day);
  return day.tm_mon == parts.tm_mon;
}

}  // namespace

std::string FormatDateTime(system_clock::time_point time) {
  const std::time_t seconds =
      system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(time));
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[40];
  const std::size_t length =
      std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return std::string(text, length);
}

std::optional<system_clock::time_point> ParseDateTime(std::string_view text) {
  std::tm parts{};
  parts.tm_year = TakeNumber(text, 4) - 1900;
  bool ok = Take(text, '-');
  parts.tm_mon = TakeNumber(text, 2) - 1;
  ok = Take(text, '-') && ok;
  parts.tm_mday = TakeNumber(text, 2);
  ok = Take(text, 'T') && ok;
  parts.tm_hour = TakeNumber(text, 2);
  ok = Take(text, ':') && ok;
  parts.tm_min = TakeNumber(text, 2);
  ok = Take(text, ':') && ok;
  parts.tm_sec = TakeNumber(text, 2);
  const bool in_range =
      parts.tm_year >= -300 && parts.tm_mon >= 0 && parts.tm_mon < 12 &&
      parts.tm_mday >= 1 && parts.tm_mday <= 31 && parts.tm_hour >= 0 &&
      parts.tm_hour <= 24 && parts.tm_min >= 0 && parts.tm_min <= 59 &&
      parts.tm_sec >= 0 && parts.tm_sec <= 60;
  if (!ok || !in_range || !DayExists(parts)) return std::nullopt;
  std::chrono::nanoseconds fraction{0};
  if (Take(text, '.')) {
    if (text.empty() || text[0] < '0' || text[0] > '9') return std::nullopt;
    fraction = TakeFraction(text);
  }
  const auto offset = TakeOffset(text);
  if (!offset || !text.empty()) return std::nullopt;
  // system_clock counts nanoseconds in 64 bits: it ends in 2262. The times
  // that a server gives lie well inside; others are not worth an overflow.
  if (parts.tm_year < 1700 - 1900 || parts.tm_year > 2250 - 1900) {
    return std::nullopt;
  }
  return system_clock::from_time_t(timegm(&parts)) +
         std::chrono::duration_cast<system_clock::duration>(fraction) - *offset;
}

}  // namespace letterbox::xml
