// https://learn.microsoft.com/exchange/client-developer/web-service-reference/emptyfolder-operation
#ifndef LETTERBOX_EWS_OPERATIONS_EMPTY_FOLDER_H_
#define LETTERBOX_EWS_OPERATIONS_EMPTY_FOLDER_H_

#include "ews/shapes.h"

namespace letterbox::ews {

struct EmptyFolder {
  /// An empty folder can be emptied.
  static constexpr OperationTraits kTraits{"EmptyFolder", true};

  FolderId folder;
  Deletion deletion = Deletion::kHard;
  bool with_folders = false;  ///< the folders in it too

  struct Result {};

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_EMPTY_FOLDER_H_
