// The server that the SRV record of a domain names.
#ifndef LETTERBOX_AUTODISCOVER_SRV_HOST_H_
#define LETTERBOX_AUTODISCOVER_SRV_HOST_H_

#include <chrono>
#include <memory>
#include <string>

#include "autodiscover/srv.h"

namespace letterbox::autodiscover {

/// A look-up that is under way from the beginning. It is left to itself where
/// nobody waits for it any more: name services are slow to give up.
class SrvHost {
 public:
  SrvHost(SrvLookup look_up, const std::string& domain);

  struct Result {
    std::string host;  ///< of the best record for https; empty: none
    std::string why;   ///< a clause: why there is none
  };
  Result Await(std::chrono::steady_clock::time_point deadline) const;

 private:
  struct Lookup;
  const std::shared_ptr<Lookup> lookup_;
};

}  // namespace letterbox::autodiscover

#endif  // LETTERBOX_AUTODISCOVER_SRV_HOST_H_
