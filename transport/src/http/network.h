// What lies below HTTP, as parameters: tests need neither a name service nor a
// port below 1024.
#ifndef LETTERBOX_HTTP_NETWORK_H_
#define LETTERBOX_HTTP_NETWORK_H_

#include <functional>
#include <optional>
#include <string>

namespace letterbox {

/// A host name or address, and a port of it.
struct Endpoint {
  std::string host;
  int port = 0;
};

struct Network {
  /// Looks a host name up: 0, or the code of getaddrinfo. Default: getaddrinfo.
  std::function<int(const std::string& host)> resolve;
  /// Where a connection to that endpoint really goes; nothing: there. TLS and
  /// the Host header keep the name that was asked for. What goes through a
  /// proxy is not asked about. Default: nothing.
  std::function<std::optional<Endpoint>(const Endpoint& wanted)> redirect;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_NETWORK_H_
