// The URLs that Letterbox talks to.
#ifndef LETTERBOX_HTTP_URL_H_
#define LETTERBOX_HTTP_URL_H_

#include <string>

namespace letterbox {

/// An absolute http or https URL, taken apart.
struct HttpUrl {
  bool tls = true;
  std::string host;  ///< lower case
  int port = 443;
  std::string origin;  ///< scheme, host and a port that is not the default
  std::string target;  ///< path and query, at least "/"
  std::string shown;   ///< what errors name: without the query
};

/// "mail.contoso.com:443": the host and port of `url`.
std::string HostAndPort(const HttpUrl& url);

/// Whether `host` is this machine: localhost, 127.0.0.0/8 or ::1.
bool IsLoopback(const std::string& host);

/// Whether `host` is four numbers rather than a name.
bool IsIpv4(const std::string& host);

/// Throws Error with a sentence where `url` is not usable: no http or https
/// URL, plain http to another host than this one unless `may_be_plain`, a user
/// name, an IPv6 literal, a character that does not belong in a URL.
HttpUrl ParseHttpUrl(const std::string& url, bool may_be_plain = false);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_URL_H_
