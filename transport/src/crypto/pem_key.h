// Private keys as files hold them.
#ifndef LETTERBOX_CRYPTO_PEM_KEY_H_
#define LETTERBOX_CRYPTO_PEM_KEY_H_

#include <openssl/evp.h>

#include <memory>
#include <string>

namespace letterbox {

/// The first private key of `pem`; null where there is none or `passphrase`
/// does not open it. Never asks anybody.
std::shared_ptr<EVP_PKEY> ReadPrivateKey(const std::string& pem,
                                         const std::string& passphrase);

}  // namespace letterbox

#endif  // LETTERBOX_CRYPTO_PEM_KEY_H_
