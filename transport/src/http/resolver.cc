#include "http/resolver.h"

#include <netdb.h>
#include <sys/socket.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "http/failure.h"
#include "http/url.h"
#include "signals.h"

namespace letterbox {
namespace {

using Kind = ConnectionError::Kind;

struct Lookup {
  std::mutex mutex;
  std::condition_variable changed;
  std::optional<int> code;
  bool cancelled = false;
};

void Start(const std::shared_ptr<Lookup>& lookup,
           std::function<int(const std::string&)> look_up, std::string host) {
  SignalsBlocked blocked;
  std::thread([lookup, look_up = std::move(look_up), host = std::move(host)] {
    const int code = look_up(host);
    std::lock_guard lock(lookup->mutex);
    lookup->code = code;
    lookup->changed.notify_all();
  }).detach();
}

}  // namespace

int LookUp(const std::string& host) {
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int code = getaddrinfo(host.c_str(), nullptr, &hints, &found);
  if (code == 0) freeaddrinfo(found);
  return code;
}

void AwaitAddress(const std::string& host,
                  const std::function<int(const std::string&)>& look_up,
                  std::chrono::milliseconds timeout,
                  const Cancellation& cancellation) {
  if (IsIpv4(host) || IsLoopback(host)) return;
  const auto lookup = std::make_shared<Lookup>();
  const Cancellation::Registration registration(cancellation, [lookup] {
    std::lock_guard lock(lookup->mutex);
    lookup->cancelled = true;
    lookup->changed.notify_all();
  });
  Start(lookup, look_up, host);

  std::unique_lock lock(lookup->mutex);
  const bool in_time = lookup->changed.wait_for(
      lock, timeout, [&] { return lookup->code || lookup->cancelled; });
  if (lookup->cancelled) throw Failure{Kind::kCancelled, "cancelled."};
  if (!in_time)
    throw Failure{Kind::kTimeout, "the host name was not resolved within " +
                                      Seconds(timeout) +
                                      ". Check the network's name service."};
  if (*lookup->code != 0)
    throw Failure{Kind::kResolve, "the host name cannot be resolved (" +
                                      std::string(gai_strerror(*lookup->code)) +
                                      "). Check its spelling and the network."};
}

}  // namespace letterbox
