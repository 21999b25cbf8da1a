// https://learn.microsoft.com/exchange/client-developer/web-service-reference/createfolder-operation
#ifndef LETTERBOX_EWS_OPERATIONS_CREATE_FOLDER_H_
#define LETTERBOX_EWS_OPERATIONS_CREATE_FOLDER_H_

#include <string>

#include "ews/shapes.h"

namespace letterbox::ews {

/// A folder for mail. Not repeatable: seen twice, it would fail with
/// ErrorFolderExists.
struct CreateFolder {
  static constexpr OperationTraits kTraits{"CreateFolder"};

  FolderId parent = Folder::kTop;
  std::string name;

  struct Result {
    std::string id;  ///< opaque
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_CREATE_FOLDER_H_
