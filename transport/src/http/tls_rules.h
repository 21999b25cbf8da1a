// Whom to trust, and what to show: the files of a connection's `tls`, read
// once.
#ifndef LETTERBOX_HTTP_TLS_RULES_H_
#define LETTERBOX_HTTP_TLS_RULES_H_

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <vector>

#include "letterbox/transport/connection.h"

namespace letterbox {

/// A value.
class TlsRules {
 public:
  using Certificates = std::vector<std::shared_ptr<X509>>;

  /// `pinned_host` is the host that the fingerprint is about. Throws
  /// ConfigError where something cannot be read or used.
  explicit TlsRules(const Tls& tls, std::string pinned_host = "");

  /// Trusted besides the system's.
  const Certificates& authorities() const { return authorities_; }
  /// What is shown to who asks, the own certificate first; empty: nothing.
  const Certificates& own_chain() const { return own_chain_; }
  EVP_PKEY* own_key() const { return own_key_.get(); }
  /// The SHA-256, 32 bytes, of the one certificate that `host` may have; empty
  /// where any is judged by its issuer and name.
  std::string PinOf(const std::string& host) const;
  bool verify() const { return verify_; }

 private:
  void ReadAuthorities(const Tls& tls);
  void ReadFolder(const std::string& folder);
  void ReadOwn(const Tls& tls);

  Certificates authorities_;
  Certificates own_chain_;
  std::shared_ptr<EVP_PKEY> own_key_;
  std::string pinned_host_;
  std::string pin_;
  bool verify_;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_TLS_RULES_H_
