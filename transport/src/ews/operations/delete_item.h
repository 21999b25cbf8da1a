// https://learn.microsoft.com/exchange/client-developer/web-service-reference/deleteitem-operation
#ifndef LETTERBOX_EWS_OPERATIONS_DELETE_ITEM_H_
#define LETTERBOX_EWS_OPERATIONS_DELETE_ITEM_H_

#include "ews/shapes.h"

namespace letterbox::ews {

/// Not repeatable: seen twice, it would fail for an item that is just gone.
struct DeleteItem {
  static constexpr OperationTraits kTraits{"DeleteItem"};

  ItemId id;
  Deletion deletion = Deletion::kToDeletedItems;

  struct Result {};

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_DELETE_ITEM_H_
