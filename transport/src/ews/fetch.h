// Reading whole mails, some at a time.
#ifndef LETTERBOX_EWS_FETCH_H_
#define LETTERBOX_EWS_FETCH_H_

#include <functional>
#include <string>
#include <vector>

#include "ews/ews_client.h"
#include "ews/operations/get_item.h"
#include "letterbox/transport/email.h"

namespace letterbox::ews {

/// What is done with the mails that are fetched.
struct FetchSink {
  std::function<void(const ItemId&, Outcome<GetItem::Result>)> take;
  /// A mail that is larger than any answer may be.
  std::function<void(const ConnectionError&)> too_large;
};

/// Fetches the mails of `todo` in their order, as many at a time as an answer
/// takes well, and takes ids off it as their fate is known. One answer holds 10
/// mails, and 16 MB where their sizes are known, but always one; where it turns
/// out too large, fewer are asked for.
void Fetch(EwsClient& client, std::vector<ItemId>& todo,
           const CallOptions& options, const FetchSink& sink);

/// As the value that a test sees, read from the folder of that path.
Email ToEmail(GetItem::Result result, const std::string& folder);

/// By the server's clock, oldest first, for what one look brought. What has no
/// such time was saved rather than delivered, and comes last.
void SortByReceived(std::vector<Email>& emails);

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_FETCH_H_
