#include "autodiscover/reach.h"

#include "mime/idn.h"
#include "new_transport.h"

namespace letterbox::autodiscover {

Reach ReachOf(const Connection& connection, const std::string& address) {
  const std::string domain = AsciiDomain(address.substr(address.find('@') + 1));
  return {[&connection] { return NewAnonymousTransport(connection); },
          [&connection](const std::string& origin) {
            return NewTransport(connection, origin);
          },
          LookUpSrv, !ShownProxy(connection, "https://" + domain).empty()};
}

}  // namespace letterbox::autodiscover
