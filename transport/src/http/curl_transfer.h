// One request and its answer on libcurl, run on the calling thread.
#ifndef LETTERBOX_HTTP_CURL_TRANSFER_H_
#define LETTERBOX_HTTP_CURL_TRANSFER_H_

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "http/line.h"
#include "http/proxy/curl_route.h"
#include "http/request_body.h"
#include "http/route.h"
#include "http/tls.h"

namespace letterbox {

/// All that is given must outlive it.
class CurlTransfer {
 public:
  /// `login` may be null.
  CurlTransfer(CURLM* multi, const HttpUrl& url, const HttpRequest& request,
               const TlsRules& rules, const Route& route,
               const HttpLogin* login);
  ~CurlTransfer();
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  /// Throws Failure, or what `sink` throws.
  void Run(const Line::Sink& sink, const Cancellation& cancellation);

  /// The connection that it was on; CURL_SOCKET_BAD where that was not kept.
  curl_socket_t connection() const;

 private:
  struct Freed {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  /// What changes whenever something goes forward.
  struct Progress {
    bool shakes_hands = false;
    curl_off_t uploaded = 0;
    std::size_t received = 0;
    bool operator==(const Progress& other) const {
      return shakes_hands == other.shakes_hands && uploaded == other.uploaded &&
             received == other.received;
    }
  };

  template <typename Value>
  void Set(CURLoption option, Value value);
  void SetRequest();
  void SetHeaders();
  void SetLimits();
  void SetTls();
  void SetLogin(const HttpLogin& login);

  /// False once the exchange has ended.
  bool Perform();
  void HandOut(const Line::Sink& sink);
  void Wait(std::chrono::steady_clock::time_point last_progress);
  void CheckResult() const;
  /// Whether what goes on is between this machine and the proxy.
  bool is_at_proxy() const;
  Failure Silence(std::chrono::milliseconds timeout) const;
  Progress progress() const;
  FailureStep step() const;
  bool maybe_sent() const;

  void OnHeaderLine(std::string_view line);
  static std::size_t OnHeader(char* bytes, std::size_t size, std::size_t count,
                              void* transfer);
  static std::size_t OnBody(char* bytes, std::size_t size, std::size_t count,
                            void* transfer);
  static std::size_t OnRead(char* bytes, std::size_t size, std::size_t count,
                            void* transfer);
  static int OnSeek(void* transfer, curl_off_t offset, int origin);
  static int OnRequest(void* transfer, char*, char*, int, int);
  static int OnSocket(void* transfer, curl_socket_t, curlsocktype);
  static CURLcode OnTls(CURL*, void* context, void* transfer);

  CURLM* const multi_;
  const HttpUrl& url_;
  const HttpRequest& request_;
  const TlsRules& rules_;
  const Route& route_;
  RequestBody body_out_;
  std::optional<CurlRoute> curl_route_;  ///< ends after the handle
  const std::unique_ptr<CURL, Freed> easy_;
  std::unique_ptr<curl_slist, Freed> headers_;
  std::array<char, CURL_ERROR_SIZE> error_text_{};
  TlsPeer peer_;  ///< of the latest handshake
  CertificateNote note_;

  curl_socket_t socket_ = CURL_SOCKET_BAD;  ///< the latest
  bool met_proxy_ = false;                  ///< its TLS handshake has begun
  bool shakes_hands_ = false;               ///< for TLS, with the server
  bool asked_ = false;                      ///< the request is on its way
  bool asked_again_ = false;  ///< and would have been sent a second time
  bool head_began_ = false;   ///< of the latest answer
  bool head_ended_ = false;
  bool head_too_long_ = false;
  ResponseHead head_;  ///< of the latest answer
  std::size_t head_size_ = 0;
  std::size_t received_ = 0;
  std::string body_;  ///< what was not handed out yet
  bool head_given_ = false;
  std::optional<CURLcode> result_;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_CURL_TRANSFER_H_
