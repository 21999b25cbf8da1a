// Finding mails in a folder.
#ifndef LETTERBOX_EWS_SEARCH_H_
#define LETTERBOX_EWS_SEARCH_H_

#include <vector>

#include "ews/ews_client.h"
#include "letterbox/transport/email.h"
#include "letterbox/transport/query.h"

namespace letterbox::ews {

/// The mails of `folder`, which is `query.folder`, that fit: newest first,
/// page after page, whole. One that goes meanwhile is left out.
std::vector<Email> Search(EwsClient& client, const FolderId& folder,
                          const Query& query);

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_SEARCH_H_
