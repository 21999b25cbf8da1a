// https://learn.microsoft.com/exchange/client-developer/web-service-reference/senditem-operation
#ifndef LETTERBOX_EWS_OPERATIONS_SEND_ITEM_H_
#define LETTERBOX_EWS_OPERATIONS_SEND_ITEM_H_

#include "ews/shapes.h"

namespace letterbox::ews {

/// Sends a saved draft, which leaves its folder by that. So the server never
/// sends it twice: seen again, the request fails with ErrorItemNotFound.
struct SendItem {
  static constexpr OperationTraits kTraits{"SendItem"};

  ItemId id;  ///< with the newest change key
  /// Where the copy is kept.
  FolderId folder = Folder::kSentItems;

  struct Result {};

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_SEND_ITEM_H_
