#include "auth/redirect/redirect_listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <list>
#include <utility>
#include <vector>

#include "auth/redirect/visitor.h"
#include "letterbox/transport/error.h"

namespace letterbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kBacklog = 64;
/// How often another port is tried where the system chooses.
constexpr int kAttempts = 20;
/// How long a browser has for its page once the answer is there.
constexpr auto kFarewell = std::chrono::seconds(1);

/// A listening socket on loopback; -1 and errno where it cannot be had.
int Listen(int family, int port) {
  const int socket_type = SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
  const int listener = socket(family, socket_type, 0);
  if (listener < 0) return -1;
  const int on = 1;
  // Only against connections that have ended: nobody shares the port.
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  v4.sin_port = htons(static_cast<std::uint16_t>(port));
  v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_port = v4.sin_port;
  v6.sin6_addr = in6addr_loopback;
  const bool is_v6 = family == AF_INET6;
  if (is_v6) setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  const auto* const address = is_v6 ? reinterpret_cast<const sockaddr*>(&v6)
                                    : reinterpret_cast<const sockaddr*>(&v4);
  if (bind(listener, address, is_v6 ? sizeof v6 : sizeof v4) == 0 &&
      listen(listener, kBacklog) == 0)
    return listener;
  const int reason = errno;
  close(listener);
  errno = reason;
  return -1;
}

int PortOf(int listener) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  // The port stands at the same place in both families.
  return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

int MillisecondsTo(steady_clock::time_point deadline) {
  const auto left =
      std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
  // At most a minute at once, which fits into an int.
  return static_cast<int>(
      std::clamp<milliseconds::rep>(left.count(), 0, 60000));
}

}  // namespace

class RedirectListener::Impl {
 public:
  Impl(RedirectUrl redirect, Limits limits) : limits_(limits) {
    for (int attempt = 0; !TryPort(redirect); ++attempt) {
      if (redirect.port != 0 || errno != EADDRINUSE || attempt == kAttempts)
        Refuse(redirect, errno);
    }
    url_ = redirect.With(PortOf(listeners_.front()));
    expected_.path = redirect.target();
    const std::size_t host = std::strlen("http://");
    expected_.host =
        url_.substr(host, url_.size() - host - redirect.path.size());
  }
  ~Impl() { CloseListeners(); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  const std::string& url() const { return url_; }

  std::optional<RedirectAnswer> Await(const std::string& state,
                                      Deadline deadline) {
    expected_.state = state;
    std::optional<RedirectAnswer> answer;
    while (!answer || !visitors_.empty()) {
      if (steady_clock::now() >= deadline) break;
      Poll(std::min(deadline, NextDeadline()), !answer);
      for (Visitor& visitor : visitors_) {
        auto brought = visitor.Work(expected_);
        if (!brought) continue;
        answer = std::move(brought);
        // It counts once: whoever repeats it is refused.
        expected_.state.clear();
        deadline = steady_clock::now() + kFarewell;
      }
      Dismiss(answer.has_value());
    }
    visitors_.clear();
    return answer;
  }

 private:
  [[noreturn]] static void Refuse(const RedirectUrl& url, int reason) {
    std::string text =
        "The redirect URL " +
        (url.port == 0 ? "http://" + url.host + url.path : url.With(url.port)) +
        " cannot be listened on: " + std::strerror(reason) + ".";
    if (reason == EADDRINUSE)
      text +=
          " End the program that holds the port (`ss -ltnp` names it), or "
          "register and write another redirect URL.";
    throw Error(text);
  }

  /// Whether all addresses of the host listen on one port; errno says why not.
  /// A browser may take either address of localhost, so that nobody else may
  /// sit on the other one.
  bool TryPort(const RedirectUrl& url) {
    CloseListeners();
    int port = url.port;
    if (url.host != "[::1]") {
      const int listener = Listen(AF_INET, port);
      if (listener < 0) return false;
      listeners_.push_back(listener);
      port = PortOf(listener);
    }
    if (url.host == "127.0.0.1") return true;
    const int listener = Listen(AF_INET6, port);
    if (listener >= 0) listeners_.push_back(listener);
    return listener >= 0 || (url.host == "localhost" && errno != EADDRINUSE);
  }

  void CloseListeners() {
    for (const int listener : listeners_) close(listener);
    listeners_.clear();
  }

  Deadline NextDeadline() const {
    Deadline next = Deadline::max();
    for (const Visitor& visitor : visitors_)
      next = std::min(next, visitor.deadline());
    return next;
  }

  /// Waits until something can be done, and lets new visitors in.
  void Poll(Deadline until, bool is_open) {
    std::vector<pollfd> waiting;
    for (const Visitor& visitor : visitors_)
      waiting.push_back({visitor.socket(), visitor.events(), 0});
    if (is_open) {
      for (const int listener : listeners_)
        waiting.push_back({listener, POLLIN, 0});
    }
    poll(waiting.data(), waiting.size(), MillisecondsTo(until));
    if (is_open) {
      for (const int listener : listeners_) Accept(listener);
    }
  }

  void Accept(int listener) {
    for (;;) {
      const int accepted =
          accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
      if (accepted < 0) return;
      visitors_.emplace_back(accepted, steady_clock::now() + limits_.request);
      if (visitors_.size() > limits_.connections) visitors_.pop_front();
    }
  }

  /// Lets go of those who are through, and at the end of those who have asked
  /// for nothing.
  void Dismiss(bool is_end) {
    const Deadline now = steady_clock::now();
    for (Visitor& visitor : visitors_) {
      if (!visitor.is_over() && now >= visitor.deadline())
        visitor.RunOutOfTime();
    }
    visitors_.remove_if([&](const Visitor& visitor) {
      return visitor.is_over() || (is_end && visitor.is_idle());
    });
  }

  const Limits limits_;
  std::vector<int> listeners_;
  std::string url_;
  RedirectExpectation expected_;
  std::list<Visitor> visitors_;
};

RedirectListener::RedirectListener(RedirectUrl url)
    : RedirectListener(std::move(url), Limits()) {}
RedirectListener::RedirectListener(RedirectUrl url, Limits limits)
    : impl_(std::make_unique<Impl>(std::move(url), limits)) {}
RedirectListener::~RedirectListener() = default;

const std::string& RedirectListener::url() const { return impl_->url(); }

std::optional<RedirectAnswer> RedirectListener::Await(const std::string& state,
                                                      Deadline deadline) {
  return impl_->Await(state, deadline);
}

}  // namespace letterbox
