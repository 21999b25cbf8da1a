// Ways to find what is new in a folder, by the server's own record of it.
#ifndef LETTERBOX_EWS_TRACKER_H_
#define LETTERBOX_EWS_TRACKER_H_

#include <memory>
#include <vector>

#include "ews/ews_client.h"
#include "ews/shapes.h"
#include "letterbox/transport/clock.h"
#include "letterbox/transport/mailbox.h"

namespace letterbox::ews {

/// Knows what was in a folder at its baseline, and what came since. For one
/// thread at a time.
class Tracker {
 public:
  virtual ~Tracker() = default;

  /// Puts what is new since the last call into `fresh`, which is empty, the
  /// oldest first as far as the server tells, each item once. Where it throws,
  /// what `fresh` holds is new all the same.
  virtual void FindNew(std::vector<ItemId>& fresh,
                       Clock::Deadline deadline) = 0;

  /// Whether nothing that came can be missed.
  virtual bool exact() const { return true; }
};

/// Asks the server for the baseline, at most three times but for a server that
/// tells little at once:
///
/// | folder | way |
/// |---|---|
/// | up to 1,024 items | SyncTracker |
/// | larger, and the server numbers arrivals | KeyTracker on the number |
/// | larger, and it does not | KeyTracker on the time of receipt, not exact |
///
/// `client` must outlive the tracker.
std::unique_ptr<Tracker> TakeBaseline(EwsClient& client, Folder folder,
                                      Clock::Deadline deadline);

/// Options that end a call at `deadline`.
CallOptions Until(Clock::Deadline deadline);

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_TRACKER_H_
