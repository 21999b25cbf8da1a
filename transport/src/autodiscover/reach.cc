#include "autodiscover/reach.h"

#include "new_transport.h"

namespace letterbox::autodiscover {

Reach ReachOf(const Connection& connection) {
  return {[&connection] { return NewAnonymousTransport(connection); },
          [&connection](const std::string& origin) {
            return NewTransport(connection, origin);
          },
          LookUpSrv, false};
}

}  // namespace letterbox::autodiscover
