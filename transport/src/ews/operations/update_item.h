// https://learn.microsoft.com/exchange/client-developer/web-service-reference/updateitem-operation
#ifndef LETTERBOX_EWS_OPERATIONS_UPDATE_ITEM_H_
#define LETTERBOX_EWS_OPERATIONS_UPDATE_ITEM_H_

#include "ews/shapes.h"

namespace letterbox::ews {

/// Sets the read flag of a mail.
struct UpdateItem {
  static constexpr OperationTraits kTraits{"UpdateItem", true};

  ItemId id;
  bool is_read = true;

  struct Result {
    ItemId id;  ///< with the new change key
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_UPDATE_ITEM_H_
