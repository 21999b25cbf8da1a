// https://learn.microsoft.com/exchange/client-developer/web-service-reference/updateitem-operation
#ifndef LETTERBOX_EWS_OPERATIONS_UPDATE_ITEM_H_
#define LETTERBOX_EWS_OPERATIONS_UPDATE_ITEM_H_

#include <optional>
#include <string>
#include <vector>

#include "ews/shapes.h"
#include "letterbox/transport/email.h"

namespace letterbox::ews {

/// Sets what is given, at least one thing.
struct UpdateItem {
  static constexpr OperationTraits kTraits{"UpdateItem", true};

  ItemId id;
  std::optional<bool> is_read;
  std::optional<Flag> flag;
  std::optional<std::vector<std::string>> categories;

  struct Result {
    ItemId id;  ///< with the new change key
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_UPDATE_ITEM_H_
