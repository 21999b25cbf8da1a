// https://learn.microsoft.com/exchange/client-developer/web-service-reference/moveitem-operation
#ifndef LETTERBOX_EWS_OPERATIONS_MOVE_ITEM_H_
#define LETTERBOX_EWS_OPERATIONS_MOVE_ITEM_H_

#include "ews/shapes.h"

namespace letterbox::ews {

/// Not repeatable: a mail that was moved has another id.
struct MoveItem {
  static constexpr OperationTraits kTraits{"MoveItem"};

  ItemId id;
  FolderId to;

  struct Result {
    ItemId id;  ///< the new one; empty where the server does not tell
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_MOVE_ITEM_H_
