// What Autodiscover needs of the network: parameters, so that tests own them.
#ifndef LETTERBOX_AUTODISCOVER_REACH_H_
#define LETTERBOX_AUTODISCOVER_REACH_H_

#include <functional>
#include <memory>
#include <string>

#include "autodiscover/srv.h"
#include "http/http_transport.h"
#include "letterbox/transport/connection.h"

namespace letterbox::autodiscover {

struct Reach {
  /// A transport that signs in as nobody.
  std::function<std::unique_ptr<HttpTransport>()> new_anonymous;
  /// One that signs in on the TCP connection where the connection's method does
  /// so, to that origin and to no other.
  std::function<std::unique_ptr<HttpTransport>(const std::string& origin)>
      new_signing_in;
  SrvLookup look_up_srv;
  /// Whether names are resolved by a proxy, so that this machine's name service
  /// may know nothing of the world: then SRV records come last, and quickly or
  /// not at all.
  bool behind_proxy = false;
};

/// The machine's, as `connection`, which must outlive it, declares it.
Reach ReachOf(const Connection& connection);

}  // namespace letterbox::autodiscover

#endif  // LETTERBOX_AUTODISCOVER_REACH_H_
