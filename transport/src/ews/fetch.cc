#include "ews/fetch.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace letterbox::ews {
namespace {

constexpr auto kNever = std::chrono::system_clock::time_point::max();

}  // namespace

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

Email ToEmail(GetItem::Result result, const std::string& folder) {
  result.item.folder = folder;
  return Email::FromMime(std::move(result.mime), std::move(result.item));
}

void SortByReceived(std::vector<Email>& emails) {
  std::stable_sort(emails.begin(), emails.end(),
                   [](const Email& a, const Email& b) {
                     return a.item().received.value_or(kNever) <
                            b.item().received.value_or(kNever);
                   });
}

}  // namespace letterbox::ews
