// https://learn.microsoft.com/exchange/client-developer/web-service-reference/getstreamingevents-operation
#ifndef LETTERBOX_EWS_OPERATIONS_GET_STREAMING_EVENTS_H_
#define LETTERBOX_EWS_OPERATIONS_GET_STREAMING_EVENTS_H_

#include <string>

#include "ews/shapes.h"

namespace letterbox::ews {

/// Keeps a connection open over which the server tells what happens. The
/// answer is a row of envelopes, each read by itself.
struct GetStreamingEvents {
  static constexpr OperationTraits kTraits{"GetStreamingEvents", true, true};

  std::string subscription;
  int minutes = 30;  ///< how long the server keeps it open: 1 to 30

  struct Result {
    int events = 0;       ///< of something that happened, heartbeats left out
    bool closed = false;  ///< the server ends the connection
    /// The subscription is not known to the server any more.
    bool lost = false;
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_GET_STREAMING_EVENTS_H_
