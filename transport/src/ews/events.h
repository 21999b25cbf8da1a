// What a notification tells.
#ifndef LETTERBOX_EWS_EVENTS_H_
#define LETTERBOX_EWS_EVENTS_H_

#include <string>

#include "xml/reader.h"

namespace letterbox::ews {

struct Events {
  int count = 0;  ///< of something that happened, heartbeats left out
  /// Of the last event, a heartbeat too, opaque; empty where none has one.
  std::string watermark;
};

/// `notification`: of the type NotificationType.
Events ReadEvents(xml::Element notification);

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_EVENTS_H_
