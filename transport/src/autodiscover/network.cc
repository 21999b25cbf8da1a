#include "autodiscover/network.h"

#include "new_transport.h"

namespace letterbox::autodiscover {

Network NetworkOf(const Connection& connection) {
  return {[&connection] { return NewAnonymousTransport(connection); },
          [&connection](const std::string& origin) {
            return NewTransport(connection, origin);
          },
          LookUpSrv, false};
}

}  // namespace letterbox::autodiscover
