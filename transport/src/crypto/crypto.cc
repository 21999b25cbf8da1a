#include "crypto/crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>

#include "ascii.h"
#include "letterbox/transport/error.h"
#include "mime/base64.h"

namespace letterbox {

std::string RandomBytes(std::size_t count) {
  std::string bytes(count, '\0');
  auto* const data = reinterpret_cast<unsigned char*>(bytes.data());
  if (RAND_bytes(data, static_cast<int>(count)) != 1)
    throw Error("OpenSSL was asked for random bytes and gave none.");
  return bytes;
}

std::string Sha256(std::string_view bytes) {
  unsigned char hash[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), hash, &size, EVP_sha256(),
                 nullptr) != 1)
    throw Error("OpenSSL cannot compute SHA-256.");
  return {reinterpret_cast<const char*>(hash), size};
}

std::string EncodeBase64Url(std::string_view bytes) {
  std::string text = EncodeBase64(bytes);
  while (!text.empty() && text.back() == '=') text.pop_back();
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

std::optional<std::string> DecodeBase64Url(std::string_view text) {
  std::string plain(text);
  for (char& c : plain) {
    if (c == '-') {
      c = '+';
    } else if (c == '_') {
      c = '/';
    } else if (!IsLetterOrDigit(c)) {
      return std::nullopt;
    }
  }
  return DecodeBase64(plain);
}

bool IsSameSecret(std::string_view a, std::string_view b) {
  // Hashes have one length, so not even the length of a secret shows.
  const std::string first = Sha256(a);
  const std::string second = Sha256(b);
  return CRYPTO_memcmp(first.data(), second.data(), first.size()) == 0;
}

}  // namespace letterbox
