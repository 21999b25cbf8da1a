#include "ews/tracker.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "ews/key_tracker.h"
#include "ews/operations/find_arrivals.h"
#include "ews/passing.h"
#include "ews/sync_tracker.h"

namespace letterbox::ews {
namespace {

using Key = FindArrivals::Key;
using Items = std::vector<FindArrivals::Item>;

// Two pages of SyncFolderItems.
constexpr int kMostToWalk = 1024;

// A server that does not know the property may leave it out, refuse, or sort
// by nothing without a word: so the values decide. One item proves no order.
bool IsNumbered(const Items& items) {
  const auto is_wrong = [](const FindArrivals::Item& a,
                           const FindArrivals::Item& b) {
    return !a.key || !b.key || *a.key <= *b.key;
  };
  return items.size() > 1 && std::adjacent_find(items.begin(), items.end(),
                                                is_wrong) == items.end();
}

// The latest arrivals; nothing where the server cannot tell them.
std::optional<FindArrivals::Result> Latest(EwsClient& client, Folder folder,
                                           Key key, Clock::Deadline deadline) {
  FindArrivals request;
  request.folder = folder;
  request.key = key;
  try {
    return client.Call(request, Until(deadline));
  } catch (const ServerError& error) {
    if (error.retry_after()) throw;
    return std::nullopt;
  } catch (const ProtocolError&) {
    return std::nullopt;
  }
}

}  // namespace

std::unique_ptr<Tracker> TakeBaseline(EwsClient& client, Folder folder,
                                      Clock::Deadline deadline) {
  auto sync = std::make_unique<SyncTracker>(client, folder);
  if (sync->WalkOn(deadline)) return sync;
  const auto numbered = Latest(client, folder, Key::kNumber, deadline);
  if (numbered && numbered->total > kMostToWalk &&
      IsNumbered(numbered->items)) {
    return std::make_unique<KeyTracker>(client, folder, Key::kNumber,
                                        numbered->items);
  }
  if (!numbered || numbered->total > kMostToWalk) {
    const auto timed = Latest(client, folder, Key::kTime, deadline);
    if (timed && timed->total > kMostToWalk && !timed->items.empty() &&
        timed->items.front().key) {
      return std::make_unique<KeyTracker>(client, folder, Key::kTime,
                                          timed->items);
    }
  }
  while (!sync->WalkOn(deadline)) {
  }
  return sync;
}

CallOptions Until(Clock::Deadline deadline) {
  CallOptions options;
  options.deadline = deadline;
  return options;
}

}  // namespace letterbox::ews
