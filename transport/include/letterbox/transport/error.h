// The errors of Letterbox. Each text is complete by itself: what was tried,
// what came back, what to do next. The fields are for tests to look at.
#ifndef LETTERBOX_TRANSPORT_ERROR_H_
#define LETTERBOX_TRANSPORT_ERROR_H_

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>

namespace letterbox {

/// The base of the family.
class Error : public std::runtime_error {
 public:
  /// GoogleTest prints the text as it stands, so that its own markers in it are
  /// broken (WithoutMarkers in printable.h).
  explicit Error(const std::string& text);
};

/// The connection file, or what it refers to, is wrong.
class ConfigError : public Error {
 public:
  /// `line` is 1-based, 0 where no line is to blame.
  ConfigError(const std::string& text, std::string file, int line = 0,
              std::string key = "");

  const std::string& file() const { return file_; }
  int line() const { return line_; }
  const std::string& key() const { return key_; }

 private:
  std::string file_;
  int line_;
  std::string key_;
};

/// No answer came: name resolution, network, proxy, TLS or time-out.
class ConnectionError : public Error {
 public:
  enum class Kind {
    kResolve,    ///< the host name has no address
    kConnect,    ///< refused or unreachable, or not to be reached by the proxy
    kProxy,      ///< the proxy refused the way, or who asked for it
    kTls,        ///< the handshake or the certificate
    kTimeout,    ///< no answer, or no next part of it, in time
    kCancelled,  ///< given up by the caller
    kProtocol,   ///< what came is not HTTP
    kClosed,     ///< the server ended the connection in the middle
    kTooLarge,   ///< the answer is longer than is taken
  };

  ConnectionError(Kind kind, const std::string& text, std::string url,
                  bool maybe_sent);

  Kind kind() const { return kind_; }
  const std::string& url() const { return url_; }
  /// Whether the server may have seen the whole request. Only where this is
  /// false is repeating a send safe.
  bool maybe_sent() const { return maybe_sent_; }

 private:
  Kind kind_;
  std::string url_;
  bool maybe_sent_;
};

/// No token was given, or the server refused the one it got.
class AuthError : public Error {
 public:
  /// `code` is the OAuth 2.0 `error`, empty where none came.
  /// https://www.rfc-editor.org/rfc/rfc6749#section-5.2
  AuthError(const std::string& text, std::string connection, std::string code);

  const std::string& connection() const { return connection_; }
  const std::string& code() const { return code_; }

 private:
  std::string connection_;
  std::string code_;
};

/// A person has to sign in before there is a first token, and nobody has.
class NotSignedInError : public AuthError {
 public:
  NotSignedInError(const std::string& text, std::string connection);
};

/// The server answered that it will not do it.
class ServerError : public Error {
 public:
  /// `response_code` is the server's own word, such as "ErrorItemNotFound".
  /// https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode
  /// `retry_after`: see below.
  ServerError(const std::string& text, std::string operation, int http_status,
              std::string response_code,
              std::optional<std::chrono::milliseconds> retry_after = {});

  const std::string& operation() const { return operation_; }
  int http_status() const { return http_status_; }
  const std::string& response_code() const { return response_code_; }
  /// Where this passes: how long the server asks to be left alone, 0 where it
  /// does not say. Nothing where asking again does not help.
  const std::optional<std::chrono::milliseconds>& retry_after() const {
    return retry_after_;
  }

 private:
  std::string operation_;
  int http_status_;
  std::string response_code_;
  std::optional<std::chrono::milliseconds> retry_after_;
};

/// The server answered something that cannot be read.
class ProtocolError : public Error {
 public:
  /// `excerpt` is the beginning of the answer.
  ProtocolError(const std::string& text, std::string operation,
                std::string excerpt);

  const std::string& operation() const { return operation_; }
  const std::string& excerpt() const { return excerpt_; }

 private:
  std::string operation_;
  std::string excerpt_;
};

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_ERROR_H_
