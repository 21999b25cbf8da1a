// How a connection reaches servers.
#ifndef LETTERBOX_NEW_TRANSPORT_H_
#define LETTERBOX_NEW_TRANSPORT_H_

#include <memory>
#include <string>

#include "http/http_transport.h"
#include "letterbox/transport/connection.h"

namespace letterbox {

/// What `connection` says of the network, without who signs in.
HttpOptions HttpOptionsOf(const Connection& connection);

/// The proxy that requests of `connection` to `url` go through, as errors name
/// it; empty where there is none. Throws ConfigError where its URL is not
/// usable.
std::string ShownProxy(const Connection& connection, const std::string& url);

/// Signs in as nobody. Throws ConfigError where a setting cannot be used.
std::unique_ptr<HttpTransport> NewAnonymousTransport(
    const Connection& connection);

/// Where the connection's method signs in on the TCP connection, it does so at
/// `origin` (as in HttpUrl) and at no other place. Throws ConfigError where a
/// setting cannot be used.
std::unique_ptr<HttpTransport> NewTransport(const Connection& connection,
                                            const std::string& origin);

}  // namespace letterbox

#endif  // LETTERBOX_NEW_TRANSPORT_H_
