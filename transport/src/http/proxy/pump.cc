#include "http/proxy/pump.h"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <functional>
#include <utility>
#include <vector>

namespace letterbox {
namespace {

constexpr std::size_t kRoom = std::size_t{64} << 10;

using Count = std::optional<std::size_t>;

/// Bytes on their way in one direction.
class Lane {
 public:
  using Read = std::function<Count(char* buffer, std::size_t size)>;
  using Write = std::function<Count(std::string_view bytes)>;

  Lane(Read read, Write write)
      : read_(std::move(read)), write_(std::move(write)), buffer_(kRoom) {}

  /// As much as goes without waiting.
  void Move() {
    while (!is_over_) {
      if (is_empty() && !Fill()) return;
      const Count taken = write_({buffer_.data() + begin_, end_ - begin_});
      if (!taken) is_over_ = true;
      if (!taken || *taken == 0) return;
      begin_ += *taken;
    }
  }

  bool is_empty() const { return begin_ == end_; }
  /// Nothing more will pass.
  bool is_over() const { return is_over_; }

 private:
  bool Fill() {
    const Count read = read_(buffer_.data(), buffer_.size());
    if (!read) is_over_ = true;
    if (!read || *read == 0) return false;
    begin_ = 0;
    end_ = *read;
    return true;
  }

  const Read read_;
  const Write write_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool is_over_ = false;
};

bool WouldBlock() { return errno == EAGAIN || errno == EWOULDBLOCK; }

Count ReadSocket(int socket, char* buffer, std::size_t size) {
  const auto count = recv(socket, buffer, size, 0);
  if (count > 0) return static_cast<std::size_t>(count);
  if (count < 0 && WouldBlock()) return 0;
  return std::nullopt;
}

Count WriteSocket(int socket, std::string_view bytes) {
  const auto count = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (count >= 0) return static_cast<std::size_t>(count);
  if (WouldBlock()) return 0;
  return std::nullopt;
}

/// What `socket` is waited for. Where that is nothing it is left out, since its
/// end would be told again and again.
pollfd Awaited(int socket, const Lane& from_here, const Lane& to_here) {
  int events = 0;
  if (from_here.is_empty()) events |= POLLIN;
  if (!to_here.is_empty()) events |= POLLOUT;
  return {events == 0 ? -1 : socket, static_cast<short>(events), 0};
}

}  // namespace

void Pump(Tunnel& tunnel, int client, int stop) {
  Lane up([&](char* buffer,
              std::size_t size) { return ReadSocket(client, buffer, size); },
          [&](std::string_view bytes) { return tunnel.Write(bytes); });
  Lane down(
      [&](char* buffer, std::size_t size) { return tunnel.Read(buffer, size); },
      [&](std::string_view bytes) { return WriteSocket(client, bytes); });
  const int server = tunnel.socket();
  for (;;) {
    up.Move();
    down.Move();
    // A lane is over only once all that it had read has been written.
    if (up.is_over() || down.is_over()) return;
    pollfd polled[] = {Awaited(client, up, down),
                       Awaited(server, down, up),
                       {stop, POLLIN, 0}};
    while (poll(polled, 3, -1) < 0 && errno == EINTR) {
    }
    if (polled[2].revents != 0) return;
  }
}

}  // namespace letterbox
