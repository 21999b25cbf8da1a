#include "ews/operations/unsubscribe.h"

namespace letterbox::ews {

void Unsubscribe::Write(RequestWriter& out) const {
  out.Leaf("m:SubscriptionId", subscription);
}

Unsubscribe::Result Unsubscribe::Read(xml::Element) { return {}; }

}  // namespace letterbox::ews
