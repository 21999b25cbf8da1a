// https://learn.microsoft.com/exchange/client-developer/web-service-reference/getitem-operation
#ifndef LETTERBOX_EWS_OPERATIONS_GET_ITEM_H_
#define LETTERBOX_EWS_OPERATIONS_GET_ITEM_H_

#include <string>
#include <vector>

#include "ews/shapes.h"
#include "letterbox/transport/email.h"

namespace letterbox::ews {

/// Whole mails: their MIME, and what only the server knows of them.
struct GetItem {
  static constexpr OperationTraits kTraits{"GetItem", true};

  std::vector<ItemId> ids;  ///< at least one
  bool with_attachments = false;

  /// An attachment that GetAttachment can be asked for.
  struct AttachmentName {
    std::string id;  ///< opaque
    std::string name;
  };
  struct Result {
    ItemProperties item;
    std::string mime;
    std::vector<AttachmentName> attachments;  ///< where asked for
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_GET_ITEM_H_
