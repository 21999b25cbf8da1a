// How a connection gets in: the method, and for OAuth 2.0 the flow.
#ifndef LETTERBOX_TRANSPORT_AUTHENTICATION_H_
#define LETTERBOX_TRANSPORT_AUTHENTICATION_H_

#include <optional>
#include <string>

namespace letterbox {

/// A signed statement of somebody else that this is the application, such as a
/// CI system makes for its jobs. One of `from`, `text`, `file` and `url` says
/// where it comes from; all but `text` are asked again for every token.
/// https://learn.microsoft.com/entra/workload-id/workload-identity-federation
struct Assertion {
  /// A system that is known by name: "github_actions", "azure_pipelines" or
  /// "kubernetes".
  std::string from;
  /// The assertion itself.
  std::string text;
  /// A file that holds it.
  std::string file;
  /// An endpoint that answers with JSON, asked with `method`, GET or POST.
  std::string url;
  std::string method = "GET";
  /// Sent to `url` as `Authorization: Bearer …`; never printed.
  std::string bearer;
  /// The member of the JSON that holds the assertion.
  std::string field = "value";
};

/// How a connection gets in.
struct Authentication {
  enum class Method { kOAuth2, kBasic, kNtlm, kNegotiate };

  /// How a token is got.
  enum class Flow {
    kAuthorizationCode,  ///< a person signs in with a browser, once
    kDeviceCode,         ///< a person signs in on another device, once
    kClientCredentials,  ///< the application, with its secret
    kCertificate,        ///< the application, with a certificate
    kFederated,          ///< the application, with somebody else's assertion
    kRefreshToken,       ///< a person who signed in elsewhere
    kPassword,           ///< a person's name and password
  };

  Method method = Method::kOAuth2;
  /// Default: what the fields say (FlowOf in connection.h).
  std::optional<Flow> flow;

  /// The directory: a GUID or a domain name. Without it and without
  /// `token_url`, the endpoints come from the discovery document of
  /// `authority`.
  std::string tenant_id;
  std::string client_id;
  /// Empty for a public client; never printed.
  std::string client_secret;

  /// Where tokens are issued: Microsoft Entra ID
  /// ("https://login.microsoftonline.com"), AD FS
  /// ("https://adfs.contoso.com/adfs") or any issuer of OpenID Connect.
  /// Default: the Entra ID of the cloud that the host is in.
  std::string authority;
  /// The whole token endpoint, for an authority that has another path.
  std::string token_url;
  /// What the token is for. Default: what EWS at the connection's host needs.
  std::string scope;
  /// The same for an authority that goes by resources. Default for AD FS: the
  /// origin of the EWS URL followed by "/".
  std::string resource;

  /// Where the browser brings the answer: a URL of this machine.
  std::string redirect_url;
  /// "login", "consent", "select_account" or "none"; empty: the authority
  /// decides.
  std::string prompt;

  /// Who signs in is the connection's user; never printed.
  std::string password;
  /// What a sign-in elsewhere gave; never printed.
  std::string refresh_token;

  /// PEM files. Without a key file the certificate's file holds both.
  std::string certificate_file;
  std::string key_file;
  /// Of an encrypted key; never printed.
  std::string key_passphrase;

  Assertion assertion;
};

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_AUTHENTICATION_H_
