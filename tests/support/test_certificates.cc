#include "support/test_certificates.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include "ascii.h"

namespace letterbox {
namespace {

void AddExtension(X509* certificate, int nid, const char* value) {
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

// What `write` puts into memory.
template <typename Write>
std::string Written(const Write& write) {
  BIO* const bio = BIO_new(BIO_s_mem());
  write(bio);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio, &bytes);
  std::string text(bytes, static_cast<std::size_t>(size));
  BIO_free(bio);
  return text;
}

}  // namespace

TestIdentity::TestIdentity(const Options& options)
    : certificate_(X509_new(), X509_free),
      key_(options.rsa_bits == 0 ? EVP_EC_gen("P-256")
                                 : EVP_RSA_gen(options.rsa_bits),
           EVP_PKEY_free) {
  X509* certificate = certificate_.get();
  X509_set_version(certificate, X509_VERSION_3);
  unsigned char serial[8];
  RAND_bytes(serial, sizeof serial);
  serial[0] &= 0x7F;
  BIGNUM* number = BN_bin2bn(serial, sizeof serial, nullptr);
  BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
  BN_free(number);
  X509_gmtime_adj(X509_getm_notBefore(certificate), options.valid_from);
  X509_gmtime_adj(X509_getm_notAfter(certificate), options.valid_to);
  X509_NAME_add_entry_by_txt(
      X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
      reinterpret_cast<const unsigned char*>(options.common_name.c_str()), -1,
      -1, 0);
  X509_set_pubkey(certificate, key_.get());
}

void TestIdentity::SetIssuer(const TestIdentity& issuer, const char* constraint,
                             const std::string& names) {
  X509* certificate = certificate_.get();
  X509_set_issuer_name(certificate,
                       X509_get_subject_name(issuer.certificate()));
  AddExtension(certificate, NID_basic_constraints, constraint);
  if (!names.empty())
    AddExtension(certificate, NID_subject_alt_name, names.c_str());
  X509_sign(certificate, issuer.key(), EVP_sha256());
}

TestIdentity TestIdentity::SelfSigned(const Options& options) {
  TestIdentity identity(options);
  identity.SetIssuer(identity, "critical,CA:TRUE", options.names);
  return identity;
}

TestIdentity TestIdentity::Issue(const Options& options) const {
  TestIdentity identity(options);
  identity.SetIssuer(*this, "critical,CA:FALSE", options.names);
  return identity;
}

std::string TestIdentity::fingerprint() const {
  unsigned char hash[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  X509_digest(certificate_.get(), EVP_sha256(), hash, &size);
  return ToHex({reinterpret_cast<const char*>(hash), size});
}

std::string TestIdentity::pem() const {
  return Written(
      [&](BIO* bio) { PEM_write_bio_X509(bio, certificate_.get()); });
}

std::string TestIdentity::key_pem(const std::string& passphrase) const {
  return Written([&](BIO* bio) {
    PEM_write_bio_PKCS8PrivateKey(
        bio, key_.get(), passphrase.empty() ? nullptr : EVP_aes_256_cbc(),
        passphrase.data(), static_cast<int>(passphrase.size()), nullptr,
        nullptr);
  });
}

}  // namespace letterbox
