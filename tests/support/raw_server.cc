#include "support/raw_server.h"

#include <arpa/inet.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace letterbox {
namespace {

/// The length that the head of a request announces for its body.
std::size_t BodyLength(const std::string& head) {
  constexpr std::string_view kName = "\r\nContent-Length:";
  const std::size_t at = head.find(kName);
  if (at == std::string::npos) return 0;
  return std::strtoul(head.c_str() + at + kName.size(), nullptr, 10);
}

}  // namespace

std::string RawConnection::ReadRequest() {
  std::size_t head_end = std::string::npos;
  std::size_t size = 0;
  char buffer[16384];
  while (head_end == std::string::npos || unread_.size() < size) {
    if (head_end == std::string::npos) {
      head_end = unread_.find("\r\n\r\n");
      if (head_end != std::string::npos) {
        size = head_end + 4 + BodyLength(unread_.substr(0, head_end + 2));
        continue;
      }
    }
    const std::ptrdiff_t got = Read(buffer, sizeof buffer);
    if (got <= 0) return "";
    unread_.append(buffer, static_cast<std::size_t>(got));
  }
  std::string request = unread_.substr(0, size);
  unread_.erase(0, size);
  server_.Record(request);
  return request;
}

bool RawConnection::Write(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::ptrdiff_t written =
        tls_ ? SSL_write(tls_.get(), bytes.data(),
                         static_cast<int>(bytes.size()))
             : send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::ptrdiff_t RawConnection::Read(char* buffer, std::size_t size) {
  if (tls_) return SSL_read(tls_.get(), buffer, static_cast<int>(size));
  return recv(socket_, buffer, size, 0);
}

bool RawConnection::Accept(SSL_CTX* context) {
  if (context == nullptr) return true;
  tls_.reset(SSL_new(context));
  SSL_set_fd(tls_.get(), socket_);
  return SSL_accept(tls_.get()) == 1;
}

void RawConnection::AwaitDelivered() {
  int waiting = 0;
  tcp_info info = {};
  socklen_t size = sizeof info;
  while (ioctl(socket_, SIOCOUTQ, &waiting) == 0 && waiting > 0 &&
         getsockopt(socket_, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
         info.tcpi_state != TCP_CLOSE)
    std::this_thread::sleep_for(std::chrono::microseconds(200));
}

void RawConnection::Close() {
  if (socket_ < 0) return;
  if (tls_) SSL_shutdown(tls_.get());
  shutdown(socket_, SHUT_WR);
  AwaitDelivered();
  std::lock_guard lock(mutex_);
  if (socket_ >= 0) close(std::exchange(socket_, -1));
}

void RawConnection::Reset() {
  const linger at_once = {1, 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  std::lock_guard lock(mutex_);
  if (socket_ >= 0) close(std::exchange(socket_, -1));
}

void RawConnection::AwaitBytes() {
  char byte;
  recv(socket_, &byte, 1, MSG_PEEK);
}

void RawConnection::AwaitEnd() {
  char buffer[4096];
  while (Read(buffer, sizeof buffer) > 0) {
  }
}

void RawConnection::Shutdown() {
  std::lock_guard lock(mutex_);
  if (socket_ >= 0) shutdown(socket_, SHUT_RDWR);
}

RawServer::RawServer(Script script, std::optional<Tls> tls)
    : script_(std::move(script)) {
  if (tls) {
    context_.reset(SSL_CTX_new(TLS_server_method()));
    if (tls->newest_version != 0) {
      // Versions this old need the lowest security level.
      SSL_CTX_set_security_level(context_.get(), 0);
      SSL_CTX_set_min_proto_version(context_.get(), tls->newest_version);
      SSL_CTX_set_max_proto_version(context_.get(), tls->newest_version);
    }
    SSL_CTX_use_certificate(context_.get(), tls->identity.certificate());
    SSL_CTX_use_PrivateKey(context_.get(), tls->identity.key());
    if (tls->client_authority) {
      X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()),
                          tls->client_authority->certificate());
      SSL_CTX_set_verify(context_.get(),
                         SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT,
                         nullptr);
    }
  }
  Listen();
  acceptor_ = std::thread([this] { AcceptAll(); });
}

RawServer::~RawServer() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    for (RawConnection& connection : connections_) connection.Shutdown();
  }
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (std::thread& thread : threads_) thread.join();
  close(listener_);
}

void RawServer::Listen() {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, any, size) != 0 || listen(listener_, 64) != 0 ||
      getsockname(listener_, any, &size) != 0)
    throw std::runtime_error("no port on loopback");
  port_ = ntohs(address.sin_port);
}

void RawServer::AcceptAll() {
  for (;;) {
    const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    std::lock_guard lock(mutex_);
    if (socket < 0) return;
    if (stopping_) {
      close(socket);
      return;
    }
    RawConnection& connection = connections_.emplace_back(*this, socket);
    threads_.emplace_back([this, &connection] { Serve(connection); });
  }
}

void RawServer::Serve(RawConnection& connection) {
  // OpenSSL writes without MSG_NOSIGNAL.
  sigset_t pipe;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, nullptr);

  if (connection.Accept(context_.get())) script_(connection);
  connection.Close();
  std::lock_guard lock(mutex_);
  ++ended_;
  changed_.notify_all();
}

void RawServer::Record(std::string request) {
  std::lock_guard lock(mutex_);
  requests_.push_back(std::move(request));
  changed_.notify_all();
}

std::string RawServer::url(const std::string& path) const {
  return (context_ ? "https" : "http") + std::string("://localhost:") +
         std::to_string(port_) + path;
}

std::vector<std::string> RawServer::requests() const {
  std::lock_guard lock(mutex_);
  return requests_;
}

std::size_t RawServer::connections() const {
  std::lock_guard lock(mutex_);
  return connections_.size();
}

void RawServer::AwaitEnded(std::size_t connections) const {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return ended_ >= connections; });
}

void RawServer::AwaitRequests(std::size_t requests) const {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return requests_.size() >= requests; });
}

std::string HttpAnswer(int status, const std::string& body,
                       const std::string& headers) {
  return "HTTP/1.1 " + std::to_string(status) + " So\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string HttpPart(const std::string& bytes) {
  std::ostringstream part;
  part << std::hex << bytes.size() << "\r\n" << bytes << "\r\n";
  return part.str();
}

RawServer::Script AnswerAlways(const std::string& answer) {
  return [answer](RawConnection& connection) {
    while (!connection.ReadRequest().empty()) {
      if (!connection.Write(answer)) return;
    }
  };
}

}  // namespace letterbox
