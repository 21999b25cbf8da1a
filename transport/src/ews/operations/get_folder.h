// https://learn.microsoft.com/exchange/client-developer/web-service-reference/getfolder-operation
#ifndef LETTERBOX_EWS_OPERATIONS_GET_FOLDER_H_
#define LETTERBOX_EWS_OPERATIONS_GET_FOLDER_H_

#include <string>

#include "ews/shapes.h"

namespace letterbox::ews {

struct GetFolder {
  static constexpr OperationTraits kTraits{"GetFolder", true};

  FolderId folder = Folder::kInbox;

  struct Result {
    std::string id;    ///< opaque
    std::string name;  ///< as the mailbox's owner sees it
    int total = 0;     ///< items in it; 0 where the server does not tell
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_GET_FOLDER_H_
