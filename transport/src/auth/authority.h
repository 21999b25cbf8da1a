// Who issues tokens: Microsoft Entra ID in any cloud, AD FS, or an issuer of
// OpenID Connect; and what it is asked for.
#ifndef LETTERBOX_AUTH_AUTHORITY_H_
#define LETTERBOX_AUTH_AUTHORITY_H_

#include <string>

#include "http/http_transport.h"
#include "letterbox/transport/connection.h"

namespace letterbox {

/// The URLs of an authority. Empty where it has none.
struct Endpoints {
  std::string token;
  std::string authorize;
  std::string device;  ///< https://www.rfc-editor.org/rfc/rfc8628
  /// Of OpenID Connect; only discovery tells it.
  std::string issuer;
  /// Whether the answer of `authorize` names the issuer.
  /// https://www.rfc-editor.org/rfc/rfc9207
  bool names_issuer = false;
  /// Whether `authorize` can answer with a form instead of a query.
  bool has_form_post = false;
  /// Whether an assertion may be signed as PS256; else as RS256.
  bool takes_ps256 = true;
};

/// What a token is asked for; empty fields are not sent.
struct Wanted {
  std::string scope;
  std::string resource;
};

/// authenticate: authority, or its default for the host, without a slash at
/// its end.
std::string AuthorityOf(const Connection& connection);

/// Whether `host` is where Exchange Online answers, in any cloud.
bool IsExchangeOnline(const std::string& host);

/// As the connection says; else what its authority wants for EWS at its host.
/// `app_only` where the application signs in as itself.
Wanted WantedOf(const Connection& connection, bool app_only);

/// Throws ConfigError where a setting cannot be used. Only an authority with
/// neither a tenant nor a token URL is asked, for its discovery document; then
/// it also throws AuthError and ConnectionError.
/// https://openid.net/specs/openid-connect-discovery-1_0.html
/// https://www.rfc-editor.org/rfc/rfc8414
Endpoints FindEndpoints(const Connection& connection, HttpTransport& transport);

/// Whether the endpoints are known without asking.
bool NeedsDiscovery(const Connection& connection);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_AUTHORITY_H_
