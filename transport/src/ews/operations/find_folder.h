// https://learn.microsoft.com/exchange/client-developer/web-service-reference/findfolder-operation
#ifndef LETTERBOX_EWS_OPERATIONS_FIND_FOLDER_H_
#define LETTERBOX_EWS_OPERATIONS_FIND_FOLDER_H_

#include <string>
#include <vector>

#include "ews/shapes.h"

namespace letterbox::ews {

/// A page of the folders that are directly in a folder.
struct FindFolder {
  static constexpr OperationTraits kTraits{"FindFolder", true};

  FolderId parent = Folder::kTop;
  std::string name;  ///< only the one of that display name; empty: all
  int offset = 0;
  int page = 1000;  ///< at least 1

  struct Item {
    std::string id;    ///< opaque
    std::string name;  ///< as the mailbox's owner sees it
    int total = 0;     ///< items in it; 0 where the server does not tell
    int unread = 0;    ///< likewise
    int folders = 0;   ///< folders in it, likewise
  };
  struct Result {
    std::vector<Item> folders;
    bool includes_last = true;  ///< no folder follows this page
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_FIND_FOLDER_H_
