#include "support/test_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "signals.h"

namespace letterbox {
namespace {

sockaddr_in Loopback(int port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

bool WriteAll(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

/// The side of who uses the proxy, with TLS or without.
class TestProxy::Client {
 public:
  Client(int socket, const TestIdentity* identity) : socket_(socket) {
    if (identity == nullptr) return;
    context_.reset(SSL_CTX_new(TLS_server_method()));
    SSL_CTX_use_certificate(context_.get(), identity->certificate());
    SSL_CTX_use_PrivateKey(context_.get(), identity->key());
    tls_.reset(SSL_new(context_.get()));
    SSL_set_fd(tls_.get(), socket);
    is_sound_ = SSL_accept(tls_.get()) == 1;
  }

  bool is_sound() const { return is_sound_; }
  int socket() const { return socket_; }
  bool has_more() const { return tls_ && SSL_pending(tls_.get()) > 0; }

  /// Empty at the end.
  std::string Read() {
    char bytes[4096];
    const int count =
        tls_ ? SSL_read(tls_.get(), bytes, sizeof bytes)
             : static_cast<int>(recv(socket_, bytes, sizeof bytes, 0));
    return count > 0 ? std::string(bytes, static_cast<std::size_t>(count)) : "";
  }

  std::string ReadExactly(std::size_t size) {
    while (unread_.size() < size) {
      const std::string more = Read();
      if (more.empty()) return "";
      unread_ += more;
    }
    const std::string bytes = unread_.substr(0, size);
    unread_.erase(0, size);
    return bytes;
  }

  std::string ReadHead() {
    std::string head;
    while (head.find("\r\n\r\n") == head.npos) {
      const std::string byte = ReadExactly(1);
      if (byte.empty()) return "";
      head += byte;
    }
    return head;
  }

  bool Write(std::string_view bytes) {
    if (!tls_) return WriteAll(socket_, bytes);
    return bytes.empty() || SSL_write(tls_.get(), bytes.data(),
                                      static_cast<int>(bytes.size())) > 0;
  }

 private:
  struct Freed {
    void operator()(SSL* tls) const { SSL_free(tls); }
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  const int socket_;
  std::unique_ptr<SSL_CTX, Freed> context_;
  std::unique_ptr<SSL, Freed> tls_;
  bool is_sound_ = true;
  std::string unread_;
};

TestProxy::TestProxy(Options options) : options_(std::move(options)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof address;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      listen(listener_, 64) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("no socket for a proxy");
  port_ = ntohs(address.sin_port);
  // OpenSSL writes to connections that have gone.
  const SignalsBlocked blocked;
  acceptor_ = std::thread([this] { AcceptAll(); });
}

TestProxy::~TestProxy() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  CutTunnels();
  for (std::thread& thread : threads_) thread.join();
  close(listener_);
}

std::string TestProxy::url() const {
  static constexpr const char* kSchemes[] = {"http", "https", "socks5h"};
  return std::string(kSchemes[static_cast<int>(options_.kind)]) +
         "://localhost:" + std::to_string(port_);
}

std::string TestProxy::heard() const {
  const std::lock_guard lock(mutex_);
  return heard_;
}

std::string TestProxy::passed() const {
  const std::lock_guard lock(mutex_);
  return passed_;
}

int TestProxy::tunnels() const {
  const std::lock_guard lock(mutex_);
  return tunnels_;
}

void TestProxy::CutTunnels() {
  const std::lock_guard lock(mutex_);
  for (const int socket : sockets_) shutdown(socket, SHUT_RDWR);
}

void TestProxy::AcceptAll() {
  for (;;) {
    const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    const std::lock_guard lock(mutex_);
    if (stopping_) {
      close(socket);
      return;
    }
    sockets_.insert(socket);
    threads_.emplace_back([this, socket] { Serve(socket); });
  }
}

void TestProxy::Serve(int socket) {
  int server = -1;
  {
    Client client(socket,
                  options_.kind == Kind::kHttps ? options_.identity : nullptr);
    if (client.is_sound()) server = Reach(client);
    if (server >= 0) {
      {
        const std::lock_guard lock(mutex_);
        ++tunnels_;
        sockets_.insert(server);
        if (stopping_) shutdown(server, SHUT_RDWR);
      }
      Pass(client, server);
    }
  }
  const std::lock_guard lock(mutex_);
  for (const int open : {socket, server}) {
    if (open < 0) continue;
    sockets_.erase(open);
    close(open);
  }
}

int TestProxy::Reach(Client& client) {
  return options_.kind == Kind::kSocks5 ? ReachBySocks(client)
                                        : ReachByConnect(client);
}

int TestProxy::ReachByConnect(Client& client) {
  for (;;) {
    const std::string head = client.ReadHead();
    if (head.empty()) return -1;
    {
      const std::lock_guard lock(mutex_);
      heard_ += head;
    }
    std::string login = "Proxy-Authorization: " + options_.login;
    if (login.back() != ' ') login += "\r\n";
    const std::string& refused = options_.refused_login;
    if ((!options_.login.empty() && head.find(login) == head.npos) ||
        (!refused.empty() && head.find(refused) != head.npos)) {
      client.Write("HTTP/1.1 407 Who\r\nProxy-Authenticate: " + options_.offer +
                   "\r\nContent-Length: 0\r\n\r\n");
      continue;
    }
    const std::size_t begin = head.find(' ') + 1;
    const int server =
        Connect(head.substr(begin, head.find(' ', begin) - begin));
    client.Write(server < 0 ? "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n"
                            : "HTTP/1.1 200 Connected\r\n\r\n");
    return server;
  }
}

// https://www.rfc-editor.org/rfc/rfc1928,
// https://www.rfc-editor.org/rfc/rfc1929
int TestProxy::ReachBySocks(Client& client) {
  const std::string greeting = client.ReadExactly(2);
  if (greeting.empty()) return -1;
  const std::string methods = client.ReadExactly(greeting[1]);
  const char method = options_.login.empty() ? '\0' : '\2';
  if (methods.find(method) == methods.npos) {
    client.Write("\5\xFF");
    return -1;
  }
  client.Write(std::string("\5") + method);
  if (method != '\0') {
    const std::string user =
        client.ReadExactly(client.ReadExactly(2).substr(1)[0]);
    const std::string password = client.ReadExactly(client.ReadExactly(1)[0]);
    const bool is_right = user + ":" + password == options_.login;
    client.Write(std::string("\1") + (is_right ? '\0' : '\1'));
    if (!is_right) return -1;
  }
  const std::string request = client.ReadExactly(4);
  if (request.size() != 4 || request[3] != 3) return -1;  // a name
  const std::string host = client.ReadExactly(client.ReadExactly(1)[0]);
  const std::string port = client.ReadExactly(2);
  const int number = static_cast<unsigned char>(port[0]) << 8 |
                     static_cast<unsigned char>(port[1]);
  const int server = Connect(host + ":" + std::to_string(number));
  client.Write(std::string("\5") + (server < 0 ? '\4' : '\0') +
               std::string("\0\1\0\0\0\0\0\0", 8));
  return server;
}

int TestProxy::Connect(const std::string& target) {
  {
    const std::lock_guard lock(mutex_);
    heard_ += target + "\n";
  }
  const auto found = options_.targets.find(target);
  if (found == options_.targets.end()) return -1;
  const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = Loopback(found->second);
  if (connect(server, reinterpret_cast<const sockaddr*>(&address),
              sizeof address) == 0)
    return server;
  close(server);
  return -1;
}

void TestProxy::Pass(Client& client, int server) {
  for (;;) {
    pollfd polled[] = {{client.socket(), POLLIN, 0}, {server, POLLIN, 0}};
    if (!client.has_more() && poll(polled, 2, -1) < 0) return;
    if (client.has_more() || polled[0].revents != 0) {
      const std::string bytes = client.Read();
      if (bytes.empty() || !WriteAll(server, bytes)) return;
      const std::lock_guard lock(mutex_);
      passed_ += bytes;
    }
    if (polled[1].revents != 0) {
      char bytes[4096];
      const auto count = recv(server, bytes, sizeof bytes, 0);
      if (count <= 0 || !client.Write({bytes, static_cast<std::size_t>(count)}))
        return;
    }
  }
}

}  // namespace letterbox
