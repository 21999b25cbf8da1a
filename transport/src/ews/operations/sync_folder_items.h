// https://learn.microsoft.com/exchange/client-developer/web-service-reference/syncfolderitems-operation
#ifndef LETTERBOX_EWS_OPERATIONS_SYNC_FOLDER_ITEMS_H_
#define LETTERBOX_EWS_OPERATIONS_SYNC_FOLDER_ITEMS_H_

#include <string>
#include <vector>

#include "ews/shapes.h"

namespace letterbox::ews {

/// What changed in a folder since a state that the server gave.
struct SyncFolderItems {
  static constexpr OperationTraits kTraits{"SyncFolderItems", true};
  /// The most that the protocol allows.
  static constexpr int kMaxPage = 512;

  FolderId folder = Folder::kInbox;
  std::string state;  ///< empty: from nothing, so that all items are created
  int page = kMaxPage;

  struct Change {
    enum class Kind { kCreate, kUpdate, kDelete, kReadFlagChange };
    Kind kind = Kind::kCreate;
    ItemId id;
  };
  struct Result {
    std::vector<Change> changes;  ///< in the order of the server
    std::string state;            ///< for the next request
    bool includes_last = true;    ///< the server has no more to tell for now
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_SYNC_FOLDER_ITEMS_H_
