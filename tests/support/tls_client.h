// A blocking client on a loopback socket, with or without TLS, that does what
// it is told and nothing else: for tests of what a server sends and suffers.
#ifndef LETTERBOX_TESTS_SUPPORT_TLS_CLIENT_H_
#define LETTERBOX_TESTS_SUPPORT_TLS_CLIENT_H_

#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "letterbox/transport/email.h"

namespace letterbox {

struct HttpReply {
  int status = 0;
  std::vector<Header> headers;
  std::string body;  ///< chunks joined

  /// The first of that name, whatever its case; empty where there is none.
  std::string header(std::string_view name) const;
};

/// Throws std::runtime_error where something fails, or where nothing comes for
/// ten seconds.
class TlsClient {
 public:
  /// Connects to `host`, an IPv4 address of this machine. `ca_pem` is all that
  /// is trusted, and `name` is who the certificate must be for; where `ca_pem`
  /// is empty there is no TLS.
  explicit TlsClient(int port, const std::string& ca_pem = "",
                     const std::string& name = "127.0.0.1");
  ~TlsClient();
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  void Write(std::string_view bytes);

  /// What is there, at least one byte; empty at the end.
  std::string Read();
  /// All up to and with `mark`.
  std::string ReadUntil(std::string_view mark);
  /// All up to the end, however the connection ends.
  std::string ReadAll();
  std::string ReadExactly(std::size_t count);

  /// Reads one answer to a request.
  HttpReply ReadReply(bool has_body = true);
  /// Sends a request with Host and, where there is a body, Content-Length.
  HttpReply Request(const std::string& method, const std::string& path,
                    const std::vector<Header>& headers = {},
                    const std::string& body = "");

  /// Nothing more will be written; what comes can still be read.
  void EndWriting();
  void Close();

 private:
  struct Freed {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  void Secure(const std::string& ca_pem, const std::string& name);
  std::string ReadChunks();

  int socket_ = -1;
  std::unique_ptr<SSL_CTX, Freed> context_;
  std::unique_ptr<SSL, Freed> ssl_;
  std::string received_;
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_TLS_CLIENT_H_
