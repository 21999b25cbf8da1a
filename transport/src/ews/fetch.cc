#include "ews/fetch.h"

#include <string>
#include <utility>

namespace letterbox::ews {

std::vector<Outcome<GetItem::Result>> Fetch(EwsClient& client,
                                            const std::vector<ItemId>& ids,
                                            const CallOptions& options) {
  GetItem request;
  request.ids = ids;
  auto outcomes = client.CallEach(request, options);
  if (outcomes.size() != ids.size()) {
    throw Unreadable(client.site(), GetItem::kTraits.name, "",
                     std::to_string(outcomes.size()) +
                         " response messages for " +
                         std::to_string(ids.size()) + " items");
  }
  return outcomes;
}

Email ToEmail(GetItem::Result result) {
  return Email::FromMime(std::move(result.mime), std::move(result.item));
}

}  // namespace letterbox::ews
