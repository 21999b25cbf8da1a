// The one way out: HTTP requests and their answers. An answer is a success at
// this level whatever its status.
#ifndef LETTERBOX_HTTP_HTTP_TRANSPORT_H_
#define LETTERBOX_HTTP_HTTP_TRANSPORT_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/cancellation.h"
#include "http/network.h"
#include "letterbox/transport/connection.h"
#include "letterbox/transport/email.h"
#include "letterbox/transport/error.h"

namespace letterbox {

struct HttpRequest {
  std::string method = "POST";
  std::string url;
  std::vector<Header> headers;
  std::string body;
  /// What is written into `body` as Base64 on the way, never in memory as such:
  /// mails and attachments.
  struct Insert {
    std::size_t at = 0;  ///< place in `body`; they come in its order
    std::string_view bytes;
  };
  std::vector<Insert> inserts;
  /// Where set, gets the body of an answer with status 200 as it comes, on the
  /// calling thread. What it did not get is in the response. What it throws
  /// ends the request and comes out of Send.
  std::function<void(std::string_view)> on_body;
  /// Whether the server may see it twice. Only then is it sent again where a
  /// kept connection turns out to be closed.
  bool repeatable = false;
  /// Whether the URL may be plain http to another machine, where anybody may
  /// read and change what goes over the wire. Such a request may hold nothing
  /// that signs in.
  bool may_be_plain = false;
  /// The longest silence: of the connect, of the answer, between two parts of
  /// it.
  std::chrono::milliseconds timeout = std::chrono::seconds(100);
  /// When to give up, however much has come by then.
  std::chrono::steady_clock::time_point deadline =
      std::chrono::steady_clock::time_point::max();
};

struct HttpResponse {
  int status = 0;
  std::vector<Header> headers;
  std::string body;

  /// The value of the first header of that name, whatever its case; empty
  /// where there is none.
  std::string header(std::string_view name) const;
};

/// Thread-safe. Every failure of the exchange is a ConnectionError. A request
/// that must not go out (a URL that ParseHttpUrl refuses, a control character
/// in a header) is a plain Error.
class HttpTransport {
 public:
  virtual ~HttpTransport() = default;

  /// Redirects are answers: they are not followed.
  virtual HttpResponse Send(const HttpRequest& request,
                            const Cancellation& cancellation = {}) = 0;

  /// Like Send, for an answer that goes on: `on_bytes` gets its body, as it
  /// arrives, on the calling thread; the returned response has no body. What
  /// `on_bytes` throws ends the request and comes out here. Where the status
  /// is not 200, the body is in the response and `on_bytes` sees nothing.
  /// Reading pauses while about 1 MB waits for `on_bytes`; where that takes
  /// longer than the request's timeout, the request may end.
  virtual HttpResponse Stream(
      const HttpRequest& request,
      const std::function<void(std::string_view)>& on_bytes,
      const Cancellation& cancellation) = 0;
};

/// Who signs in on the connection itself, with each connection to `origin` and
/// to nobody else.
struct HttpLogin {
  enum class Scheme {
    kNtlm,       ///< with user and password
    kNegotiate,  ///< with the Kerberos ticket of whoever runs the process
  };
  Scheme scheme = Scheme::kNtlm;
  std::string origin;  ///< as in HttpUrl
  /// Both with a byte a character (ToLatin1).
  std::string user;      ///< "DOMAIN\\user" or "user@domain"
  std::string password;  ///< never printed
};

struct HttpOptions {
  Tls tls;
  /// The host that tls.fingerprint is about, lower case.
  std::string pinned_host;
  Proxy proxy;
  /// Gives the token of Proxy::Method::kBearer, for each connection anew; what
  /// it throws ends the request. Default: proxy.token.
  std::function<std::string()> proxy_token;
  /// Is told of a token that the proxy refused: proxy_token is asked for
  /// another one, once a request.
  std::function<void(const std::string& token)> proxy_token_refused;
  Network network;
  /// The longest body that a response can hold.
  std::size_t max_body = std::size_t{64} << 20;
  /// For the transport on libcurl.
  std::optional<HttpLogin> login;
};

/// The transport on cpprestsdk. Throws ConfigError where a CA file cannot be
/// read.
std::unique_ptr<HttpTransport> NewCpprestTransport(const HttpOptions& options);

/// The transport on libcurl, which can sign in on the connection. Throws
/// ConfigError where a CA file cannot be read.
std::unique_ptr<HttpTransport> NewCurlTransport(const HttpOptions& options);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_HTTP_TRANSPORT_H_
