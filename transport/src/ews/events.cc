#include "ews/events.h"

#include <string_view>

#include "xml/names.h"

namespace letterbox::ews {
namespace {

// Each event has a name of its own that ends like this.
bool IsEvent(xml::Element element) {
  constexpr std::string_view kEnding = "Event";
  const std::string_view name = element.local();
  return name.size() > kEnding.size() &&
         name.substr(name.size() - kEnding.size()) == kEnding;
}

}  // namespace

Events ReadEvents(xml::Element notification) {
  Events events;
  for (const xml::Element event : notification) {
    if (!IsEvent(event)) continue;
    if (event.local() != "StatusEvent") ++events.count;
    const std::string watermark = event.ChildText(xml::T("Watermark"));
    if (!watermark.empty()) events.watermark = watermark;
  }
  return events;
}

}  // namespace letterbox::ews
