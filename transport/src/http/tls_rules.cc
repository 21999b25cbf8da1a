#include "http/tls_rules.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "ascii.h"
#include "crypto/pem_key.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

using Certificates = TlsRules::Certificates;

constexpr std::uintmax_t kLargestFile = std::uintmax_t{16} << 20;
constexpr std::size_t kFingerprintSize = 32;

[[noreturn]] void Refuse(const std::string& text, const std::string& file,
                         const std::string& key) {
  throw ConfigError(text, file, 0, key);
}

/// Nothing where the file cannot be read.
std::optional<std::string> ReadSmallFile(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error) ||
      std::filesystem::file_size(path, error) > kLargestFile || error)
    return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (!file) return std::nullopt;
  return text;
}

std::string ReadFileOf(const std::string& path, const std::string& key) {
  const std::optional<std::string> text = ReadSmallFile(path);
  if (!text || text->empty())
    Refuse("The file " + Quoted(path) + " of tls: " + key + " cannot be read.",
           path, "tls." + key);
  return *text;
}

struct PemCertificates {
  Certificates certificates;
  bool is_whole;  ///< whether nothing is damaged
};

PemCertificates ReadPem(const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free_all);
  PemCertificates read;
  // Without a passphrase OpenSSL would ask on the terminal, and wait.
  char none[] = "";
  while (X509* certificate =
             PEM_read_bio_X509(bio.get(), nullptr, nullptr, none))
    read.certificates.emplace_back(certificate, X509_free);
  read.is_whole = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  return read;
}

Certificates CertificatesOf(const std::string& pem, const std::string& source,
                            const std::string& key) {
  PemCertificates read = ReadPem(pem);
  if (!read.is_whole || read.certificates.empty())
    Refuse("There is no readable PEM certificate in " + source + " of tls." +
               key + ".",
           "", "tls." + key);
  return std::move(read.certificates);
}

std::string ReadFingerprint(const std::string& text) {
  std::string digits = text;
  digits.erase(std::remove(digits.begin(), digits.end(), ':'), digits.end());
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    const int high = HexDigit(digits[i]);
    const int low = HexDigit(digits[i + 1]);
    if (high < 0 || low < 0) break;
    bytes += static_cast<char>(high << 4 | low);
  }
  if (bytes.size() != kFingerprintSize || digits.size() != 2 * bytes.size())
    Refuse(
        "`tls`: `fingerprint` is not the SHA-256 of a certificate: 64 "
        "hexadecimal digits, as `openssl x509 -noout -fingerprint -sha256` "
        "prints them.",
        "", "tls.fingerprint");
  return bytes;
}

}  // namespace

TlsRules::TlsRules(const Tls& tls, std::string pinned_host)
    : pinned_host_(std::move(pinned_host)), verify_(tls.verify) {
  // It ends with the process after all that is started from here on.
  OPENSSL_init_ssl(0, nullptr);
  ReadAuthorities(tls);
  ReadOwn(tls);
  if (!tls.fingerprint.empty()) pin_ = ReadFingerprint(tls.fingerprint);
}

std::string TlsRules::PinOf(const std::string& host) const {
  return host == pinned_host_ ? pin_ : "";
}

void TlsRules::ReadAuthorities(const Tls& tls) {
  const auto add = [this](const Certificates& more) {
    authorities_.insert(authorities_.end(), more.begin(), more.end());
  };
  if (!tls.ca_file.empty())
    add(CertificatesOf(ReadFileOf(tls.ca_file, "ca_file"),
                       "the file " + Quoted(tls.ca_file), "ca_file"));
  if (!tls.ca_folder.empty()) ReadFolder(tls.ca_folder);
  if (!tls.ca_pem.empty())
    add(CertificatesOf(tls.ca_pem, "the text", "ca_pem"));
}

void TlsRules::ReadFolder(const std::string& folder) {
  const std::size_t before = authorities_.size();
  std::error_code error;
  std::filesystem::directory_iterator files(folder, error);
  for (; !error && files != std::filesystem::directory_iterator();
       files.increment(error)) {
    const std::optional<std::string> pem = ReadSmallFile(files->path());
    if (!pem) continue;
    const Certificates found = ReadPem(*pem).certificates;
    authorities_.insert(authorities_.end(), found.begin(), found.end());
  }
  if (error || authorities_.size() == before)
    Refuse("There is no readable PEM certificate in the folder " +
               Quoted(folder) + " of tls.ca_folder.",
           folder, "tls.ca_folder");
}

void TlsRules::ReadOwn(const Tls& tls) {
  if (tls.certificate_file.empty()) {
    if (!tls.key_file.empty())
      Refuse("`tls`: there is a `key_file` and no `certificate_file`.", "",
             "tls.certificate_file");
    return;
  }
  const std::string pem = ReadFileOf(tls.certificate_file, "certificate_file");
  own_chain_ = CertificatesOf(pem, "the file " + Quoted(tls.certificate_file),
                              "certificate_file");
  const bool is_apart = !tls.key_file.empty();
  const std::string& path = is_apart ? tls.key_file : tls.certificate_file;
  own_key_ = ReadPrivateKey(is_apart ? ReadFileOf(path, "key_file") : pem,
                            tls.key_passphrase);
  if (!own_key_)
    Refuse("There is no private key in the file " + Quoted(path) +
               " that tls: key_passphrase opens.",
           path, "tls.key_file");
  if (X509_check_private_key(own_chain_.front().get(), own_key_.get()) != 1) {
    ERR_clear_error();
    Refuse("The key in the file " + Quoted(path) +
               " does not belong to the certificate of tls: "
               "certificate_file.",
           path, "tls.key_file");
  }
}

}  // namespace letterbox
