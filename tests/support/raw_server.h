// A server on loopback that does exactly what a test says, byte by byte.
#ifndef LETTERBOX_TESTS_SUPPORT_RAW_SERVER_H_
#define LETTERBOX_TESTS_SUPPORT_RAW_SERVER_H_

#include <openssl/ssl.h>

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "support/test_certificates.h"

namespace letterbox {

class RawServer;

/// One accepted connection, used by the script on a thread of its own.
class RawConnection {
 public:
  RawConnection(RawServer& server, int socket)
      : server_(server), socket_(socket) {}

  /// The next whole request: its head and the body that its Content-Length
  /// announces. Empty where the client ended the connection.
  std::string ReadRequest();
  /// False where the client has gone.
  bool Write(std::string_view bytes);
  /// Waits until the client's machine has what was written.
  void AwaitDelivered();
  /// Ends the connection, with a close_notify where it is TLS, and waits until
  /// the client's machine knows.
  void Close();
  /// Ends the connection by a reset.
  void Reset();
  /// Waits until something has come, and leaves it there.
  void AwaitBytes();
  /// Waits until the client has ended the connection.
  void AwaitEnd();

 private:
  friend class RawServer;

  bool Accept(SSL_CTX* context);
  std::ptrdiff_t Read(char* buffer, std::size_t size);
  void Shutdown();

  RawServer& server_;
  int socket_;
  std::mutex mutex_;  ///< guards socket_ against the server's end
  std::unique_ptr<SSL, decltype(&SSL_free)> tls_{nullptr, SSL_free};
  std::string unread_;
};

class RawServer {
 public:
  using Script = std::function<void(RawConnection&)>;

  struct Tls {
    TestIdentity identity;
    /// A version of TLS, such as TLS1_1_VERSION; 0: the newest.
    int newest_version = 0;
    /// Who must have signed the client's certificate; nothing: none is wanted.
    std::optional<TestIdentity> client_authority = std::nullopt;
  };

  /// Runs `script` for each connection, and closes it after.
  explicit RawServer(Script script, std::optional<Tls> tls = std::nullopt);
  /// Ends all connections and waits for their scripts.
  ~RawServer();

  int port() const { return port_; }
  /// "https://localhost:PORT" or "http://localhost:PORT", and `path`.
  std::string url(const std::string& path = "/") const;

  /// The requests that arrived whole, in order.
  std::vector<std::string> requests() const;
  std::size_t connections() const;
  /// Waits until so many connections have ended, whoever ended them.
  void AwaitEnded(std::size_t connections) const;
  /// Waits until so many requests have arrived whole.
  void AwaitRequests(std::size_t requests) const;

 private:
  friend class RawConnection;
  void Listen();
  void AcceptAll();
  void Serve(RawConnection& connection);
  void Record(std::string request);

  const Script script_;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_{nullptr,
                                                             SSL_CTX_free};
  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<std::string> requests_;
  std::size_t ended_ = 0;
  bool stopping_ = false;
  std::list<RawConnection> connections_;  ///< their places do not move
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

/// A whole HTTP/1.1 response with a Content-Length.
std::string HttpAnswer(int status, const std::string& body,
                       const std::string& headers = "");
/// One part of a body in parts; an empty one ends it.
std::string HttpPart(const std::string& bytes);

/// Answers every request of a connection in the same way.
RawServer::Script AnswerAlways(const std::string& answer);

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_RAW_SERVER_H_
