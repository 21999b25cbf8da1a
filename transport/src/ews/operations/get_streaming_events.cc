#include "ews/operations/get_streaming_events.h"

#include "ews/events.h"
#include "xml/names.h"

namespace letterbox::ews {

using xml::M;

void GetStreamingEvents::Write(RequestWriter& out) const {
  out.Open("m:SubscriptionIds").Leaf("t:SubscriptionId", subscription).Close();
  out.Number("m:ConnectionTimeout", minutes);
}

GetStreamingEvents::Result GetStreamingEvents::Read(xml::Element message) {
  Result result;
  // Servers write m:Notification, the schema says t:Notification.
  for (const xml::Element notification : message.Child(M("Notifications"))) {
    result.events += ReadEvents(notification).count;
  }
  result.closed = message.ChildText(M("ConnectionStatus")) == "Closed";
  result.lost =
      static_cast<bool>(message.Child(M("ErrorSubscriptionIds")).FirstChild());
  return result;
}

}  // namespace letterbox::ews
