#include "auth/redirect/redirect_url.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "ascii.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

constexpr std::string_view kHosts[] = {"localhost", "127.0.0.1", "[::1]"};
constexpr int kHttpPort = 80;
constexpr int kLastPort = 65535;

[[noreturn]] void Refuse(const std::string& text) {
  throw Error("The redirect URL " + Quoted(text) +
              " cannot be listened on: write http://localhost/ or "
              "http://localhost:PORT/ (or with 127.0.0.1 or [::1]), as it is "
              "registered for the application.");
}

std::string HostOf(std::string_view rest) {
  for (const std::string_view host : kHosts) {
    if (!EqualsIgnoringCase(rest.substr(0, host.size()), host)) continue;
    const std::string_view after = rest.substr(host.size());
    if (after.empty() || after[0] == ':' || after[0] == '/')
      return std::string(host);
  }
  return "";
}

/// The digits in front; 0 where they are no port.
int PortOf(std::string_view digits) {
  constexpr std::size_t kMostDigits = 5;
  if (digits.empty() || digits.size() > kMostDigits ||
      !std::all_of(digits.begin(), digits.end(), IsDigit))
    return 0;
  const int port = std::atoi(std::string(digits).c_str());
  return port <= kLastPort ? port : 0;
}

bool IsPath(std::string_view text) {
  constexpr std::string_view kMarks = "/-._~!$&'()*+,;=:@%";
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return IsLetterOrDigit(c) || kMarks.find(c) != std::string_view::npos;
  });
}

}  // namespace

std::string RedirectUrl::With(int chosen_port) const {
  const std::string number =
      chosen_port == kHttpPort ? "" : ":" + std::to_string(chosen_port);
  return "http://" + host + number + path;
}

RedirectUrl ParseRedirectUrl(const std::string& text) {
  constexpr std::string_view kScheme = "http://";
  std::string_view rest = text;
  if (!EqualsIgnoringCase(rest.substr(0, kScheme.size()), kScheme))
    Refuse(text);
  rest.remove_prefix(kScheme.size());
  RedirectUrl url;
  url.host = HostOf(rest);
  if (url.host.empty()) Refuse(text);
  rest.remove_prefix(url.host.size());
  if (!rest.empty() && rest[0] == ':') {
    const std::string_view digits = rest.substr(1, rest.find('/') - 1);
    url.port = PortOf(digits);
    if (url.port == 0) Refuse(text);
    rest.remove_prefix(digits.size() + 1);
  }
  if (!IsPath(rest)) Refuse(text);
  url.path = rest;
  return url;
}

}  // namespace letterbox
