// https://learn.microsoft.com/exchange/client-developer/web-service-reference/getattachment-operation
#ifndef LETTERBOX_EWS_OPERATIONS_GET_ATTACHMENT_H_
#define LETTERBOX_EWS_OPERATIONS_GET_ATTACHMENT_H_

#include <string>
#include <vector>

#include "ews/shapes.h"
#include "letterbox/transport/email.h"

namespace letterbox::ews {

struct GetAttachment {
  static constexpr OperationTraits kTraits{"GetAttachment", true};

  std::vector<std::string> ids;  ///< at least one, opaque

  struct Result {
    /// A file as it was attached; an item as its MIME, where it has one.
    Attachment attachment;
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_GET_ATTACHMENT_H_
