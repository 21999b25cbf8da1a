#include "crypto/pem_key.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <cstring>

namespace letterbox {
namespace {

/// Without it OpenSSL would ask on the terminal, and wait.
int Passphrase(char* buffer, int size, int /*write*/, void* given) {
  const auto& passphrase = *static_cast<const std::string*>(given);
  if (passphrase.empty() || passphrase.size() > static_cast<std::size_t>(size))
    return -1;
  std::memcpy(buffer, passphrase.data(), passphrase.size());
  return static_cast<int>(passphrase.size());
}

}  // namespace

std::shared_ptr<EVP_PKEY> ReadPrivateKey(const std::string& pem,
                                         const std::string& passphrase) {
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free_all);
  std::shared_ptr<EVP_PKEY> key(
      PEM_read_bio_PrivateKey(bio.get(), nullptr, Passphrase,
                              const_cast<std::string*>(&passphrase)),
      EVP_PKEY_free);
  ERR_clear_error();
  return key;
}

}  // namespace letterbox
