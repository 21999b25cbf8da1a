// Reading whole mails, some at a time.
#ifndef LETTERBOX_EWS_FETCH_H_
#define LETTERBOX_EWS_FETCH_H_

#include <cstddef>
#include <string>
#include <vector>

#include "ews/ews_client.h"
#include "ews/operations/get_item.h"
#include "letterbox/transport/email.h"

namespace letterbox::ews {

/// How many mails one request asks for: an answer holds all of them whole.
inline constexpr std::size_t kFetchBatch = 10;

/// One GetItem request: an outcome for each of `ids`, in their order.
std::vector<Outcome<GetItem::Result>> Fetch(EwsClient& client,
                                            const std::vector<ItemId>& ids,
                                            const CallOptions& options = {});

/// As the value that a test sees, read from the folder of that path.
Email ToEmail(GetItem::Result result, const std::string& folder);

/// By the server's clock, oldest first, for what one look brought. What has no
/// such time was saved rather than delivered, and comes last.
void SortByReceived(std::vector<Email>& emails);

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_FETCH_H_
