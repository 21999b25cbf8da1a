#include "ews/fetch.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

namespace letterbox::ews {
namespace {

constexpr auto kNever = std::chrono::system_clock::time_point::max();

constexpr std::size_t kMostMails = 10;
constexpr std::size_t kMostBytes = std::size_t{16} << 20;

using Batch = std::vector<ItemId>;

// The first of `todo`, `most` of them at most.
Batch NextBatch(const std::vector<ItemId>& todo, std::size_t most) {
  Batch batch;
  std::size_t bytes = 0;
  for (const ItemId& id : todo) {
    bytes += id.size;
    const bool is_full = batch.size() == most || bytes > kMostBytes;
    if (is_full && !batch.empty()) break;
    batch.push_back(id);
  }
  return batch;
}

// One GetItem request: an outcome for each of `ids`, in their order.
std::vector<Outcome<GetItem::Result>> FetchBatch(EwsClient& client,
                                                 const Batch& ids,
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

void TakeOff(std::vector<ItemId>& todo, std::size_t count) {
  todo.erase(todo.begin(), todo.begin() + static_cast<std::ptrdiff_t>(count));
}

}  // namespace

void Fetch(EwsClient& client, std::vector<ItemId>& todo,
           const CallOptions& options, const FetchSink& sink) {
  std::size_t most = kMostMails;
  while (!todo.empty()) {
    const Batch batch = NextBatch(todo, most);
    std::vector<Outcome<GetItem::Result>> outcomes;
    try {
      outcomes = FetchBatch(client, batch, options);
    } catch (const ConnectionError& error) {
      if (error.kind() != ConnectionError::Kind::kTooLarge) throw;
      most = batch.size() / 2;
      if (most > 0) continue;
      most = 1;
      sink.too_large(error);
    }
    TakeOff(todo, batch.size());
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      sink.take(batch[i], std::move(outcomes[i]));
    }
  }
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
