#include "http/proxy/proxy_server.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "ascii.h"
#include "letterbox/transport/error.h"
#include "percent.h"

namespace letterbox {
namespace {

using Kind = ProxyServer::Kind;

constexpr int kLargestPort = 65535;

struct Scheme {
  std::string_view name;
  Kind kind;
};

// Of those for one kind the first is shown.
constexpr Scheme kSchemes[] = {{"http", Kind::kHttp},
                               {"https", Kind::kHttps},
                               {"socks5", Kind::kSocks5},
                               {"socks5h", Kind::kSocks5}};

Kind TakeScheme(std::string_view& rest) {
  const std::size_t end = rest.find("://");
  if (end == rest.npos) return Kind::kHttp;
  const std::string name = ToLower(rest.substr(0, end));
  rest.remove_prefix(end + 3);
  for (const Scheme& scheme : kSchemes)
    if (scheme.name == name) return scheme.kind;
  throw Error("has a scheme other than http, https, socks5 and socks5h");
}

void TakeUser(std::string_view& rest, ProxyServer& server) {
  const std::size_t at = rest.rfind('@');
  if (at == rest.npos) return;
  const std::string_view user = rest.substr(0, at);
  rest.remove_prefix(at + 1);
  const std::size_t colon = std::min(user.find(':'), user.size());
  server.user = DecodePercent(user.substr(0, colon));
  if (colon < user.size())
    server.password = DecodePercent(user.substr(colon + 1));
  if (HasControlCharacter(server.user) || HasControlCharacter(server.password))
    throw Error("has a control character in its user name or password");
}

bool IsIpv6(const std::string& text) {
  in6_addr address;
  return inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

bool IsName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return IsLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
  });
}

/// What stands before ":PORT", which is cut off.
std::string_view TakePort(std::string_view authority, ProxyServer& server) {
  const std::size_t colon = authority.rfind(':');
  const std::size_t bracket = authority.rfind(']');
  if (colon == authority.npos || (bracket != authority.npos && colon < bracket))
    throw Error("has no port, such as :3128");
  const std::string_view port = authority.substr(colon + 1);
  const auto parsed =
      std::from_chars(port.data(), port.data() + port.size(), server.port);
  if (parsed.ec != std::errc() || parsed.ptr != port.data() + port.size() ||
      server.port < 1 || server.port > kLargestPort)
    throw Error("has a port that is not a number from 1 to 65535");
  return authority.substr(0, colon);
}

}  // namespace

std::string ProxyServer::shown() const {
  const auto* const scheme =
      std::find_if(std::begin(kSchemes), std::end(kSchemes),
                   [&](const Scheme& s) { return s.kind == kind; });
  const bool is_ipv6 = host.find(':') != host.npos;
  return std::string(scheme->name) + "://" +
         (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

ProxyServer ParseProxyUrl(std::string_view url) {
  ProxyServer server;
  std::string_view rest = url;
  server.kind = TakeScheme(rest);
  // A password with a "/" in it must be percent-encoded.
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  if (rest.substr(end).size() > 1) throw Error("has something after its port");
  rest = rest.substr(0, end);
  TakeUser(rest, server);
  const std::string_view host = TakePort(rest, server);
  server.host = ToLower(host);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    server.host = ToLower(host.substr(1, host.size() - 2));
    if (!IsIpv6(server.host)) throw Error("has no usable host name");
  } else if (!IsName(host)) {
    throw Error("has no usable host name");
  }
  return server;
}

}  // namespace letterbox
