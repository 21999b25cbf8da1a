#include "ews/sync_tracker.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "ews/operations/sync_folder_items.h"

namespace letterbox::ews {
namespace {

using Change = SyncFolderItems::Change;

// The server has forgotten the state, or never gave it.
constexpr std::string_view kLostState[] = {"ErrorInvalidSyncStateData",
                                           "ErrorSyncStateNotFound",
                                           "ErrorInvalidSyncState"};

bool IsLostState(const std::string& code) {
  return std::find(std::begin(kLostState), std::end(kLostState), code) !=
         std::end(kLostState);
}

// How often one walk may begin again, lest it never end.
constexpr int kMostRestarts = 3;

}  // namespace

SyncTracker::SyncTracker(EwsClient& client, Folder folder)
    : client_(client), folder_(folder) {}

bool SyncTracker::WalkOn(Clock::Deadline deadline) {
  std::vector<ItemId> all;
  if (TakePage(all, deadline)) return false;
  from_nothing_ = false;
  return true;
}

void SyncTracker::FindNew(std::vector<ItemId>& fresh,
                          Clock::Deadline deadline) {
  restarts_ = 0;
  while (TakePage(fresh, deadline)) {
  }
  from_nothing_ = false;
}

// Returns whether the server has more to tell.
bool SyncTracker::TakePage(std::vector<ItemId>& fresh,
                           Clock::Deadline deadline) {
  SyncFolderItems request;
  request.folder = folder_;
  request.state = state_;
  SyncFolderItems::Result page;
  try {
    page = client_.Call(request, Until(deadline));
  } catch (const ServerError& error) {
    if (state_.empty() || !IsLostState(error.response_code())) throw;
    StartOver();
    return true;
  }
  bool repeats_itself = false;
  std::vector<ItemId> created;
  for (const Change& change : page.changes) {
    if (change.kind == Change::Kind::kDelete) {
      known_.erase(change.id.id);
    } else if (known_.insert(change.id.id).second) {
      created.push_back(change.id);
    } else if (change.kind == Change::Kind::kCreate && !from_nothing_) {
      repeats_itself = true;
    }
  }
  // The server tells the newest first.
  fresh.insert(fresh.begin(), created.rbegin(), created.rend());
  if (!page.includes_last && page.changes.empty() && page.state == state_) {
    throw Unreadable(client_.site(), SyncFolderItems::kTraits.name, "",
                     "it says that more changes follow, and gives none");
  }
  // Kept only now that its changes are: where this request had failed, the
  // same changes would have come again.
  state_ = std::move(page.state);
  if (repeats_itself) StartOver();
  return repeats_itself || !page.includes_last;
}

// Some servers say nothing when they have lost a state, and begin again. The
// ids that are known tell the new from the old.
void SyncTracker::StartOver() {
  state_.clear();
  from_nothing_ = true;
  if (++restarts_ > kMostRestarts) {
    throw Unreadable(client_.site(), SyncFolderItems::kTraits.name, "",
                     "it loses the state of the folder again and again");
  }
}

}  // namespace letterbox::ews
