// What gateways make of addresses, and back. Each writes them in its own way;
// the table has a line for each.

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "ascii.h"
#include "letterbox/transport/url.h"
#include "mime/base64.h"
#include "percent.h"

namespace letterbox {
namespace {

using Decoder = std::string (*)(const std::string& url, const Url& parsed,
                                const char* parameter);

std::string ParameterOf(const Url& url, std::string_view name) {
  for (const auto& [each, value] : url.query) {
    if (each == name) return value;
  }
  return "";
}

std::string Parameter(const std::string& /*url*/, const Url& parsed,
                      const char* name) {
  return ParameterOf(parsed, name);
}

// Proofpoint's second version: "-" for "%", "_" for "/".
std::string Dashes(const std::string& /*url*/, const Url& parsed,
                   const char* name) {
  std::string encoded = ParameterOf(parsed, name);
  std::replace(encoded.begin(), encoded.end(), '-', '%');
  std::replace(encoded.begin(), encoded.end(), '_', '/');
  return DecodePercent(encoded);
}

std::optional<std::string> DecodeUrlSafeBase64(std::string text) {
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  return DecodeBase64(text);
}

std::string Base64(const std::string& /*url*/, const Url& parsed,
                   const char* name) {
  return DecodeUrlSafeBase64(ParameterOf(parsed, name)).value_or("");
}

// A slash after the scheme may have been lost on the way: "https:/a.test".
std::string WithTwoSlashes(std::string url) {
  const std::size_t at = url.find(":/");
  if (at != std::string::npos && url.compare(at, 3, "://") != 0) {
    url.insert(at + 1, "/");
  }
  return url;
}

// How many characters "**X" stands for: A is 2, and so on.
std::size_t RunLength(char c) {
  static constexpr std::string_view kLengths =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const std::size_t at = kLengths.find(c);
  return at == std::string_view::npos ? 0 : at + 2;
}

// Proofpoint's third version: /v3/__https://a.test/x*y__;Iw!!… where "*" stands
// for the next byte of what is encoded after ";", and "**X" for a run of them.
std::string Stars(const std::string& url, const Url& /*parsed*/,
                  const char* /*name*/) {
  const std::size_t begin = url.find("/v3/__");
  const std::size_t end = url.rfind("__;");
  if (begin == std::string::npos || end == std::string::npos ||
      end < begin + 6) {
    return "";
  }
  const std::string kept =
      DecodePercent(std::string_view(url).substr(begin + 6, end - begin - 6));
  const std::size_t mark = std::min(url.find('!', end), url.size());
  const std::string bytes =
      DecodeUrlSafeBase64(url.substr(end + 3, mark - end - 3)).value_or("");
  std::string original;
  std::size_t next = 0;
  for (std::size_t at = 0; at < kept.size(); ++at) {
    if (kept[at] != '*') {
      original += kept[at];
      continue;
    }
    std::size_t count = 1;
    if (kept.compare(at, 2, "**") == 0 && at + 2 < kept.size()) {
      count = RunLength(kept[at + 2]);
      at += 2;
    }
    original += bytes.substr(std::min(next, bytes.size()), count);
    next += count;
  }
  return WithTwoSlashes(original);
}

// Check Point: /v2/___https://a.test___.YXA…
std::string Underscores(const std::string& url, const Url& /*parsed*/,
                        const char* /*name*/) {
  const std::size_t begin = url.find("___");
  if (begin == std::string::npos) return "";
  const std::size_t end = url.find("___", begin + 3);
  if (end == std::string::npos) return "";
  return WithTwoSlashes(url.substr(begin + 3, end - begin - 3));
}

// Cisco: the last part of the path.
std::string LastPart(const std::string& /*url*/, const Url& parsed,
                     const char* /*name*/) {
  return DecodePercent(parsed.path.substr(parsed.path.rfind('/') + 1));
}

std::string KeptBack(const std::string& /*url*/, const Url& /*parsed*/,
                     const char* /*name*/) {
  return "";
}

struct Gateway {
  std::string_view host;  ///< or the end of it, where it begins with "."
  std::string_view path;  ///< what it begins with
  Decoder decode;
  const char* parameter = nullptr;
};

constexpr Gateway kGateways[] = {
    {".safelinks.protection.outlook.com", "/", Parameter, "url"},
    {".safelinks.protection.office365.us", "/", Parameter, "url"},
    {".safelinks.o365filtering.com", "/", Parameter, "url"},
    {"urldefense.proofpoint.com", "/v1/", Parameter, "u"},
    {"urldefense.proofpoint.com", "/v2/", Dashes, "u"},
    {"urldefense.proofpoint.com", "/v3/", Stars},
    {"urldefense.com", "/v3/", Stars},
    {"urldefense.us", "/v3/", Stars},
    {".mimecastprotect.com", "/s/", KeptBack},
    {".mimecast.com", "/s/", KeptBack},
    {"linkprotect.cudasvc.com", "/url", Parameter, "a"},
    {"secure-web.cisco.com", "/", LastPart},
    {".protection.sophos.com", "/", Base64, "u"},
    {".trendmicro.com", "/wis/clicktime/", Parameter, "url"},
    {"clicktime.symantec.com", "/", Parameter, "u"},
    {"protect2.fireeye.com", "/", Parameter, "u"},
    {"protect.checkpoint.com", "/", Underscores},
    {"url.avanan.click", "/", Underscores},
    {"www.google.com", "/url", Parameter, "q"}};

bool IsAt(const Gateway& gateway, const Url& url) {
  const std::string& host = url.host;
  const bool is_host =
      gateway.host.front() != '.'
          ? host == gateway.host
          : host.size() > gateway.host.size() &&
                std::string_view(host).substr(
                    host.size() - gateway.host.size()) == gateway.host;
  return is_host && url.path.compare(0, gateway.path.size(), gateway.path) == 0;
}

const Gateway* GatewayOf(const Url& url) {
  if (url.scheme != "http" && url.scheme != "https") return nullptr;
  const auto* found =
      std::find_if(std::begin(kGateways), std::end(kGateways),
                   [&](const Gateway& each) { return IsAt(each, url); });
  return found == std::end(kGateways) ? nullptr : found;
}

}  // namespace

bool IsGatewayUrl(const std::string& url) {
  const std::optional<Url> parsed = ParseUrl(url);
  return parsed && GatewayOf(*parsed) != nullptr;
}

std::string OriginalUrl(const std::string& url) {
  constexpr int kMostGateways = 8;
  std::string original = url;
  for (int i = 0; i < kMostGateways; ++i) {
    const std::optional<Url> parsed = ParseUrl(original);
    const Gateway* gateway = parsed ? GatewayOf(*parsed) : nullptr;
    if (gateway == nullptr) break;
    std::string inner = gateway->decode(original, *parsed, gateway->parameter);
    if (!ParseUrl(inner)) break;
    original = std::move(inner);
  }
  return original;
}

}  // namespace letterbox
