// What stands between cpprestsdk and a proxy that it does not know how to use:
// a plain HTTP proxy on loopback, for one connection of this process.
#ifndef LETTERBOX_HTTP_PROXY_RELAY_H_
#define LETTERBOX_HTTP_PROXY_RELAY_H_

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "exit_hook.h"
#include "http/failure.h"
#include "http/route.h"
#include "http/tls_rules.h"
#include "http/url.h"

namespace letterbox {

/// A file descriptor that is closed.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.number_) {
    other.number_ = -1;
  }
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

  int get() const { return number_; }

 private:
  int number_;
};

/// Takes one CONNECT, opens the way to `origin` and passes bytes both ways
/// until one side ends. TLS goes through it from end to end: what it sees of
/// the server's side is cipher text, and the server sees nothing of the
/// proxy's.
class Relay {
 public:
  /// Listens on 127.0.0.1, and starts a thread. Throws Error where the system
  /// gives neither.
  Relay(const HttpUrl& origin, Route route,
        std::shared_ptr<const TlsRules> rules);
  /// Ends whatever is under way.
  ~Relay();
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  int port() const { return port_; }

  /// The connection that comes from this port of 127.0.0.1, which the caller
  /// has bound, is let in; every other one is closed. No process can connect
  /// from a port that another one holds, so the port is the secret: it is new
  /// with each connection, and cannot be used by who learns it.
  void Admit(int port) { admitted_ = port; }

  /// Ends whatever is under way, without waiting.
  void Stop();

  /// Whether a way that was open is no longer, or soon will not be.
  bool has_ended() const;
  /// Whether the way was ever open.
  bool was_open() const;
  /// Why it was not opened; nothing while that is not known.
  std::optional<Failure> failure() const;
  /// What to say where nothing went forward for `timeout` while it was opened.
  Failure Silence(std::chrono::milliseconds timeout) const;

 private:
  void End();
  void Listen();
  void Run();
  Descriptor Accept();
  bool ReadRequest(const Descriptor& client);
  void Serve(const Descriptor& client);
  bool is_stopping() const;

  const HttpUrl origin_;
  const Route route_;
  const std::shared_ptr<const TlsRules> rules_;
  Descriptor listener_;
  Descriptor stop_;  ///< can be read once all is to end
  int port_ = 0;
  std::atomic<int> admitted_{0};
  std::atomic<bool> connected_{false};  ///< to the proxy
  mutable std::mutex mutex_;
  std::optional<Failure> failure_;
  int open_socket_ = -1;  ///< of the open way
  bool was_open_ = false;
  bool ended_ = false;
  std::thread thread_;
  std::optional<ExitHook> exit_hook_;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_PROXY_RELAY_H_
