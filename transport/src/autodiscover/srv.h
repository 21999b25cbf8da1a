// SRV records of the name service. https://www.rfc-editor.org/rfc/rfc2782
#ifndef LETTERBOX_AUTODISCOVER_SRV_H_
#define LETTERBOX_AUTODISCOVER_SRV_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace letterbox::autodiscover {

struct SrvRecord {
  std::string host;  ///< lower case, without a dot at its end
  int port = 0;
  int priority = 0;  ///< the lowest comes first
  int weight = 0;    ///< of one priority, the highest comes first
};

/// The records of a name, in any order; empty where there are none or nobody
/// answers. May block for as long as the name service is silent, and beyond the
/// search that asks.
using SrvLookup = std::function<std::vector<SrvRecord>(const std::string&)>;

/// Asks the machine's name service.
std::vector<SrvRecord> LookUpSrv(const std::string& name);

/// The records in `answer`, a message of the name service; what is damaged is
/// left out. https://www.rfc-editor.org/rfc/rfc1035#section-4
std::vector<SrvRecord> ReadSrvAnswer(std::string_view answer);

}  // namespace letterbox::autodiscover

#endif  // LETTERBOX_AUTODISCOVER_SRV_H_
