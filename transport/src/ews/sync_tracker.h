// SyncFolderItems: the server says itself what changed since a state of its
// own.
#ifndef LETTERBOX_EWS_SYNC_TRACKER_H_
#define LETTERBOX_EWS_SYNC_TRACKER_H_

#include <string>
#include <unordered_set>
#include <vector>

#include "ews/tracker.h"

namespace letterbox::ews {

/// Exact, but its first walk, which tells all that there is, must be finished
/// before anything counts as new: an item is new where it is created and its id
/// is not known.
class SyncTracker : public Tracker {
 public:
  /// `client` must outlive it.
  SyncTracker(EwsClient& client, Folder folder);

  /// One page of the first walk. Returns whether it was the last one.
  bool WalkOn(Clock::Deadline deadline);

  void FindNew(std::vector<ItemId>& fresh, Clock::Deadline deadline) override;

 private:
  bool TakePage(std::vector<ItemId>& fresh, Clock::Deadline deadline);
  void StartOver();

  EwsClient& client_;
  const Folder folder_;
  std::string state_;
  bool from_nothing_ = true;  ///< this walk tells all that there is
  int restarts_ = 0;          ///< of this walk
  std::unordered_set<std::string> known_;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_SYNC_TRACKER_H_
