#include "ews/folder_feed.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "ews/fetch.h"
#include "ews/mail_fetch.h"

namespace letterbox::ews {
namespace {

// Until what could not be read is tried again.
constexpr std::chrono::milliseconds kFirstPause{250};
constexpr std::chrono::milliseconds kLongestPause{5000};

// However near the deadline: a server needs some time to answer.
constexpr std::chrono::seconds kShortestLook(5);

}  // namespace

FolderFeed::FolderFeed(EwsClient& client, Doorbell& doorbell, Clock& clock,
                       Folder folder)
    : client_(client),
      doorbell_(doorbell),
      clock_(clock),
      folder_(folder),
      pause_(kFirstPause) {}

FolderFeed::Baseline FolderFeed::Join(Clock::Deadline deadline) {
  std::unique_lock<std::mutex> lock(mutex_);
  Look(lock, deadline, std::nullopt);
  ++watchers_;
  return {log_begin_ + log_.size(), gone_};
}

void FolderFeed::Leave() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (--watchers_ > 0) return;
  log_begin_ += log_.size();
  log_.clear();
}

Arrivals::Reading FolderFeed::Read(const Baseline& baseline, std::size_t from,
                                   Clock::Deadline deadline,
                                   std::optional<std::uint64_t> heard) {
  // Also a look that is begun late, or is not to wait, needs an answer.
  const Clock::Deadline end = std::max(deadline, clock_.Now() + kShortestLook);
  std::unique_lock<std::mutex> lock(mutex_);
  Arrivals::Reading reading;
  reading.bell = Look(lock, end, heard);
  const std::size_t skipped = baseline.position - log_begin_;
  reading.end = log_.size() - skipped;
  reading.gone = gone_ - baseline.gone;
  reading.exact = exact_;
  reading.unread = unread_.empty() ? too_large_ : unread_;
  const auto begin = log_.begin() + static_cast<std::ptrdiff_t>(
                                        skipped + std::min(from, reading.end));
  reading.emails.assign(begin, log_.end());
  return reading;
}

// Callers share a look, but never one that was begun before they asked, or
// before the bell rang that they heard: it may have missed what they know to be
// there. Returns the bell before the look.
std::uint64_t FolderFeed::Look(std::unique_lock<std::mutex>& lock,
                               Clock::Deadline deadline,
                               std::optional<std::uint64_t> heard) {
  const bool last_will_do = heard && looks_begun_ > 0 && begun_bell_ > *heard &&
                            (looking_ || !last_look_failed_);
  const std::uint64_t wanted = looks_begun_ + (last_will_do ? 0 : 1);
  while (looks_ended_ < wanted) {
    if (looking_) {
      AwaitLook(lock, deadline);
    } else {
      LookOnce(lock, deadline);
    }
  }
  if (last_look_failed_) std::rethrow_exception(last_look_failed_);
  return ended_bell_;
}

// On this thread, for all who wait for it.
void FolderFeed::LookOnce(std::unique_lock<std::mutex>& lock,
                          Clock::Deadline deadline) {
  looking_ = true;
  const std::uint64_t number = ++looks_begun_;
  begun_bell_ = doorbell_.rings();
  const std::uint64_t bell = begun_bell_;
  lock.unlock();
  std::exception_ptr failed;
  try {
    FindNew(deadline);
    FetchPending(deadline);
  } catch (...) {
    failed = std::current_exception();
  }
  lock.lock();
  looking_ = false;
  looks_ended_ = number;
  ended_bell_ = bell;
  last_look_failed_ = failed;
  look_ended_.notify_all();
}

// For somebody else's look to end, or to be woken for no reason.
void FolderFeed::AwaitLook(std::unique_lock<std::mutex>& lock,
                           Clock::Deadline deadline) {
  if (deadline == Clock::Deadline::max()) return look_ended_.wait(lock);
  if (clock_.Now() >= deadline) {
    throw ConnectionError(ConnectionError::Kind::kTimeout,
                          "reading " + client_.site().mailbox +
                              ": the server has not answered in time",
                          client_.site().url, false);
  }
  clock_.Wait(look_ended_, lock, deadline);
}

void FolderFeed::FindNew(Clock::Deadline deadline) {
  if (!tracker_) {
    tracker_ = TakeBaseline(client_, folder_, deadline);
    return KeepExactness();
  }
  std::vector<ItemId> fresh;
  std::exception_ptr failed;
  try {
    tracker_->FindNew(fresh, deadline);
  } catch (...) {
    failed = std::current_exception();
  }
  pending_.insert(pending_.end(), fresh.begin(), fresh.end());
  KeepExactness();
  if (failed) std::rethrow_exception(failed);
}

void FolderFeed::KeepExactness() {
  const std::lock_guard<std::mutex> lock(mutex_);
  exact_ = tracker_->exact();
}

void FolderFeed::FetchPending(Clock::Deadline deadline) {
  {
    // Decided after the look: whoever joined before it ended wants its mail.
    const std::lock_guard<std::mutex> lock(mutex_);
    if (watchers_ == 0) pending_.clear();
  }
  FetchedMails fetched;
  std::exception_ptr failed;
  try {
    FetchMails(client_, folder_, pending_, fetched, deadline);
    failed = fetched.refused;
  } catch (...) {
    failed = std::current_exception();
  }
  pending_.insert(pending_.end(), fetched.later.begin(), fetched.later.end());
  SortByReceived(fetched.emails);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::move(fetched.emails.begin(), fetched.emails.end(),
              std::back_inserter(log_));
    gone_ += fetched.gone;
    if (!fetched.too_large.empty()) too_large_ = fetched.too_large;
    unread_ = fetched.why_later;
  }
  if (failed) std::rethrow_exception(failed);
  LookAgainSoon();
}

// Nothing rings when a mail that has come can be read at last.
void FolderFeed::LookAgainSoon() {
  if (pending_.empty()) {
    pause_ = kFirstPause;
    return;
  }
  doorbell_.RingBy(clock_.Now() + pause_);
  pause_ = std::min(2 * pause_, kLongestPause);
}

}  // namespace letterbox::ews
