#include "config/values.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "ascii.h"
#include "auth/redirect/redirect_url.h"
#include "config/nearest.h"
#include "http/proxy/proxy_server.h"
#include "letterbox/transport/error.h"

namespace letterbox::config {
namespace {

bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

bool HasSpace(std::string_view text) {
  return HasControlCharacter(text) || text.find(' ') != text.npos;
}

// A user and password in a URL would be shown wherever the URL is.
void RefuseUserInUrl(const std::string& value) {
  if (value.find('@') != value.npos)
    throw BadValue("has an \"@\": names and passwords do not stand in URLs",
                   false);
}

bool IsUrl(const std::string& value) {
  for (std::string_view scheme : {"https://", "http://"})
    if (value.compare(0, scheme.size(), scheme) == 0)
      return value.size() > scheme.size() && value[scheme.size()] != '/' &&
             !HasSpace(value);
  return false;
}

// Names, IPv4 and IPv6 addresses.
bool IsHostName(std::string_view value) {
  return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
    return IsLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == ':' ||
           c == '[' || c == ']';
  });
}

}  // namespace

UnknownChoice::UnknownChoice(const std::string& value,
                             std::vector<std::string> known)
    : BadValue("is not known" + Suggestion(value, known)),
      known_(std::move(known)) {}

std::size_t ReadChoice(const std::string& value,
                       const std::vector<Choice>& choices) {
  std::vector<std::string> known;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    bool can_be_chosen = *choices[i].refusal == '\0';
    if (value == choices[i].name) {
      if (!can_be_chosen) throw BadValue(choices[i].refusal);
      return i;
    }
    if (can_be_chosen) known.push_back(choices[i].name);
  }
  throw UnknownChoice(value, std::move(known));
}

bool ReadFlag(const std::string& value) {
  return ReadChoice(value, {{"false", ""}, {"true", ""}}) == 1;
}

std::chrono::milliseconds ReadDuration(const std::string& value) {
  struct Unit {
    std::string_view name;
    std::chrono::milliseconds length;
  };
  constexpr Unit kUnits[] = {{"ms", std::chrono::milliseconds(1)},
                             {"min", std::chrono::minutes(1)},
                             {"s", std::chrono::seconds(1)}};
  constexpr std::size_t kMostDigits = 9;  // so that the product fits

  std::size_t digits =
      std::min(value.find_first_not_of("0123456789"), value.size());
  std::string_view name = std::string_view(value).substr(digits);
  for (const Unit& unit : kUnits)
    if (name == unit.name && digits > 0 && digits <= kMostDigits)
      return std::stoi(value.substr(0, digits)) * unit.length;
  throw BadValue(
      "is not a duration: a whole number with ms, s or min, such as 30s");
}

int ReadPort(const std::string& value) {
  constexpr int kLargest = 65535;
  // A leading zero would be octal to other readers of YAML.
  if (AllDigits(value) && value.size() <= 5 && value[0] != '0')
    if (int port = std::stoi(value); port <= kLargest) return port;
  throw BadValue("is not a port: a whole number from 1 to 65535");
}

std::string ReadAddress(const std::string& value) {
  if (!IsSmtpAddress(value))
    throw BadValue("is not an address such as qa@contoso.com");
  return value;
}

std::string ReadRedirectUrl(const std::string& value) {
  try {
    ParseRedirectUrl(value);
  } catch (const Error&) {
    throw BadValue(
        "is not a URL that Letterbox can listen on, such as "
        "http://localhost/ or http://localhost:8400/");
  }
  return value;
}

std::string ReadUrl(const std::string& value) {
  RefuseUserInUrl(value);
  if (!IsUrl(value)) throw BadValue("is not a URL that begins with https://");
  return value;
}

std::string ReadProxyUrl(const std::string& value) {
  if (value == "none" || value == "environment") return value;
  if (value.find('@') != value.npos)
    throw BadValue(
        "has an \"@\": write a map, with url, user and password apart", false);
  try {
    ParseProxyUrl(value);
  } catch (const Error& error) {
    throw BadValue(std::string(error.what()) +
                   "; write a URL such as http://proxy.contoso.com:3128, none "
                   "or environment");
  }
  return value;
}

std::string ReadFingerprint(const std::string& value) {
  constexpr std::ptrdiff_t kDigits = 64;
  const bool fits = std::all_of(value.begin(), value.end(), [](char c) {
    return HexDigit(c) >= 0 || c == ':';
  });
  if (!fits || static_cast<std::ptrdiff_t>(value.size()) -
                       std::count(value.begin(), value.end(), ':') !=
                   kDigits)
    throw BadValue(
        "is not the SHA-256 of a certificate: 64 hexadecimal digits, as "
        "`openssl x509 -noout -fingerprint -sha256` prints them");
  return value;
}

std::string ReadHostName(const std::string& value) {
  if (!IsHostName(value)) throw BadValue("is not a host name");
  return value;
}

std::string ReadExchangeHost(const std::string& value) {
  RefuseUserInUrl(value);
  if (!IsUrl(value) && !IsHostName(value))
    throw BadValue(
        "is neither a host name nor a URL that begins with "
        "https://");
  return value;
}

std::string ReadTenant(const std::string& value) {
  bool fits = std::all_of(value.begin(), value.end(), [](char c) {
    return IsLetterOrDigit(c) || c == '.' || c == '-';
  });
  if (!fits) throw BadValue("is neither a GUID nor a domain name");
  return value;
}

}  // namespace letterbox::config
