#include "auth/remembered_refusal.h"

#include <openssl/evp.h>

#include <fstream>
#include <sstream>

#include "auth/run.h"
#include "crypto/crypto.h"

namespace letterbox {
namespace {

constexpr std::size_t kSaltSize = 16;
constexpr auto kShortMemory = std::chrono::minutes(1);

std::string ContentOf(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::stringstream text;
  if (stream) text << stream.rdbuf();
  return text.str();
}

// All that a person may have put right in the meantime without touching a
// setting that the token was issued for.
std::string Secrets(const Connection& connection) {
  const Authentication& in = connection.authenticate;
  const Assertion& assertion = in.assertion;
  std::string all;
  for (const std::string& part :
       {in.client_secret, in.password, in.refresh_token, in.key_passphrase,
        ContentOf(in.certificate_file), ContentOf(in.key_file), assertion.from,
        assertion.text, ContentOf(assertion.file), assertion.url,
        assertion.bearer})
    all += std::to_string(part.size()) + ":" + part;
  return all;
}

// Slow on purpose: whoever reads the file must not find a password by trying.
// https://www.rfc-editor.org/rfc/rfc8018#section-5.2
std::string PrintOf(const Connection& connection, const std::string& salt) {
  constexpr int kRounds = 100000;
  const std::string secrets = Secrets(connection);
  unsigned char key[32];
  if (PKCS5_PBKDF2_HMAC(secrets.data(), static_cast<int>(secrets.size()),
                        reinterpret_cast<const unsigned char*>(salt.data()),
                        static_cast<int>(salt.size()), kRounds, EVP_sha256(),
                        sizeof key, key) != 1)
    throw Error("OpenSSL cannot compute PBKDF2 with SHA-256.");
  return EncodeBase64Url({reinterpret_cast<const char*>(key), sizeof key});
}

}  // namespace

RememberedRefusal Remembered(const TokenRefusal& refusal,
                             const Connection& connection, Token::Date now) {
  const std::string salt = EncodeBase64Url(RandomBytes(kSaltSize));
  return {refusal.what(),
          refusal.code(),
          now,
          refusal.kind() == TokenRefusal::Kind::kDead,
          CurrentRun(),
          salt,
          PrintOf(connection, salt)};
}

bool StillHolds(const RememberedRefusal& remembered,
                const Connection& connection, Token::Date now) {
  const bool is_recent =
      remembered.at <= now && now < remembered.at + kShortMemory;
  if (!remembered.dead && !is_recent && remembered.run != CurrentRun())
    return false;
  return IsSameSecret(remembered.print, PrintOf(connection, remembered.salt));
}

}  // namespace letterbox
