#include "http/proxy/tunnel.h"

#include <new>

#include "http/curl_failure.h"
#include "http/failure.h"
#include "http/proxy/proxy_failure.h"
#include "http/socket.h"

namespace letterbox {
namespace {

// Neither is to be met: who asked for the tunnel gives up by himself.
constexpr long kNeverMilliseconds = 24L * 3600 * 1000;
constexpr int kLongestWait = 60'000;

}  // namespace

Tunnel::Tunnel(const HttpUrl& origin, const Route& route, const TlsRules& rules)
    : origin_(origin),
      route_(route),
      rules_(rules),
      multi_(NewCurlMulti()),
      easy_(curl_easy_init()) {
  if (!easy_) throw std::bad_alloc();
  // TLS with the server is the business of whoever uses the tunnel.
  Set(CURLOPT_URL, ("http://" + HostAndPort(origin) + "/").c_str());
  Set(CURLOPT_CONNECT_ONLY, 1L);
  Set(CURLOPT_HTTPPROXYTUNNEL, 1L);
  Set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  Set(CURLOPT_NOSIGNAL, 1L);
  // A look-up that was given up goes on by itself and is not waited for.
  Set(CURLOPT_QUICK_EXIT, 1L);
  Set(CURLOPT_CONNECTTIMEOUT_MS, kNeverMilliseconds);
  Set(CURLOPT_ERRORBUFFER, error_text_.data());
  Set(CURLOPT_USERAGENT, "letterbox");
  Set(CURLOPT_SSL_CTX_FUNCTION, OnTls);
  Set(CURLOPT_SSL_CTX_DATA, this);
  Set(CURLOPT_SOCKOPTFUNCTION, OnSocket);
  Set(CURLOPT_SOCKOPTDATA, this);
  curl_route_.emplace(easy_.get(), route, rules);
  curl_multi_add_handle(multi_.get(), easy_.get());
}

Tunnel::~Tunnel() { curl_multi_remove_handle(multi_.get(), easy_.get()); }

template <typename Value>
void Tunnel::Set(CURLoption option, Value value) {
  if (curl_easy_setopt(easy_.get(), option, value) != CURLE_OK)
    throw Failure{ConnectionError::Kind::kProtocol,
                  "libcurl refused an option (" + std::to_string(option) +
                      "). It must be version 7.87 or later, with TLS."};
}

bool Tunnel::Open() {
  int running = 0;
  curl_multi_perform(multi_.get(), &running);
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    if (message->data.result != CURLE_OK) throw Explain(message->data.result);
    return true;
  }
  return false;
}

bool Tunnel::is_connected() const { return IsConnected(latest_socket_); }

void Tunnel::Wait(curl_waitfd* sockets, unsigned count) {
  curl_multi_poll(multi_.get(), sockets, count, kLongestWait, nullptr);
}

int Tunnel::socket() const {
  curl_socket_t socket = CURL_SOCKET_BAD;
  curl_easy_getinfo(easy_.get(), CURLINFO_ACTIVESOCKET, &socket);
  return socket;
}

std::optional<std::size_t> Tunnel::Read(char* buffer, std::size_t size) {
  std::size_t count = 0;
  const CURLcode code = curl_easy_recv(easy_.get(), buffer, size, &count);
  if (code == CURLE_AGAIN) return 0;
  if (code != CURLE_OK || count == 0) return std::nullopt;
  return count;
}

std::optional<std::size_t> Tunnel::Write(std::string_view bytes) {
  std::size_t count = 0;
  const CURLcode code =
      curl_easy_send(easy_.get(), bytes.data(), bytes.size(), &count);
  if (code == CURLE_AGAIN) return 0;
  if (code != CURLE_OK) return std::nullopt;
  return count;
}

Failure Tunnel::Explain(CURLcode code) const {
  if (route_.proxy)
    return ExplainProxyFailure(easy_.get(), code, error_text_.data(),
                               *route_.proxy, HostAndPort(origin_), note_);
  return ExplainCurlFailure(code, error_text_.data(), FailureStep::kConnect,
                            false);
}

int Tunnel::OnSocket(void* tunnel, curl_socket_t socket, curlsocktype) {
  static_cast<Tunnel*>(tunnel)->latest_socket_ = socket;
  return CURL_SOCKOPT_OK;
}

CURLcode Tunnel::OnTls(CURL*, void* context, void* tunnel) {
  auto& self = *static_cast<Tunnel*>(tunnel);
  // There is no other handshake.
  const TlsPeer peer = PeerOf(*self.route_.proxy);
  auto* const tls = static_cast<SSL_CTX*>(context);
  SSL_CTX_set_default_verify_paths(tls);
  ConfigureTls(tls, self.rules_, peer, &self.note_);
  RequireName(tls, peer.host);
  return CURLE_OK;
}

}  // namespace letterbox
