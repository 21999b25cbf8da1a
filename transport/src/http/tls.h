// How a server's certificate is judged, and what is said when it is refused.
#ifndef LETTERBOX_HTTP_TLS_H_
#define LETTERBOX_HTTP_TLS_H_

#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <vector>

#include "letterbox/transport/connection.h"

namespace letterbox {

/// The authorities of `tls`, read once. A value.
class TrustedAuthorities {
 public:
  /// Throws ConfigError where a file cannot be read or holds no certificate.
  explicit TrustedAuthorities(const Tls& tls);

  const std::vector<std::shared_ptr<X509>>& certificates() const {
    return certificates_;
  }

 private:
  void Add(const std::string& pem, const std::string& source,
           const std::string& key);

  std::vector<std::shared_ptr<X509>> certificates_;
};

/// What a handshake said about a certificate that it refused.
struct CertificateNote {
  bool refused = false;
  int error = 0;  ///< X509_V_ERR_…
  std::string subject;
  std::string issuer;
  std::string not_before;
  std::string not_after;
  std::vector<std::string> names;  ///< DNS names and addresses it is for
};

/// TLS 1.2 or later, the authorities besides the system's, and a note of every
/// refusal. `note` must outlive the handshakes.
void ConfigureTls(SSL_CTX* context, const TrustedAuthorities& authorities,
                  CertificateNote* note);

/// Lets OpenSSL itself check that a certificate is for `host`.
void RequireName(SSL_CTX* context, const std::string& host);

/// Why the certificate was refused, and what to do.
std::string CertificateSentence(const CertificateNote& note,
                                const std::string& host);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_TLS_H_
