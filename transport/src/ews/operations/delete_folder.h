// https://learn.microsoft.com/exchange/client-developer/web-service-reference/deletefolder-operation
#ifndef LETTERBOX_EWS_OPERATIONS_DELETE_FOLDER_H_
#define LETTERBOX_EWS_OPERATIONS_DELETE_FOLDER_H_

#include "ews/shapes.h"

namespace letterbox::ews {

/// With all that is in it. Not repeatable: seen twice, it would fail for one
/// that is just gone.
struct DeleteFolder {
  static constexpr OperationTraits kTraits{"DeleteFolder"};

  FolderId folder;
  Deletion deletion = Deletion::kHard;

  struct Result {};

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_DELETE_FOLDER_H_
