// FindItem in the order of arrival, for folders that are too large to walk.
#ifndef LETTERBOX_EWS_KEY_TRACKER_H_
#define LETTERBOX_EWS_KEY_TRACKER_H_

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "ews/operations/find_arrivals.h"
#include "ews/tracker.h"

namespace letterbox::ews {

/// An item is new where its id is not known and its key is not below a floor,
/// above which all ids are known. The floor lies some way below the newest item
/// that is known, so that a key which was given early and came late is not
/// missed; pages go by key rather than by offset, so nothing that comes or goes
/// meanwhile shifts them.
///
/// By number it is exact, as long as a number stays with its item; where one
/// does not, it goes on by time. By time it is not: a mail that is moved in
/// keeps its time, which may lie below the floor.
class KeyTracker : public Tracker {
 public:
  /// `latest`: the latest arrivals, the highest key first. `client` must
  /// outlive it.
  KeyTracker(EwsClient& client, Folder folder, FindArrivals::Key key,
             const std::vector<FindArrivals::Item>& latest);

  void FindNew(std::vector<ItemId>& fresh, Clock::Deadline deadline) override;
  bool exact() const override { return key_ == FindArrivals::Key::kNumber; }

 private:
  bool Take(const FindArrivals::Item& item, std::vector<ItemId>& fresh);
  void GoOnByTime(std::vector<ItemId>& fresh, Clock::Deadline deadline);
  void Remember(const std::vector<FindArrivals::Item>& latest);
  void RaiseFloor();

  EwsClient& client_;
  const Folder folder_;
  FindArrivals::Key key_;
  std::int64_t floor_ = 0;
  std::unordered_map<std::string, std::int64_t> known_;  ///< keys by id
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_KEY_TRACKER_H_
