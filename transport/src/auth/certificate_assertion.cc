#include "auth/certificate_assertion.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "crypto/crypto.h"
#include "crypto/pem_key.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

using nlohmann::json;
using std::chrono::system_clock;

// Without it OpenSSL would ask on the terminal, and wait.
char kNoPassphrase[] = "";

constexpr auto kLife = std::chrono::minutes(10);

template <auto free>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    free(object);
  }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using PrivateKey = std::shared_ptr<EVP_PKEY>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;

/// The files of one connection, and what is said where they cannot be used.
class CredentialFiles {
 public:
  explicit CredentialFiles(const Connection& connection)
      : connection_(connection), in_(connection.authenticate) {}

  Certificate ReadCertificate(system_clock::time_point now) const {
    const std::string pem = Read("certificate_file", in_.certificate_file);
    const Bio bio = Memory(pem);
    Certificate certificate(
        PEM_read_bio_X509(bio.get(), nullptr, nullptr, kNoPassphrase));
    ERR_clear_error();
    if (!certificate)
      Refuse("certificate_file", in_.certificate_file,
             "it holds no certificate in PEM form.");
    std::time_t time = system_clock::to_time_t(now);
    if (X509_cmp_time(X509_get0_notAfter(certificate.get()), &time) < 0)
      Refuse("certificate_file", in_.certificate_file,
             "the certificate's time is over. Register a new one.");
    return certificate;
  }

  PrivateKey ReadKey(X509* certificate) const {
    const bool is_apart = !in_.key_file.empty();
    const char* const name = is_apart ? "key_file" : "certificate_file";
    const std::string& path = is_apart ? in_.key_file : in_.certificate_file;
    const std::string pem = Read(name, path);
    CheckMode(name, path);
    const PrivateKey key = ReadPrivateKey(pem, in_.key_passphrase);
    if (!key) RefuseKey(name, path, pem);
    if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA)
      Refuse(name, path,
             "its key is no RSA key, and authorities take no other here.");
    if (X509_check_private_key(certificate, key.get()) != 1) {
      ERR_clear_error();
      Refuse(name, path,
             "its key does not belong to the certificate of authenticate: "
             "certificate_file.");
    }
    return key;
  }

 private:
  [[noreturn]] void Refuse(const char* key, const std::string& path,
                           const std::string& why) const {
    throw ConfigError("Connection " + Quoted(connection_.name) +
                          ": authenticate: " + key + ": " + Quoted(path) +
                          " cannot be used: " + why,
                      "", 0, std::string("authenticate.") + key);
  }

  [[noreturn]] void RefuseKey(const char* key, const std::string& path,
                              const std::string& pem) const {
    if (pem.find("ENCRYPTED") == pem.npos)
      Refuse(key, path, "it holds no private key in PEM form.");
    Refuse(key, path,
           in_.key_passphrase.empty()
               ? "its key is encrypted. Give authenticate: key_passphrase."
               : "authenticate: key_passphrase does not open its key.");
  }

  std::string Read(const char* key, const std::string& path) const {
    constexpr std::size_t kLargest = std::size_t{1} << 20;
    struct stat status;
    if (stat(path.c_str(), &status) != 0)
      Refuse(key, path, std::string(std::strerror(errno)) + ".");
    if (!S_ISREG(status.st_mode) ||
        static_cast<std::size_t>(status.st_size) > kLargest)
      Refuse(key, path, "it is no file of at most a megabyte.");
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    if (!file) Refuse(key, path, "it cannot be read.");
    return text.str();
  }

  /// Who can change the mode of the key must keep it private.
  void CheckMode(const char* key, const std::string& path) const {
    struct stat status;
    if (stat(path.c_str(), &status) == 0 && status.st_uid == geteuid() &&
        (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
      Refuse(key, path,
             "others have access to the private key in it. Make it private "
             "with chmod go= .");
  }

  static Bio Memory(const std::string& text) {
    return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  }

  const Connection& connection_;
  const Authentication& in_;
};

std::string Thumbprint(X509* certificate, const EVP_MD* digest) {
  unsigned char hash[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (X509_digest(certificate, digest, hash, &size) != 1)
    throw Error("OpenSSL cannot compute a certificate's thumbprint.");
  return EncodeBase64Url({reinterpret_cast<const char*>(hash), size});
}

/// https://www.rfc-editor.org/rfc/rfc7518#section-3.5 where `pss`, else 3.3.
std::string Sign(EVP_PKEY* key, const std::string& text, bool pss) {
  const Digest context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* padding = nullptr;
  const auto* const data = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t size = 0;
  std::string signature;
  bool done = EVP_DigestSignInit(context.get(), &padding, EVP_sha256(), nullptr,
                                 key) == 1;
  if (done && pss)
    done =
        EVP_PKEY_CTX_set_rsa_padding(padding, RSA_PKCS1_PSS_PADDING) == 1 &&
        EVP_PKEY_CTX_set_rsa_pss_saltlen(padding, RSA_PSS_SALTLEN_DIGEST) == 1;
  done = done &&
         EVP_DigestSign(context.get(), nullptr, &size, data, text.size()) == 1;
  signature.resize(size);
  done =
      done && EVP_DigestSign(context.get(),
                             reinterpret_cast<unsigned char*>(signature.data()),
                             &size, data, text.size()) == 1;
  ERR_clear_error();
  if (!done)
    throw Error("OpenSSL cannot sign with the key of the certificate.");
  signature.resize(size);
  return signature;
}

json Claims(const Connection& connection, const Endpoints& endpoints,
            system_clock::time_point now) {
  const auto at = [](system_clock::time_point time) {
    return system_clock::to_time_t(time);
  };
  constexpr std::size_t kIdSize = 16;
  const std::string& client = connection.authenticate.client_id;
  return {
      {"aud", endpoints.token}, {"iss", client},
      {"sub", client},          {"jti", EncodeBase64Url(RandomBytes(kIdSize))},
      {"nbf", at(now)},         {"iat", at(now)},
      {"exp", at(now + kLife)}};
}

std::string Encoded(const json& object) {
  return EncodeBase64Url(
      object.dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace

std::string SignAssertion(const Connection& connection,
                          const Endpoints& endpoints,
                          system_clock::time_point now) {
  const CredentialFiles files(connection);
  const Certificate certificate = files.ReadCertificate(now);
  const PrivateKey key = files.ReadKey(certificate.get());
  json header = {{"typ", "JWT"},
                 {"alg", endpoints.takes_ps256 ? "PS256" : "RS256"},
                 {"x5t#S256", Thumbprint(certificate.get(), EVP_sha256())}};
  // Who knows RS256 alone may know the older thumbprint alone.
  if (!endpoints.takes_ps256)
    header["x5t"] = Thumbprint(certificate.get(), EVP_sha1());
  const std::string text =
      Encoded(header) + "." + Encoded(Claims(connection, endpoints, now));
  return text + "." +
         EncodeBase64Url(Sign(key.get(), text, endpoints.takes_ps256));
}

}  // namespace letterbox
