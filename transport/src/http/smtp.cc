#include "letterbox/transport/smtp.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>

#include "http/tls.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

struct Freed {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Upload {
  std::string_view left;
};

std::size_t Read(char* into, std::size_t size, std::size_t count,
                 void* upload) {
  std::string_view& left = static_cast<Upload*>(upload)->left;
  const std::size_t taken = std::min(size * count, left.size());
  std::memcpy(into, left.data(), taken);
  left.remove_prefix(taken);
  return taken;
}

struct Judgement {
  TlsRules rules;
  TlsPeer peer;
  CertificateNote note;
};

CURLcode ConfigureContext(CURL*, void* context, void* judgement) {
  auto* const tls = static_cast<SSL_CTX*>(context);
  auto* const to = static_cast<Judgement*>(judgement);
  SSL_CTX_set_default_verify_paths(tls);
  ConfigureTls(tls, to->rules, to->peer, &to->note);
  return CURLE_OK;
}

// libcurl ends lines as they come; the protocol wants CRLF.
std::string WithCrlf(std::string_view mime) {
  std::string text;
  for (const char c : mime) {
    if (c == '\n' && (text.empty() || text.back() != '\r')) text += '\r';
    text += c;
  }
  return text;
}

}  // namespace

void PostBySmtp(const HandIn& server, const Tls& tls, const std::string& sender,
                const std::string& recipient, const std::string& mime,
                std::chrono::milliseconds timeout) {
  const std::unique_ptr<CURL, Freed> easy(curl_easy_init());
  const std::string to = "<" + recipient + ">";
  const std::unique_ptr<curl_slist, Freed> recipients(
      curl_slist_append(nullptr, to.c_str()));
  if (!easy || !recipients) throw std::bad_alloc();
  const bool is_ipv6 = server.host.find(':') != std::string::npos;
  const std::string url = std::string(server.tls == "tls" ? "smtps" : "smtp") +
                          "://" + (is_ipv6 ? "[" : "") + server.host +
                          (is_ipv6 ? "]:" : ":") + std::to_string(server.port);
  const std::string from = "<" + sender + ">";
  const std::string text = WithCrlf(mime);
  Upload upload{text};
  Judgement judgement{TlsRules(tls), {server.host, "the SMTP server"}, {}};
  std::array<char, CURL_ERROR_SIZE> words{};

  const auto set = [&](CURLoption option, auto value) {
    curl_easy_setopt(easy.get(), option, value);
  };
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_ERRORBUFFER, words.data());
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_PROXY, "");
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
  set(CURLOPT_MAIL_FROM, from.c_str());
  set(CURLOPT_MAIL_RCPT, recipients.get());
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_READFUNCTION, Read);
  set(CURLOPT_READDATA, &upload);
  if (server.tls == "starttls") {
    set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  }
  set(CURLOPT_CAINFO, nullptr);
  set(CURLOPT_CAPATH, nullptr);
  const long verify = judgement.rules.verify() ? 1L : 0L;
  set(CURLOPT_SSL_VERIFYPEER, verify);
  set(CURLOPT_SSL_VERIFYHOST, 2 * verify);
  set(CURLOPT_SSL_CTX_FUNCTION, ConfigureContext);
  set(CURLOPT_SSL_CTX_DATA, &judgement);
  if (!server.user.empty()) {
    set(CURLOPT_USERNAME, server.user.c_str());
    set(CURLOPT_PASSWORD, server.password.c_str());
  }
  const CURLcode result = curl_easy_perform(easy.get());
  if (result == CURLE_OK) return;
  std::string why =
      *words.data() == '\0' ? curl_easy_strerror(result) : words.data();
  if (judgement.note.refused) {
    why = CertificateSentence(judgement.note, judgement.peer);
  }
  long answer = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &answer);
  throw ConnectionError(
      result == CURLE_OPERATION_TIMEDOUT ? ConnectionError::Kind::kTimeout
                                         : ConnectionError::Kind::kConnect,
      "a mail for " + Printable(recipient) + " could not be handed in at " +
          Printable(url) + ": " + Printable(why, 1000) +
          (answer > 0 ? " (the server answered " + std::to_string(answer) + ")"
                      : "") +
          ". Look at hand_in of the connection.",
      url, false);
}

}  // namespace letterbox
