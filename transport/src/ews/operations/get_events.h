// https://learn.microsoft.com/exchange/client-developer/web-service-reference/getevents-operation
#ifndef LETTERBOX_EWS_OPERATIONS_GET_EVENTS_H_
#define LETTERBOX_EWS_OPERATIONS_GET_EVENTS_H_

#include <string>

#include "ews/shapes.h"

namespace letterbox::ews {

/// What happened since a watermark of a pull subscription. The same watermark
/// may be asked for again.
struct GetEvents {
  static constexpr OperationTraits kTraits{"GetEvents", true, true};

  std::string subscription;
  std::string watermark;  ///< of Subscribe, or of the last answer

  struct Result {
    int events = 0;         ///< of something that happened
    std::string watermark;  ///< for the next request
    bool more = false;      ///< the server has more to tell now
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_GET_EVENTS_H_
