#include "letterbox/transport/url.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "ascii.h"
#include "percent.h"

namespace letterbox {
namespace {

// Past the scheme and its colon, 0 where there is none.
std::size_t SchemeEnd(std::string_view url) {
  const std::size_t colon = url.find(':');
  if (colon == std::string_view::npos || colon == 0) return 0;
  if (!IsLetterOrDigit(url[0]) || IsDigit(url[0])) return 0;
  const bool is_scheme = std::all_of(
      url.begin(), url.begin() + static_cast<long>(colon), [](char c) {
        return IsLetterOrDigit(c) || c == '+' || c == '-' || c == '.';
      });
  return is_scheme ? colon + 1 : 0;
}

// Takes what stands before the first of `ends` from the front of `rest`.
std::string_view TakeUntil(std::string_view& rest, std::string_view ends) {
  const std::string_view taken = rest.substr(0, rest.find_first_of(ends));
  rest.remove_prefix(taken.size());
  return taken;
}

std::string DecodeField(std::string_view text) {
  std::string blanks(text);
  std::replace(blanks.begin(), blanks.end(), '+', ' ');
  return DecodePercent(blanks);
}

std::vector<std::pair<std::string, std::string>> ParseQuery(
    std::string_view query) {
  std::vector<std::pair<std::string, std::string>> fields;
  while (!query.empty()) {
    std::string_view value = TakeUntil(query, "&");
    query.remove_prefix(std::min<std::size_t>(1, query.size()));
    if (value.empty()) continue;
    const std::string_view name = TakeUntil(value, "=");
    value.remove_prefix(std::min<std::size_t>(1, value.size()));
    fields.emplace_back(DecodeField(name), DecodeField(value));
  }
  return fields;
}

// "user@host:8443", "[::1]:80"
void ParseAuthority(std::string_view authority, Url& url) {
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) authority.remove_prefix(at + 1);
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon =
      authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  url.host = ToLower(authority.substr(0, colon));
  if (colon == std::string_view::npos) return;
  const std::string_view port = authority.substr(colon + 1);
  if (port.empty()) return;
  constexpr std::size_t kMostDigits = 5;
  const bool is_number = port.size() <= kMostDigits &&
                         std::all_of(port.begin(), port.end(), IsDigit);
  url.port = is_number ? std::stoi(std::string(port)) : -1;
}

bool IsHostName(std::string_view host) {
  constexpr std::size_t kLongest = 63;
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  while (true) {
    const std::string_view label = TakeUntil(host, ".");
    const bool is_label = !label.empty() && label.size() <= kLongest &&
                          label.front() != '-' && label.back() != '-' &&
                          std::all_of(label.begin(), label.end(), [](char c) {
                            return IsLetterOrDigit(c) || c == '-' || c == '_' ||
                                   static_cast<unsigned char>(c) >= 0x80;
                          });
    if (!is_label) return false;
    if (host.empty()) return true;
    host.remove_prefix(1);
  }
}

bool IsBracketedAddress(std::string_view host) {
  return host.size() > 3 && host.front() == '[' && host.back() == ']' &&
         host.substr(1, host.size() - 2)
                 .find_first_not_of("0123456789abcdef:.") ==
             std::string_view::npos;
}

bool IsMailbox(const std::string& address) {
  const std::size_t at = address.rfind('@');
  return at != std::string::npos && at > 0 &&
         address.find_first_of(" <>\"") == std::string::npos &&
         IsHostName(std::string_view(address).substr(at + 1));
}

std::string MailtoProblem(const Url& url) {
  const std::vector<std::string> addresses = MailtoAddresses(url);
  if (addresses.empty()) return "has no address of mail";
  return std::all_of(addresses.begin(), addresses.end(), IsMailbox)
             ? ""
             : "holds no address of mail";
}

std::string WebProblem(const Url& url) {
  if (url.host.empty()) return "has no host";
  if (!IsHostName(url.host) && !IsBracketedAddress(url.host)) {
    return "has no usable host name";
  }
  if (url.port && (*url.port < 1 || *url.port > 65535)) {
    return "has a port that is no number up to 65535";
  }
  return "";
}

std::string CharacterProblem(std::string_view url) {
  for (const char c : url) {
    if (c == ' ') return "holds a blank";
    if (HasControlCharacter({&c, 1})) return "holds a control character";
    if (std::string_view("<>\"{}\\^`").find(c) != std::string_view::npos) {
      return std::string("holds the character ") + c;
    }
  }
  return HasGoodPercents(url) ? "" : "holds a % without two digits after it";
}

}  // namespace

std::optional<Url> ParseUrl(const std::string& url) {
  const std::size_t scheme_end = SchemeEnd(url);
  if (scheme_end == 0) return std::nullopt;
  Url parsed;
  parsed.scheme = ToLower(std::string_view(url).substr(0, scheme_end - 1));
  std::string_view rest = std::string_view(url).substr(scheme_end);
  if (rest.substr(0, 2) == "//") {
    rest.remove_prefix(2);
    ParseAuthority(TakeUntil(rest, "/?#"), parsed);
  }
  parsed.path = TakeUntil(rest, "?#");
  const std::string_view query = TakeUntil(rest, "#");
  if (!query.empty()) parsed.query = ParseQuery(query.substr(1));
  if (!rest.empty()) parsed.fragment = rest.substr(1);
  return parsed;
}

std::vector<std::string> MailtoAddresses(const Url& url) {
  std::vector<std::string> addresses;
  if (url.scheme != "mailto") return addresses;
  const auto add = [&](std::string_view list, bool is_encoded) {
    while (!list.empty()) {
      const std::string_view address = TakeUntil(list, ",");
      list.remove_prefix(std::min<std::size_t>(1, list.size()));
      addresses.push_back(is_encoded ? DecodePercent(address)
                                     : std::string(Trim(address)));
    }
  };
  add(url.path, true);
  for (const auto& [name, value] : url.query) {
    if (EqualsIgnoringCase(name, "to")) add(value, false);
  }
  return addresses;
}

std::string UrlProblem(const std::string& url) {
  static constexpr std::string_view kWithoutHost[] = {"callto", "cid", "sip",
                                                      "sms",    "tel", "xmpp"};
  if (url.empty()) return "is empty";
  const std::string problem = CharacterProblem(url);
  if (!problem.empty()) return problem;
  if (url[0] == '#') return url.size() > 1 ? "" : "leads nowhere";
  const std::optional<Url> parsed = ParseUrl(url);
  if (!parsed) return "has no scheme, such as https:";
  if (parsed->scheme == "mailto") return MailtoProblem(*parsed);
  if (parsed->scheme == "javascript" || parsed->scheme == "vbscript") {
    return "is a script, which mail programs do not run";
  }
  if (std::find(std::begin(kWithoutHost), std::end(kWithoutHost),
                parsed->scheme) != std::end(kWithoutHost)) {
    return parsed->path.empty() ? "says nothing after its scheme" : "";
  }
  if (parsed->scheme == "http" || parsed->scheme == "https") {
    return WebProblem(*parsed);
  }
  return "";
}

}  // namespace letterbox
