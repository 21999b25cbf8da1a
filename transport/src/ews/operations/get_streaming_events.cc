#include "ews/operations/get_streaming_events.h"

#include "xml/names.h"

namespace letterbox::ews {
namespace {

using xml::M;
using xml::T;

// Each event has a name of its own that ends like this.
bool IsEvent(xml::Element element) {
  constexpr std::string_view kEnding = "Event";
  const std::string_view name = element.local();
  return name.size() > kEnding.size() &&
         name.substr(name.size() - kEnding.size()) == kEnding &&
         name != "StatusEvent";
}

}  // namespace

void GetStreamingEvents::Write(xml::Writer& out) const {
  out.Open("m:SubscriptionIds").Leaf("t:SubscriptionId", subscription).Close();
  out.Number("m:ConnectionTimeout", minutes);
}

GetStreamingEvents::Result GetStreamingEvents::Read(xml::Element message) {
  Result result;
  // Servers write m:Notification, the schema says t:Notification.
  for (const xml::Element notification : message.Child(M("Notifications"))) {
    for (const xml::Element event : notification) {
      if (IsEvent(event)) ++result.events;
    }
  }
  result.closed = message.ChildText(M("ConnectionStatus")) == "Closed";
  result.lost =
      static_cast<bool>(message.Child(M("ErrorSubscriptionIds")).FirstChild());
  return result;
}

}  // namespace letterbox::ews
