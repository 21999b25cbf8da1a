#include "ews/operations/subscribe.h"

#include "xml/names.h"

namespace letterbox::ews {
namespace {

// Whatever can bring an item into a folder.
constexpr std::string_view kEvents[] = {"NewMailEvent", "CreatedEvent",
                                        "MovedEvent", "CopiedEvent"};

}  // namespace

void Subscribe::Write(xml::Writer& out) const {
  out.Open("m:StreamingSubscriptionRequest").Open("t:FolderIds");
  for (const Folder folder : folders) WriteFolder(out, folder);
  out.Close().Open("t:EventTypes");
  for (const std::string_view event : kEvents) out.Leaf("t:EventType", event);
  out.Close().Close();
}

Subscribe::Result Subscribe::Read(xml::Element message) {
  Result result{message.ChildText(xml::M("SubscriptionId"))};
  if (result.subscription.empty()) {
    throw xml::ParseError("there is no SubscriptionId");
  }
  return result;
}

}  // namespace letterbox::ews
