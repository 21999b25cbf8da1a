#include "support/tcp_relay.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <stdexcept>
#include <vector>

namespace letterbox {
namespace {

int NewSocket() { return ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); }

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

void SendAtOnce(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

// Passes on what has come, `most` bytes at most. Returns how many, below 1
// where one side has ended.
ssize_t PassOn(int from, int to, std::size_t most) {
  char bytes[16384];
  const ssize_t count = ::recv(from, bytes, std::min(sizeof bytes, most), 0);
  for (ssize_t sent = 0; sent < count;) {
    const ssize_t part = ::send(
        to, bytes + sent, static_cast<std::size_t>(count - sent), MSG_NOSIGNAL);
    if (part <= 0) return -1;
    sent += part;
  }
  return count;
}

void Reset(int socket) {
  const linger at_once = {1, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(socket);
}

}  // namespace

TcpRelay::TcpRelay(int target)
    : target_(target),
      listener_(NewSocket()),
      wake_(::eventfd(0, EFD_CLOEXEC)) {
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof address;
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, plain, size) != 0 ||
      ::listen(listener_, SOMAXCONN) != 0 ||
      ::getsockname(listener_, plain, &size) != 0) {
    throw std::runtime_error("no port for a relay");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { Run(); });
}

TcpRelay::~TcpRelay() {
  stopping_ = true;
  ::eventfd_write(wake_, 1);
  thread_.join();
  for (const Line& line : lines_) End(line);
  ::close(listener_);
  ::close(wake_);
}

void TcpRelay::Cut() {
  cutting_ = true;
  ::eventfd_write(wake_, 1);
}

void TcpRelay::CutAfter(long bytes) { left_ = bytes; }

bool TcpRelay::Pass(int from, int to) {
  long left = left_;
  const std::size_t most =
      left < 0 ? SIZE_MAX : static_cast<std::size_t>(std::max(left, 1L));
  const ssize_t count = PassOn(from, to, most);
  if (count <= 0) return false;
  if (left < 0) return true;
  left_ = left > count ? left - count : -1;
  if (left <= count) Cut();
  return true;
}

void TcpRelay::FallSilent() {
  silent_ = true;
  ::eventfd_write(wake_, 1);
}

void TcpRelay::Run() {
  while (!stopping_) {
    std::vector<pollfd> polled = {{wake_, POLLIN, 0}, {listener_, POLLIN, 0}};
    if (!silent_) {
      for (const Line& line : lines_) {
        polled.push_back({line.client, POLLIN, 0});
        polled.push_back({line.server, POLLIN, 0});
      }
    }
    ::poll(polled.data(), polled.size(), -1);
    if (polled[0].revents != 0) {
      // What woke it up may have changed which of the others count.
      eventfd_t count = 0;
      ::eventfd_read(wake_, &count);
      if (cutting_.exchange(false)) {
        for (const Line& line : lines_) End(line);
        lines_.clear();
      }
      continue;
    }
    auto line = lines_.begin();
    for (std::size_t i = 2; i < polled.size(); i += 2) {
      const bool open =
          (polled[i].revents == 0 || Pass(line->client, line->server)) &&
          (polled[i + 1].revents == 0 || Pass(line->server, line->client));
      if (!open) End(*line);
      line = open ? std::next(line) : lines_.erase(line);
    }
    if (polled[1].revents != 0) Accept();
  }
}

void TcpRelay::Accept() {
  const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (client < 0) return;
  const int server = NewSocket();
  const sockaddr_in address = Loopback(target_);
  if (!silent_ && ::connect(server, reinterpret_cast<const sockaddr*>(&address),
                            sizeof address) != 0) {
    End({client, server});
    return;
  }
  SendAtOnce(client);
  SendAtOnce(server);
  lines_.push_back({client, server});
}

void TcpRelay::End(const Line& line) {
  Reset(line.client);
  Reset(line.server);
}

}  // namespace letterbox
