// https://learn.microsoft.com/exchange/client-developer/web-service-reference/deleteattachment-operation
#ifndef LETTERBOX_EWS_OPERATIONS_DELETE_ATTACHMENT_H_
#define LETTERBOX_EWS_OPERATIONS_DELETE_ATTACHMENT_H_

#include <string>

#include "ews/shapes.h"

namespace letterbox::ews {

/// Not repeatable: seen twice, it would fail for one that is just gone.
struct DeleteAttachment {
  static constexpr OperationTraits kTraits{"DeleteAttachment"};

  std::string id;  ///< opaque

  struct Result {
    ItemId parent;  ///< with the new change key; empty where it is not told
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_DELETE_ATTACHMENT_H_
