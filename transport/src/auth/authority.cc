#include "auth/authority.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "ascii.h"
#include "auth/discovery.h"
#include "http/url.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

struct Cloud {
  std::string_view ews_host;
  std::string_view authority;
};

constexpr std::string_view kGlobalCloud = "https://login.microsoftonline.com";

constexpr std::string_view kGlobalHosts[] = {"outlook.office365.com",
                                             "outlook.office.com"};

// https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
constexpr Cloud kOtherClouds[] = {
    {"outlook.office365.us", "https://login.microsoftonline.us"},
    {"outlook-dod.office365.us", "https://login.microsoftonline.us"},
    {"partner.outlook.cn", "https://login.partner.microsoftonline.cn"},
};

// Paths and parameters differ by kind.
enum class Kind { kEntra, kAdfs, kOpenId, kTokenUrl };

// How Azure's libraries name AD FS where a tenant belongs.
constexpr std::string_view kAdfsTenant = "adfs";
constexpr std::string_view kAdfsPath = "/adfs";

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() &&
         EqualsIgnoringCase(text.substr(text.size() - end.size()), end);
}

Kind KindOf(const Connection& connection) {
  const Authentication& in = connection.authenticate;
  if (!in.token_url.empty()) return Kind::kTokenUrl;
  if (EqualsIgnoringCase(in.tenant_id, kAdfsTenant) ||
      (in.tenant_id.empty() && EndsWith(AuthorityOf(connection), kAdfsPath)))
    return Kind::kAdfs;
  return in.tenant_id.empty() ? Kind::kOpenId : Kind::kEntra;
}

[[noreturn]] void Refuse(const Connection& connection, const std::string& key,
                         const std::string& why) {
  throw ConfigError("Connection " + Quoted(connection.name) +
                        ": authenticate: " + key + " cannot be used: " + why,
                    "", 0, "authenticate." + key);
}

/// The tenant becomes a part of a path.
bool IsTenant(const std::string& text) {
  return !text.empty() && text != "." && text != ".." &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return IsLetterOrDigit(c) || c == '.' || c == '-';
         });
}

void CheckUrl(const Connection& connection, const std::string& key,
              const std::string& url) {
  try {
    ParseHttpUrl(url);
  } catch (const Error& error) {
    Refuse(connection, key, error.what());
  }
}

Endpoints EntraEndpoints(const Connection& connection) {
  if (!IsTenant(connection.authenticate.tenant_id))
    Refuse(connection, "tenant_id",
           "it must be a directory's ID or a domain name.");
  const std::string base = AuthorityOf(connection) + "/" +
                           connection.authenticate.tenant_id + "/oauth2/v2.0";
  CheckUrl(connection, "authority", base);
  Endpoints endpoints;
  endpoints.token = base + "/token";
  endpoints.authorize = base + "/authorize";
  endpoints.device = base + "/devicecode";
  endpoints.has_form_post = true;
  return endpoints;
}

// https://learn.microsoft.com/windows-server/identity/ad-fs/overview/ad-fs-openid-connect-oauth-flows-scenarios
Endpoints AdfsEndpoints(const Connection& connection) {
  std::string base = AuthorityOf(connection);
  if (!EndsWith(base, kAdfsPath)) base += kAdfsPath;
  base += "/oauth2";
  CheckUrl(connection, "authority", base);
  Endpoints endpoints;
  endpoints.token = base + "/token";
  endpoints.authorize = base + "/authorize";
  endpoints.device = base + "/devicecode";
  endpoints.has_form_post = true;
  endpoints.takes_ps256 = false;
  return endpoints;
}

/// The other endpoints stand beside the token's, as Entra ID and AD FS have
/// them.
Endpoints EndpointsBeside(const Connection& connection) {
  constexpr std::string_view kToken = "/token";
  Endpoints endpoints;
  endpoints.token = connection.authenticate.token_url;
  CheckUrl(connection, "token_url", endpoints.token);
  endpoints.takes_ps256 = endpoints.token.find("/adfs/") == std::string::npos;
  if (!EndsWith(endpoints.token, kToken)) return endpoints;
  const std::string base =
      endpoints.token.substr(0, endpoints.token.size() - kToken.size());
  endpoints.authorize = base + "/authorize";
  endpoints.device = base + "/devicecode";
  return endpoints;
}

}  // namespace

std::string AuthorityOf(const Connection& connection) {
  std::string url = connection.authenticate.authority;
  if (url.empty()) {
    url = kGlobalCloud;
    const std::string host = ParseHttpUrl(EwsUrl(connection)).host;
    for (const Cloud& cloud : kOtherClouds) {
      if (cloud.ews_host == host) url = cloud.authority;
    }
  }
  while (!url.empty() && url.back() == '/') url.pop_back();
  return url;
}

bool IsExchangeOnline(const std::string& host) {
  const auto is_host = [&](std::string_view known) {
    return EqualsIgnoringCase(host, known);
  };
  return std::any_of(std::begin(kGlobalHosts), std::end(kGlobalHosts),
                     is_host) ||
         std::any_of(
             std::begin(kOtherClouds), std::end(kOtherClouds),
             [&](const Cloud& cloud) { return is_host(cloud.ews_host); });
}

Wanted WantedOf(const Connection& connection, bool app_only) {
  Wanted wanted = {connection.authenticate.scope,
                   connection.authenticate.resource};
  const Kind kind = KindOf(connection);
  const std::string ews = ParseHttpUrl(EwsUrl(connection)).origin;
  if (wanted.resource.empty() && kind == Kind::kAdfs && wanted.scope.empty())
    wanted.resource = ews + "/";
  if (!wanted.scope.empty()) return wanted;
  const bool by_resource = !wanted.resource.empty();
  if (by_resource || kind == Kind::kOpenId) {
    wanted.scope = app_only      ? ""
                   : by_resource ? "openid profile"
                                 : "openid profile offline_access";
  } else {
    wanted.scope = app_only ? ews + "/.default"
                            : ews +
                                  "/EWS.AccessAsUser.All offline_access openid "
                                  "profile";
  }
  return wanted;
}

bool NeedsDiscovery(const Connection& connection) {
  return KindOf(connection) == Kind::kOpenId;
}

Endpoints FindEndpoints(const Connection& connection,
                        HttpTransport& transport) {
  switch (KindOf(connection)) {
    case Kind::kEntra:
      return EntraEndpoints(connection);
    case Kind::kAdfs:
      return AdfsEndpoints(connection);
    case Kind::kTokenUrl:
      return EndpointsBeside(connection);
    case Kind::kOpenId:
      break;
  }
  const std::string issuer = AuthorityOf(connection);
  CheckUrl(connection, "authority", issuer);
  return Discover(connection.name, issuer, transport);
}

}  // namespace letterbox
