#include "http/tls.h"

#include <arpa/inet.h>
#include <openssl/x509v3.h>

#include "ascii.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free_all)>;

std::string Read(const Bio& bio) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &bytes);
  return size > 0 ? Printable(std::string_view(bytes, size)) : "";
}

std::string NameText(const X509_NAME* name) {
  const Bio bio(BIO_new(BIO_s_mem()), BIO_free_all);
  X509_NAME_print_ex(bio.get(), name, 0,
                     XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB & ~XN_FLAG_SPC_EQ);
  return Read(bio);
}

std::string TimeText(const ASN1_TIME* time) {
  const Bio bio(BIO_new(BIO_s_mem()), BIO_free_all);
  ASN1_TIME_print(bio.get(), time);
  return Read(bio);
}

std::string AddressText(const ASN1_OCTET_STRING* address) {
  char text[INET6_ADDRSTRLEN] = "";
  const int family = ASN1_STRING_length(address) == 4 ? AF_INET : AF_INET6;
  if (family == AF_INET6 && ASN1_STRING_length(address) != 16) return "";
  inet_ntop(family, ASN1_STRING_get0_data(address), text, sizeof text);
  return text;
}

std::vector<std::string> Names(const X509* certificate) {
  std::vector<std::string> names;
  auto* found = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0; i < sk_GENERAL_NAME_num(found); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(found, i);
    if (name->type == GEN_DNS) {
      const auto* bytes =
          reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName));
      names.push_back(Printable(
          std::string_view(bytes, ASN1_STRING_length(name->d.dNSName))));
    } else if (name->type == GEN_IPADD) {
      names.push_back(AddressText(name->d.iPAddress));
    }
  }
  GENERAL_NAMES_free(found);
  return names;
}

std::string FingerprintOf(const X509* certificate) {
  unsigned char hash[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  X509_digest(certificate, EVP_sha256(), hash, &size);
  return {reinterpret_cast<const char*>(hash), size};
}

int VerifyPin(X509_STORE_CTX* store, CertificateNote& note) {
  const X509* leaf = X509_STORE_CTX_get0_cert(store);
  const std::string found = leaf == nullptr ? "" : FingerprintOf(leaf);
  if (found == note.pin) return 1;
  note.refused = true;
  note.wrong_pin = ToHex(found);
  X509_STORE_CTX_set_error(store, X509_V_ERR_CERT_REJECTED);
  return 0;
}

/// Takes the place of OpenSSL's own check, which it calls: only here is known
/// why it failed.
int Verify(X509_STORE_CTX* store, void* argument) {
  auto& note = *static_cast<CertificateNote*>(argument);
  if (!note.pin.empty()) return VerifyPin(store, note);
  if (!note.verify) return 1;
  const int verdict = X509_verify_cert(store);
  if (verdict > 0) return verdict;
  note.refused = true;
  note.error = X509_STORE_CTX_get_error(store);
  if (const X509* bad = X509_STORE_CTX_get_current_cert(store)) {
    note.subject = NameText(X509_get_subject_name(bad));
    note.issuer = NameText(X509_get_issuer_name(bad));
    note.not_before = TimeText(X509_get0_notBefore(bad));
    note.not_after = TimeText(X509_get0_notAfter(bad));
  }
  if (const X509* leaf = X509_STORE_CTX_get0_cert(store))
    note.names = Names(leaf);
  return verdict;
}

int NoteIndex() {
  static const int index =
      SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

/// The peer asks for a certificate: there is none.
int NoteWish(SSL* tls, X509**, EVP_PKEY**) {
  auto* const note = static_cast<CertificateNote*>(
      SSL_CTX_get_ex_data(SSL_get_SSL_CTX(tls), NoteIndex()));
  note->wants_certificate = true;
  return 0;
}

void ShowOwn(SSL_CTX* context, const TlsRules& rules) {
  SSL_CTX_use_certificate(context, rules.own_chain().front().get());
  for (std::size_t i = 1; i < rules.own_chain().size(); ++i)
    SSL_CTX_add1_chain_cert(context, rules.own_chain()[i].get());
  SSL_CTX_use_PrivateKey(context, rules.own_key());
}

std::string Join(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    if (!text.empty()) text += ", ";
    text += name;
  }
  return text;
}

std::string WrongName(const CertificateNote& note, const TlsPeer& peer) {
  const std::string names =
      note.names.empty() ? note.subject : Join(note.names);
  return peer.who + "'s certificate is for " + names + ", not for " +
         peer.host + ". Use a name that it is for.";
}

}  // namespace

void ConfigureTls(SSL_CTX* context, const TlsRules& rules, const TlsPeer& peer,
                  CertificateNote* note) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  for (const auto& certificate : rules.authorities())
    X509_STORE_add_cert(store, certificate.get());
  if (!peer.is_proxy && !rules.own_chain().empty()) ShowOwn(context, rules);
  note->verify = rules.verify();
  note->pin = peer.is_proxy ? "" : rules.PinOf(peer.host);
  SSL_CTX_set_cert_verify_callback(context, Verify, note);
  SSL_CTX_set_ex_data(context, NoteIndex(), note);
  if (peer.is_proxy || rules.own_chain().empty())
    SSL_CTX_set_client_cert_cb(context, NoteWish);
}

void RequireName(SSL_CTX* context, const std::string& host) {
  X509_VERIFY_PARAM* const rules = SSL_CTX_get0_param(context);
  if (X509_VERIFY_PARAM_set1_ip_asc(rules, host.c_str()) != 1)
    X509_VERIFY_PARAM_set1_host(rules, host.data(), host.size());
}

std::string CertificateSentence(const CertificateNote& note,
                                const TlsPeer& peer) {
  const std::string whose = peer.who + "'s certificate ";
  if (!note.wrong_pin.empty())
    return whose + "has the SHA-256 fingerprint " + note.wrong_pin +
           ", not the one that tls: fingerprint pins. If the server got a new "
           "certificate, pin that.";
  const std::string reason = X509_verify_cert_error_string(note.error);
  switch (note.error) {
    // cpprestsdk's own check of the name leaves no reason behind.
    case X509_V_OK:
    case X509_V_ERR_UNSPECIFIED:
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return WrongName(note, peer);
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return whose + "is self-signed (" + note.subject +
             "). If it is the right one, add it with tls: ca_file.";
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return whose + "expired on " + note.not_after + " (" + note.subject +
             "). Its owner must renew it; check this machine's "
             "clock too.";
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return whose + "is not valid before " + note.not_before + " (" +
             note.subject + "). Check this machine's clock.";
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return whose + "is not trusted (" + reason + ": " + note.subject +
             ", issued by " + note.issuer +
             "). Add its authority with tls: ca_file.";
    default:
      return whose + "is refused (" + reason + ": " + note.subject + ").";
  }
}

std::string CertificateHint(const CertificateNote& note) {
  return note.wants_certificate
             ? " It had asked for a client certificate: give one with tls: "
               "certificate_file and key_file."
             : "";
}

}  // namespace letterbox
