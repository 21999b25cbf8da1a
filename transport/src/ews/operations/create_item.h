// https://learn.microsoft.com/exchange/client-developer/web-service-reference/createitem-operation
#ifndef LETTERBOX_EWS_OPERATIONS_CREATE_ITEM_H_
#define LETTERBOX_EWS_OPERATIONS_CREATE_ITEM_H_

#include <string_view>
#include <vector>

#include "ews/shapes.h"
#include "letterbox/transport/email.h"

namespace letterbox::ews {

/// Makes a mail of MIME, and sends it or keeps it. Not repeatable: a second
/// request would be a second mail.
struct CreateItem {
  static constexpr OperationTraits kTraits{"CreateItem"};

  enum class Disposition { kSaveOnly, kSendOnly, kSendAndSaveCopy };

  Disposition disposition = Disposition::kSaveOnly;
  /// Where it, or its copy, is kept. Without meaning for kSendOnly.
  FolderId folder = Folder::kDrafts;
  std::string_view mime;  ///< of another, which lives until it is sent
  std::vector<std::string> categories;
  /// MIME names no Bcc recipients, so they stand beside it.
  std::vector<EmailAddress> bcc;

  struct Result {
    ItemId id;  ///< empty where the mail was sent
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_CREATE_ITEM_H_
