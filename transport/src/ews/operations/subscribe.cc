#include "ews/operations/subscribe.h"

#include "xml/names.h"

namespace letterbox::ews {
namespace {

// Whatever can bring an item into a folder.
constexpr std::string_view kEvents[] = {"NewMailEvent", "CreatedEvent",
                                        "MovedEvent", "CopiedEvent"};

}  // namespace

void Subscribe::Write(RequestWriter& out) const {
  const bool pull = kind == Kind::kPull;
  out.Open(pull ? "m:PullSubscriptionRequest"
                : "m:StreamingSubscriptionRequest");
  out.Open("t:FolderIds");
  for (const FolderId& folder : folders) WriteFolder(out, folder);
  out.Close().Open("t:EventTypes");
  for (const std::string_view event : kEvents) out.Leaf("t:EventType", event);
  out.Close();
  if (pull) out.Number("t:Timeout", minutes);
  out.Close();
}

Subscribe::Result Subscribe::Read(xml::Element message) {
  Result result{message.ChildText(xml::M("SubscriptionId")),
                message.ChildText(xml::M("Watermark"))};
  if (result.subscription.empty()) {
    throw xml::ParseError("there is no SubscriptionId");
  }
  return result;
}

}  // namespace letterbox::ews
