// Certificates made for one test.
#ifndef LETTERBOX_TESTS_SUPPORT_TEST_CERTIFICATES_H_
#define LETTERBOX_TESTS_SUPPORT_TEST_CERTIFICATES_H_

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace letterbox {

/// A certificate and its key.
class TestIdentity {
 public:
  struct Options {
    std::string common_name = "server under test";
    /// As OpenSSL's configuration writes it.
    std::string names = "DNS:localhost,IP:127.0.0.1";
    /// Relative to now, in seconds.
    long valid_from = -3600;
    long valid_to = 3600;
    /// Of an RSA key; 0 for one on the curve P-256.
    unsigned rsa_bits = 0;
  };

  /// Signed by itself, and able to sign others.
  static TestIdentity SelfSigned(const Options& options);

  /// Signed by this one.
  TestIdentity Issue(const Options& options) const;

  X509* certificate() const { return certificate_.get(); }
  EVP_PKEY* key() const { return key_.get(); }
  /// The certificate as PEM.
  std::string pem() const;
  /// The SHA-256 of the certificate, hexadecimal.
  std::string fingerprint() const;
  /// The private key as PEM, encrypted where there is a passphrase.
  std::string key_pem(const std::string& passphrase = "") const;

 private:
  explicit TestIdentity(const Options& options);
  void SetIssuer(const TestIdentity& issuer, const char* constraint,
                 const std::string& names);

  std::shared_ptr<X509> certificate_;
  std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_TEST_CERTIFICATES_H_
