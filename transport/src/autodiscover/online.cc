#include "autodiscover/online.h"

#include <algorithm>
#include <string_view>

#include "ascii.h"

namespace letterbox::autodiscover {
namespace {

struct Cloud {
  std::string_view domain;
  std::string_view ews_host;
};

// The narrow before the wide. The last domain is that of addresses.
constexpr Cloud kClouds[] = {
    {"autodiscover-s-dod.office365.us", "outlook-dod.office365.us"},
    {"outlook-dod.office365.us", "outlook-dod.office365.us"},
    {"office365.us", "outlook.office365.us"},
    {"partner.outlook.cn", "partner.outlook.cn"},
    {"outlook.com", "outlook.office365.com"},
    {"office365.com", "outlook.office365.com"},
    {"onmicrosoft.com", "outlook.office365.com"},
};

bool IsUnder(std::string_view host, std::string_view domain) {
  if (host.size() < domain.size()) return false;
  const std::size_t rest = host.size() - domain.size();
  return host.substr(rest) == domain && (rest == 0 || host[rest - 1] == '.');
}

}  // namespace

std::string OnlineEwsUrl(const std::string& host) {
  const std::string lower = ToLower(host);
  const auto* const cloud =
      std::find_if(std::begin(kClouds), std::end(kClouds),
                   [&](const Cloud& c) { return IsUnder(lower, c.domain); });
  if (cloud == std::end(kClouds)) return "";
  return "https://" + std::string(cloud->ews_host) + "/EWS/Exchange.asmx";
}

}  // namespace letterbox::autodiscover
