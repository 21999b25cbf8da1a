// How a handshake goes, and what is said when it fails.
#ifndef LETTERBOX_HTTP_TLS_H_
#define LETTERBOX_HTTP_TLS_H_

#include <openssl/ssl.h>

#include <string>
#include <vector>

#include "http/tls_rules.h"

namespace letterbox {

/// With whom hands are shaken.
struct TlsPeer {
  std::string host;
  /// "the server", or "the proxy http://…": what errors say.
  std::string who = "the server";
  /// A proxy is judged by its issuer and name alone, and gets no certificate.
  bool is_proxy = false;
};

/// What a handshake is to go by, and what it said.
struct CertificateNote {
  bool verify = true;
  std::string pin;  ///< 32 bytes; empty: none

  bool refused = false;  ///< the peer's certificate
  int error = 0;         ///< X509_V_ERR_…
  std::string subject;
  std::string issuer;
  std::string not_before;
  std::string not_after;
  std::vector<std::string> names;  ///< DNS names and addresses it is for
  std::string wrong_pin;  ///< the fingerprint, where another one is pinned
  /// The peer asked for a certificate, and there is none to show.
  bool wants_certificate = false;
};

/// TLS 1.2 or later, by `rules`, with a note of what went wrong. All that is
/// given must outlive the handshakes.
void ConfigureTls(SSL_CTX* context, const TlsRules& rules, const TlsPeer& peer,
                  CertificateNote* note);

/// Lets OpenSSL itself check that a certificate is for `host`.
void RequireName(SSL_CTX* context, const std::string& host);

/// Why the certificate was refused, and what to do.
std::string CertificateSentence(const CertificateNote& note,
                                const TlsPeer& peer);

/// What is added to the sentence of a failed handshake, or of a connection that
/// ended before an answer.
std::string CertificateHint(const CertificateNote& note);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_TLS_H_
