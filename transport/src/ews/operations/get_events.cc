#include "ews/operations/get_events.h"

#include "ews/events.h"
#include "xml/names.h"

namespace letterbox::ews {

using xml::M;
using xml::T;

void GetEvents::Write(RequestWriter& out) const {
  out.Leaf("m:SubscriptionId", subscription).Leaf("m:Watermark", watermark);
}

GetEvents::Result GetEvents::Read(xml::Element message) {
  const xml::Element notification = message.Child(M("Notification"));
  if (!notification) throw xml::ParseError("there is no Notification");
  const Events events = ReadEvents(notification);
  Result result;
  result.events = events.count;
  result.watermark = events.watermark.empty()
                         ? notification.ChildText(T("PreviousWatermark"))
                         : events.watermark;
  result.more = ReadBool(notification.ChildText(T("MoreEvents")), false);
  return result;
}

}  // namespace letterbox::ews
