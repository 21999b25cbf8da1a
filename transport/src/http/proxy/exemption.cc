#include "http/proxy/exemption.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <optional>

#include "ascii.h"

namespace letterbox {
namespace {

/// IPv4 as 4 bytes, IPv6 as 16.
struct IpAddress {
  std::array<unsigned char, 16> bytes{};
  int size = 0;
};

std::optional<IpAddress> ReadAddress(const std::string& text) {
  IpAddress address;
  if (inet_pton(AF_INET, text.c_str(), address.bytes.data()) == 1) {
    address.size = 4;
  } else if (inet_pton(AF_INET6, text.c_str(), address.bytes.data()) == 1) {
    address.size = 16;
  } else {
    return std::nullopt;
  }
  return address;
}

std::optional<int> ReadNumber(std::string_view text, int largest) {
  int number = 0;
  const auto parsed =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || parsed.ec != std::errc() ||
      parsed.ptr != text.data() + text.size() || number < 0 || number > largest)
    return std::nullopt;
  return number;
}

bool HaveSamePrefix(const IpAddress& a, const IpAddress& b, int bits) {
  const int whole = bits / 8;
  if (std::memcmp(a.bytes.data(), b.bytes.data(), whole) != 0) return false;
  const int rest = bits % 8;
  if (rest == 0) return true;
  const int mask = 0xFF << (8 - rest) & 0xFF;
  return (a.bytes[whole] & mask) == (b.bytes[whole] & mask);
}

bool IsInBlock(const std::string& host, std::string_view block,
               std::string_view length) {
  const std::optional<IpAddress> address = ReadAddress(host);
  const std::optional<IpAddress> base = ReadAddress(std::string(block));
  if (!address || !base || address->size != base->size) return false;
  const std::optional<int> bits = ReadNumber(length, base->size * 8);
  return bits && HaveSamePrefix(*address, *base, *bits);
}

bool IsSame(const std::string& host, std::string_view name) {
  const std::optional<IpAddress> address = ReadAddress(host);
  const std::optional<IpAddress> wanted = ReadAddress(std::string(name));
  if (address || wanted)
    return address && wanted && address->size == wanted->size &&
           address->bytes == wanted->bytes;
  if (host == name) return true;
  return host.size() > name.size() &&
         host.compare(host.size() - name.size(), name.npos, name) == 0 &&
         host[host.size() - name.size() - 1] == '.';
}

/// Cuts ":PORT" off; an IPv6 address with a port stands in brackets.
std::optional<int> TakePort(std::string_view& name) {
  const std::size_t bracket = name.rfind(']');
  const std::size_t colon = name.rfind(':');
  const bool is_bare_ipv6 =
      bracket == name.npos && colon != name.npos && name.find(':') != colon;
  std::optional<int> port;
  if (colon != name.npos && !is_bare_ipv6 &&
      (bracket == name.npos || colon > bracket)) {
    port = ReadNumber(name.substr(colon + 1), 65535).value_or(-1);
    name = name.substr(0, colon);
  }
  if (name.size() > 2 && name.front() == '[' && name.back() == ']')
    name = name.substr(1, name.size() - 2);
  return port;
}

bool Exempts(std::string_view rule, const std::string& host, int port) {
  if (rule == "*") return true;
  const std::size_t slash = rule.find('/');
  if (slash != rule.npos)
    return IsInBlock(host, rule.substr(0, slash), rule.substr(slash + 1));
  const std::optional<int> only = TakePort(rule);
  if (only && *only != port) return false;
  if (rule.substr(0, 2) == "*.") rule.remove_prefix(2);
  if (!rule.empty() && rule.front() == '.') rule.remove_prefix(1);
  return !rule.empty() && IsSame(host, rule);
}

}  // namespace

bool IsExempt(std::string_view rules, const std::string& host, int port) {
  constexpr std::string_view kGaps = ", \t";
  const std::string lower = ToLower(rules);
  std::string_view rest = lower;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(kGaps), rest.size());
    if (end > 0 && Exempts(rest.substr(0, end), host, port)) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

}  // namespace letterbox
