#include "http/url.h"

#include <arpa/inet.h>

#include <algorithm>
#include <string_view>

#include "ascii.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

bool IsUrlCharacter(char c) {
  static constexpr std::string_view kRefused = "\"<>\\^`{|}";
  return c > ' ' && c < 0x7F && kRefused.find(c) == std::string_view::npos;
}

bool IsHostCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == '_';
}

[[noreturn]] void Refuse(std::string_view url, const std::string& why) {
  // A query may hold what nobody should read.
  throw Error("The URL " + Quoted(url.substr(0, url.find_first_of("?#"))) +
              " cannot be used: " + why);
}

/// The port that `text` says, 0 where it says none.
int ParsePort(std::string_view text) {
  if (text.empty() || text.size() > 5) return 0;
  int port = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return 0;
    port = port * 10 + (c - '0');
  }
  return port <= 65535 ? port : 0;
}

/// Cuts the scheme off the front of `rest`.
bool TakeScheme(std::string_view url, std::string_view& rest) {
  const std::size_t end = url.find("://");
  const std::string scheme = ToLower(url.substr(0, end));
  if (end == std::string_view::npos || (scheme != "http" && scheme != "https"))
    Refuse(url, "it must begin with https://.");
  rest = url.substr(end + 3);
  return scheme == "https";
}

}  // namespace

std::string HostAndPort(const HttpUrl& url) {
  return url.host + ":" + std::to_string(url.port);
}

bool IsIpv4(const std::string& host) {
  in_addr address;
  return inet_pton(AF_INET, host.c_str(), &address) == 1;
}

bool IsLoopback(const std::string& host) {
  if (IsIpv4(host)) return host.compare(0, 4, "127.") == 0;
  return host == "localhost" || host == "::1" || host == "[::1]";
}

HttpUrl ParseHttpUrl(const std::string& url, bool may_be_plain) {
  if (!std::all_of(url.begin(), url.end(), IsUrlCharacter))
    Refuse(url, "it holds a character that does not belong in a URL.");
  std::string_view rest;
  HttpUrl parsed;
  parsed.tls = TakeScheme(url, rest);

  const std::size_t authority_end = rest.find_first_of("/?#");
  std::string_view authority = rest.substr(0, authority_end);
  rest = rest.substr(authority.size());
  if (authority.find('@') != std::string_view::npos)
    Refuse(url.substr(0, url.find("://")),
           "a user name or password in it would be ignored. Remove it.");
  if (authority.find('[') != std::string_view::npos)
    Refuse(url, "IPv6 addresses are not supported. Use a host name.");

  const int default_port = parsed.tls ? 443 : 80;
  int port = default_port;
  const std::size_t colon = authority.find(':');
  if (colon != std::string_view::npos) {
    port = ParsePort(authority.substr(colon + 1));
    if (port == 0) Refuse(url, "its port is not a number up to 65535.");
  }
  parsed.host = ToLower(authority.substr(0, colon));
  if (parsed.host.empty() ||
      !std::all_of(parsed.host.begin(), parsed.host.end(), IsHostCharacter))
    Refuse(url, "it has no usable host name.");
  if (!parsed.tls && !may_be_plain && !IsLoopback(parsed.host))
    Refuse(url, "plain http is for this machine only. Use https://.");

  parsed.origin = (parsed.tls ? "https://" : "http://") + parsed.host;
  parsed.port = port;
  if (port != default_port) parsed.origin += ":" + std::to_string(port);
  parsed.target = rest.substr(0, rest.find('#'));
  if (parsed.target.empty() || parsed.target.front() != '/')
    parsed.target.insert(0, "/");
  parsed.shown =
      parsed.origin + parsed.target.substr(0, parsed.target.find('?'));
  return parsed;
}

}  // namespace letterbox
