#include "ews/folder_feed.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <string_view>
#include <utility>

#include "ews/fetch.h"
#include "ews/operations/sync_folder_items.h"

namespace letterbox::ews {
namespace {

using Change = SyncFolderItems::Change;

// The server has forgotten the state, or never gave it.
constexpr std::string_view kLostState[] = {"ErrorInvalidSyncStateData",
                                           "ErrorSyncStateNotFound",
                                           "ErrorInvalidSyncState"};

// No mail can be had for this id, however often it is asked for: it left the
// folder, or it is no mail.
constexpr std::string_view kGone[] = {
    "ErrorItemNotFound",
    "ErrorContentConversionFailed",
    "ErrorCorruptData",
    "ErrorInvalidPropertyRequest",
    "ErrorMimeContentConversionFailed",
    "ErrorUnsupportedMimeConversion",
};

template <std::size_t kSize>
bool IsOneOf(const std::string& code, const std::string_view (&codes)[kSize]) {
  return std::find(std::begin(codes), std::end(codes), code) != std::end(codes);
}

// How often one walk may begin again, lest it never end.
constexpr int kMostRestarts = 3;

// However near the deadline: a server needs some time to answer.
constexpr std::chrono::seconds kShortestLook(5);

}  // namespace

FolderFeed::FolderFeed(EwsClient& client, Doorbell& doorbell, Clock& clock,
                       Folder folder)
    : client_(client), doorbell_(doorbell), clock_(clock), folder_(folder) {}

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
    Walk(deadline);
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

CallOptions FolderFeed::Until(Clock::Deadline deadline) const {
  CallOptions options;
  if (deadline == Clock::Deadline::max()) return options;
  // The transport's time is always the machine's.
  options.deadline =
      std::chrono::steady_clock::now() + (deadline - clock_.Now());
  return options;
}

// The place for a quicker way in large folders: whatever fills known_ and
// pending_ will do.
void FolderFeed::Walk(Clock::Deadline deadline) {
  restarts_ = 0;
  while (TakePage(deadline)) {
  }
  from_nothing_ = false;
  walked_ = true;
}

// Returns whether the server has more to tell.
bool FolderFeed::TakePage(Clock::Deadline deadline) {
  SyncFolderItems request;
  request.folder = folder_;
  request.state = state_;
  SyncFolderItems::Result page;
  try {
    page = client_.Call(request, Until(deadline));
  } catch (const ServerError& error) {
    if (state_.empty() || !IsOneOf(error.response_code(), kLostState)) throw;
    StartOver();
    return true;
  }
  bool repeats_itself = false;
  for (const Change& change : page.changes) {
    if (change.kind == Change::Kind::kDelete) {
      known_.erase(change.id.id);
    } else if (known_.insert(change.id.id).second) {
      if (walked_) pending_.push_back(change.id);
    } else if (change.kind == Change::Kind::kCreate && !from_nothing_) {
      repeats_itself = true;
    }
  }
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
void FolderFeed::StartOver() {
  state_.clear();
  from_nothing_ = true;
  if (++restarts_ > kMostRestarts) {
    throw Unreadable(client_.site(), SyncFolderItems::kTraits.name, "",
                     "it loses the state of the folder again and again");
  }
}

void FolderFeed::FetchPending(Clock::Deadline deadline) {
  {
    // Decided after the walk: whoever joined before it ended wants its mail.
    const std::lock_guard<std::mutex> lock(mutex_);
    if (watchers_ == 0) pending_.clear();
  }
  // The server tells the newest first.
  std::vector<ItemId> todo(pending_.rbegin(), pending_.rend());
  pending_.clear();
  Fetched fetched;
  try {
    while (!todo.empty()) FetchBatch(todo, fetched, deadline);
  } catch (...) {
    fetched.failed = std::current_exception();
  }
  pending_.assign(todo.rbegin(), todo.rend());
  pending_.insert(pending_.end(), fetched.later.rbegin(), fetched.later.rend());
  SortByReceived(fetched.emails);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::move(fetched.emails.begin(), fetched.emails.end(),
              std::back_inserter(log_));
    gone_ += fetched.gone;
  }
  if (fetched.failed) std::rethrow_exception(fetched.failed);
}

// Takes the first ids off `todo` once the server has answered. What failed for
// a passing reason goes to `later`, and holds up nothing else.
void FolderFeed::FetchBatch(std::vector<ItemId>& todo, Fetched& fetched,
                            Clock::Deadline deadline) {
  const auto end = todo.begin() + static_cast<std::ptrdiff_t>(
                                      std::min(todo.size(), kFetchBatch));
  const std::vector<ItemId> batch(todo.begin(), end);
  auto outcomes = Fetch(client_, batch, Until(deadline));
  todo.erase(todo.begin(), end);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const Status& status = outcomes[i].status;
    if (status.ok()) {
      fetched.emails.push_back(
          ToEmail(std::move(outcomes[i].value), FolderPath(folder_).str()));
    } else if (IsOneOf(status.code, kGone)) {
      ++fetched.gone;
    } else {
      fetched.later.push_back(batch[i]);
      fetched.failed = std::make_exception_ptr(
          Refusal(client_.site(), GetItem::kTraits.name, 200, status));
    }
  }
}

}  // namespace letterbox::ews
