#include "auth/redirect/redirect_request.h"

#include <algorithm>
#include <cstdlib>

#include "ascii.h"

namespace letterbox {
namespace {

/// The text up to `end`, taken off the front of `rest`; all where there is no
/// `end`.
std::string_view Take(std::string_view& rest, std::string_view end) {
  const std::size_t at = rest.find(end);
  const std::string_view taken = rest.substr(0, at);
  rest.remove_prefix(at == rest.npos ? rest.size() : at + end.size());
  return taken;
}

bool ReadRequestLine(std::string_view line, RedirectRequest& request) {
  request.method = Take(line, " ");
  std::string_view target = Take(line, " ");
  if (request.method.empty() || target.empty() || target[0] != '/') {
    return false;
  }
  request.path = Take(target, "?");
  request.query = target;
  return line == "HTTP/1.1" || line == "HTTP/1.0";
}

/// What the header says that matters here.
struct Head {
  int hosts = 0;
  std::size_t body = 0;
};

bool ReadField(std::string_view line, RedirectRequest& request, Head& head) {
  const std::size_t colon = line.find(':');
  if (colon == 0 || colon == line.npos) return false;
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = Trim(line.substr(colon + 1));
  if (EqualsIgnoringCase(name, "Host")) {
    ++head.hosts;
    request.host = value;
  } else if (EqualsIgnoringCase(name, "Content-Type")) {
    request.content_type = ToLower(Trim(value.substr(0, value.find(';'))));
  } else if (EqualsIgnoringCase(name, "Content-Length")) {
    constexpr std::size_t kMostDigits = 9;
    if (value.empty() || value.size() > kMostDigits || head.body != 0 ||
        !std::all_of(value.begin(), value.end(), IsDigit))
      return false;
    head.body = std::strtoul(std::string(value).c_str(), nullptr, 10);
  } else if (EqualsIgnoringCase(name, "Transfer-Encoding")) {
    return false;
  }
  return true;
}

}  // namespace

Reading ReadRedirectRequest(std::string_view bytes, RedirectRequest& request) {
  constexpr std::string_view kEnd = "\r\n\r\n";
  const std::size_t end = bytes.find(kEnd);
  if (end == bytes.npos) {
    return bytes.size() > kLargestRedirectRequest ? Reading::kTooLarge
                                                  : Reading::kMore;
  }
  std::string_view lines = bytes.substr(0, end);
  request = {};
  Head head;
  if (!ReadRequestLine(Take(lines, "\r\n"), request)) return Reading::kBad;
  while (!lines.empty()) {
    if (!ReadField(Take(lines, "\r\n"), request, head)) return Reading::kBad;
  }
  if (head.hosts != 1) return Reading::kBad;
  const std::size_t whole = end + kEnd.size() + head.body;
  if (whole > kLargestRedirectRequest) return Reading::kTooLarge;
  if (bytes.size() < whole) return Reading::kMore;
  request.body = bytes.substr(end + kEnd.size(), head.body);
  return Reading::kDone;
}

}  // namespace letterbox
