// https://learn.microsoft.com/exchange/client-developer/web-service-reference/createattachment-operation
#ifndef LETTERBOX_EWS_OPERATIONS_CREATE_ATTACHMENT_H_
#define LETTERBOX_EWS_OPERATIONS_CREATE_ATTACHMENT_H_

#include <string>

#include "ews/shapes.h"
#include "letterbox/transport/email.h"

namespace letterbox::ews {

/// Attaches a file to a saved mail. Not repeatable: a second request would be a
/// second file.
struct CreateAttachment {
  static constexpr OperationTraits kTraits{"CreateAttachment"};

  ItemId parent;
  Attachment attachment;

  struct Result {
    std::string id;  ///< of the attachment, opaque
    ItemId parent;   ///< with the new change key; empty where it is not told
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_CREATE_ATTACHMENT_H_
