// A way through to a server, opened by libcurl, on which bytes go both ways.
#ifndef LETTERBOX_HTTP_PROXY_TUNNEL_H_
#define LETTERBOX_HTTP_PROXY_TUNNEL_H_

#include <curl/curl.h>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/curl_multi.h"
#include "http/failure.h"
#include "http/proxy/curl_route.h"
#include "http/route.h"
#include "http/tls.h"
#include "http/url.h"

namespace letterbox {

/// Used by one thread. Nothing of it blocks, but for Wait.
class Tunnel {
 public:
  /// All that is given must outlive it.
  Tunnel(const HttpUrl& origin, const Route& route, const TlsRules& rules);
  ~Tunnel();
  Tunnel(const Tunnel&) = delete;
  Tunnel& operator=(const Tunnel&) = delete;

  /// Goes on with opening; true once it is open. Throws Failure.
  bool Open();
  /// Whether the proxy, or the endpoint of a redirect, took the connection.
  bool is_connected() const;
  /// Until Open has something to do, or one of `sockets` can be read.
  void Wait(curl_waitfd* sockets, unsigned count);

  // Of an open one.

  int socket() const;
  /// How many bytes were written to `buffer`, 0 where nothing is there yet;
  /// nothing at the end.
  std::optional<std::size_t> Read(char* buffer, std::size_t size);
  /// How many of `bytes` were taken; nothing where it has ended.
  std::optional<std::size_t> Write(std::string_view bytes);

 private:
  struct Freed {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };

  template <typename Value>
  void Set(CURLoption option, Value value);
  Failure Explain(CURLcode code) const;
  static int OnSocket(void* tunnel, curl_socket_t socket, curlsocktype);
  static CURLcode OnTls(CURL*, void* context, void* tunnel);

  const HttpUrl& origin_;
  const Route& route_;
  const TlsRules& rules_;
  const CurlMulti multi_;
  std::optional<CurlRoute> curl_route_;  ///< ends after the handle
  const std::unique_ptr<CURL, Freed> easy_;
  std::array<char, CURL_ERROR_SIZE> error_text_{};
  CertificateNote note_;
  curl_socket_t latest_socket_ = CURL_SOCKET_BAD;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_PROXY_TUNNEL_H_
