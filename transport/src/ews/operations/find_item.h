// https://learn.microsoft.com/exchange/client-developer/web-service-reference/finditem-operation
#ifndef LETTERBOX_EWS_OPERATIONS_FIND_ITEM_H_
#define LETTERBOX_EWS_OPERATIONS_FIND_ITEM_H_

#include <string>
#include <vector>

#include "ews/shapes.h"
#include "letterbox/transport/query.h"

namespace letterbox::ews {

/// One page of a folder.
struct FindItem {
  static constexpr OperationTraits kTraits{"FindItem", true};

  FolderId folder = Folder::kInbox;
  /// What the items must be; its folder and number have no meaning here.
  Query query;
  /// What each item tells besides its id, such as "message:InternetMessageId".
  std::vector<std::string> properties;
  /// The field that is sorted by, the highest first; empty: the server's order.
  std::string newest_by;
  int offset = 0;
  /// At least 1. Exchange gives 1,000 at most, others fewer.
  int page = 1000;

  struct Item {
    ItemId id;
    std::string message_id;  ///< without angle brackets, where asked for
  };
  struct Result {
    std::vector<Item> items;
    int total = 0;              ///< of the folder
    bool includes_last = true;  ///< no item follows this page
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_FIND_ITEM_H_
