// What came into a folder, as the server's own record of it tells.
#ifndef LETTERBOX_EWS_FOLDER_FEED_H_
#define LETTERBOX_EWS_FOLDER_FEED_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "ews/doorbell.h"
#include "ews/ews_client.h"
#include "ews/shapes.h"
#include "ews/tracker.h"
#include "letterbox/transport/clock.h"
#include "letterbox/transport/email.h"
#include "letterbox/transport/mailbox.h"

namespace letterbox::ews {

/// One for each folder of a mailbox, shared by all who watch it: a log of
/// arrivals that only grows, each mail fetched once. A watcher is a place in
/// the log.
///
/// What is new is for a Tracker to find. Thread-safe.
class FolderFeed {
 public:
  /// `client`, `doorbell` and `clock` must outlive it.
  FolderFeed(EwsClient& client, Doorbell& doorbell, Clock& clock,
             Folder folder);

  Folder folder() const { return folder_; }

  /// Where a watcher began.
  struct Baseline {
    std::size_t position = 0;
    std::size_t gone = 0;
  };

  /// Looks at the server; all that is there belongs to the baseline. Leave
  /// follows each Join that returned.
  Baseline Join(Clock::Deadline deadline);
  void Leave();

  /// Looks at the server, and gives the arrivals from `from` on, counted from
  /// the baseline. Gives up as Arrivals::Read says.
  Arrivals::Reading Read(const Baseline& baseline, std::size_t from,
                         Clock::Deadline deadline,
                         std::optional<std::uint64_t> heard);

 private:
  std::uint64_t Look(std::unique_lock<std::mutex>& lock,
                     Clock::Deadline deadline,
                     std::optional<std::uint64_t> heard);
  void LookOnce(std::unique_lock<std::mutex>& lock, Clock::Deadline deadline);
  void AwaitLook(std::unique_lock<std::mutex>& lock, Clock::Deadline deadline);
  void FindNew(Clock::Deadline deadline);
  void KeepExactness();
  void FetchPending(Clock::Deadline deadline);
  void LookAgainSoon();

  EwsClient& client_;
  Doorbell& doorbell_;
  Clock& clock_;
  const Folder folder_;

  std::mutex mutex_;
  std::condition_variable look_ended_;
  bool looking_ = false;
  std::uint64_t looks_begun_ = 0;
  std::uint64_t looks_ended_ = 0;
  std::exception_ptr last_look_failed_;
  /// How often it had rung before the last look began, and before the last one
  /// that has ended.
  std::uint64_t begun_bell_ = 0;
  std::uint64_t ended_bell_ = 0;

  // Written by the thread that looks, under the lock.
  std::vector<Email> log_;
  std::size_t log_begin_ = 0;  ///< position of log_'s first mail
  std::size_t gone_ = 0;
  std::size_t watchers_ = 0;

  std::string unread_;     ///< why a mail that came cannot be read yet
  std::string too_large_;  ///< why one never can
  bool exact_ = true;

  // Touched by the thread that looks alone.
  std::unique_ptr<Tracker> tracker_;
  std::vector<ItemId> pending_;  ///< new, not yet fetched
  std::chrono::milliseconds pause_;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_FOLDER_FEED_H_
