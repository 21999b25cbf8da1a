#include "autodiscover/guide.h"

#include "ascii.h"
#include "autodiscover/online.h"
#include "http/url.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox::autodiscover {
namespace {

// Where it is https and nothing is wrong with it, its host; else empty, and
// `refusal` says why.
std::string HostOf(const std::string& url, std::string& refusal) {
  try {
    const HttpUrl parsed = ParseHttpUrl(url, true);
    if (parsed.tls) return parsed.host;
    refusal = "it leads to " + parsed.shown + ", which is not https";
  } catch (const Error& error) {
    refusal = "it leads to what is no URL: " + std::string(error.what());
  }
  return "";
}

std::string Foreign(const std::string& host) {
  return "it leads to " + Printable(host) +
         ", which is not of the address's domain; if that is right, name it "
         "under `trusted_hosts`";
}

}  // namespace

std::string Shown(const std::string& url) {
  return Printable(url.substr(0, url.find_first_of("?#")));
}

Guide::Guide(const std::string& domain, const Connection& connection)
    : trust_(domain, connection.trusted_hosts),
      uses_oauth_(connection.authenticate.method ==
                  Authentication::Method::kOAuth2) {}

Guide::Direction Guide::Online(const std::string& url) const {
  if (uses_oauth_) return {"", url};
  return {
      "it leads to Exchange Online, which takes authenticate: method: "
      "oauth2 alone",
      ""};
}

Guide::Direction Guide::Judge(const std::string& url) {
  Direction direction;
  const std::string host = HostOf(url, direction.refusal);
  if (host.empty()) return direction;
  const std::string online = OnlineEwsUrl(host);
  if (!online.empty()) return Online(online);
  if (!trust_.Covers(host)) {
    direction.refusal = Foreign(host);
  } else if (!Counts()) {
    direction.refusal = "it leads on and on; given up after " +
                        std::to_string(kMostRedirects) + " redirects";
  }
  return direction;
}

Guide::Direction Guide::JudgeAddress(const std::string& address) {
  if (!IsSmtpAddress(address))
    return {"it leads to " + Quoted(address) + ", which is no address", ""};
  const std::string domain = address.substr(address.rfind('@') + 1);
  return Judge("https://" + domain + "/");
}

std::string Guide::RefusalOf(const std::string& url) const {
  std::string refusal;
  const std::string host = HostOf(url, refusal);
  if (host.empty()) return refusal;
  const bool is_online = !OnlineEwsUrl(host).empty();
  if (is_online && !uses_oauth_) return Online("").refusal;
  return is_online || trust_.Covers(host) ? "" : Foreign(host);
}

}  // namespace letterbox::autodiscover
