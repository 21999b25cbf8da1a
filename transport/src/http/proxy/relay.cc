#include "http/proxy/relay.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "http/proxy/proxy_failure.h"
#include "http/proxy/pump.h"
#include "http/proxy/tunnel.h"
#include "http/socket.h"
#include "letterbox/transport/error.h"
#include "signals.h"

namespace letterbox {
namespace {

constexpr int kBacklog = 16;
constexpr std::size_t kLongestRequest = 8192;
constexpr char kOpen[] = "HTTP/1.1 200 OK\r\n\r\n";
constexpr char kNotOpen[] = "HTTP/1.1 502 Bad Gateway\r\n\r\n";

/// False once `stop` can be read.
bool AwaitReadable(int socket, int stop) {
  pollfd polled[] = {{socket, POLLIN, 0}, {stop, POLLIN, 0}};
  while (poll(polled, 2, -1) < 0 && errno == EINTR) {
  }
  return polled[1].revents == 0;
}

void WriteAll(int socket, std::string_view bytes) {
  // It fits into the empty buffer of a new connection.
  [[maybe_unused]] const auto written =
      send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

Descriptor::~Descriptor() {
  if (number_ >= 0) close(number_);
}

Relay::Relay(const HttpUrl& origin, Route route,
             std::shared_ptr<const TlsRules> rules)
    : origin_(origin),
      route_(std::move(route)),
      rules_(std::move(rules)),
      listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      stop_(eventfd(0, EFD_CLOEXEC)) {
  Listen();
  const SignalsBlocked blocked;
  thread_ = std::thread([this] { Run(); });
  exit_hook_.emplace([this] { End(); });
}

Relay::~Relay() {
  exit_hook_.reset();
  End();
}

void Relay::End() {
  Stop();
  if (thread_.joinable()) thread_.join();
}

void Relay::Listen() {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (stop_.get() < 0 || bind(listener_.get(), generic, size) != 0 ||
      listen(listener_.get(), kBacklog) != 0 ||
      getsockname(listener_.get(), generic, &size) != 0)
    throw Error(
        "The system gave no socket on 127.0.0.1, which the way through a proxy "
        "needs. Check the limit of open files (ulimit -n).");
  port_ = ntohs(address.sin_port);
}

void Relay::Stop() { eventfd_write(stop_.get(), 1); }

bool Relay::is_stopping() const {
  pollfd polled = {stop_.get(), POLLIN, 0};
  return poll(&polled, 1, 0) > 0;
}

bool Relay::has_ended() const {
  const std::lock_guard lock(mutex_);
  return ended_ || (open_socket_ >= 0 && !IsQuiet(open_socket_));
}

bool Relay::was_open() const {
  const std::lock_guard lock(mutex_);
  return was_open_;
}

std::optional<Failure> Relay::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

Failure Relay::Silence(std::chrono::milliseconds timeout) const {
  if (!route_.proxy) return SilenceFailure(FailureStep::kConnect, timeout);
  return ProxySilence(connected_, *route_.proxy, HostAndPort(origin_), timeout);
}

void Relay::Run() {
  const Descriptor client = Accept();
  listener_ = Descriptor();
  if (client.get() < 0 || !ReadRequest(client)) return;
  try {
    Serve(client);
  } catch (const Failure& failure) {
    {
      const std::lock_guard lock(mutex_);
      failure_ = failure;
    }
    WriteAll(client.get(), kNotOpen);
  } catch (const std::exception& error) {
    {
      const std::lock_guard lock(mutex_);
      failure_ = Failure{ConnectionError::Kind::kProxy, error.what()};
    }
    WriteAll(client.get(), kNotOpen);
  }
}

Descriptor Relay::Accept() {
  while (AwaitReadable(listener_.get(), stop_.get())) {
    sockaddr_in from = {};
    socklen_t size = sizeof from;
    Descriptor client(accept4(listener_.get(),
                              reinterpret_cast<sockaddr*>(&from), &size,
                              SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (client.get() >= 0 && ntohs(from.sin_port) == admitted_ &&
        ntohl(from.sin_addr.s_addr) == INADDR_LOOPBACK)
      return client;
  }
  return Descriptor();
}

/// Up to the end of its head: it is known whereto.
bool Relay::ReadRequest(const Descriptor& client) {
  const std::string wanted = "CONNECT " + HostAndPort(origin_) + " ";
  std::string request;
  while (request.size() < kLongestRequest &&
         AwaitReadable(client.get(), stop_.get())) {
    char bytes[1024];
    const auto count = recv(client.get(), bytes, sizeof bytes, 0);
    if (count <= 0) return false;
    request.append(bytes, static_cast<std::size_t>(count));
    if (request.find("\r\n\r\n") != request.npos)
      return request.compare(0, wanted.size(), wanted) == 0;
  }
  return false;
}

void Relay::Serve(const Descriptor& client) {
  Tunnel tunnel(origin_, route_, *rules_);
  while (!tunnel.Open()) {
    connected_ = tunnel.is_connected();
    curl_waitfd sockets[] = {{client.get(), CURL_WAIT_POLLIN, 0},
                             {stop_.get(), CURL_WAIT_POLLIN, 0}};
    tunnel.Wait(sockets, 2);
    // The client says nothing before it is answered: it has gone.
    if (sockets[0].revents != 0 || is_stopping()) return;
  }
  {
    const std::lock_guard lock(mutex_);
    was_open_ = true;
    open_socket_ = tunnel.socket();
  }
  const int on = 1;
  setsockopt(tunnel.socket(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  setsockopt(client.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  WriteAll(client.get(), kOpen);
  Pump(tunnel, client.get(), stop_.get());
  const std::lock_guard lock(mutex_);
  ended_ = true;
  open_socket_ = -1;
}

}  // namespace letterbox
