#include "ews/doorbell.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "ews/operations/get_streaming_events.h"
#include "ews/operations/subscribe.h"
#include "ews/operations/unsubscribe.h"
#include "signals.h"

namespace letterbox::ews {
namespace {

using std::chrono::milliseconds;

// Between two attempts. A stream that lived for a while was a success.
constexpr milliseconds kFirstPause{100};
constexpr milliseconds kLongestPause{10000};
constexpr milliseconds kLivedWell{2000};

// A heartbeat comes every 45 s: two of them missed, and a margin.
constexpr milliseconds kSilence = std::chrono::seconds(100);

// The good-bye must not hold up the end of a test.
constexpr milliseconds kGoodBye{250};

// Thrown out of a stream to end it.
struct StreamOver {};

}  // namespace

Doorbell::Doorbell(EwsClient& client, Clock& clock)
    : client_(client), clock_(clock), last_ring_(clock.Now()) {}

Doorbell::~Doorbell() { Close(); }

void Doorbell::Include(const std::vector<Folder>& folders) {
  std::unique_lock<std::mutex> lock(mutex_);
  const std::size_t known = folders_.size();
  for (const Folder folder : folders) {
    if (std::find(folders_.begin(), folders_.end(), folder) == folders_.end()) {
      folders_.push_back(folder);
    }
  }
  if (closing_ || folders_.size() == known) return;
  restart_ = true;
  changed_.notify_all();
  if (!thread_.joinable()) {
    const SignalsBlocked blocked;
    thread_ = std::thread([this] { Run(); });
  }
  const Cancellation old_round = round_;
  lock.unlock();
  old_round.Cancel();
}

std::uint64_t Doorbell::rings() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return rings_;
}

bool Doorbell::Wait(std::uint64_t seen, Clock::Deadline deadline) {
  std::unique_lock<std::mutex> lock(mutex_);
  while (rings_ == seen && !closing_) {
    const Clock::Deadline now = clock_.Now();
    if (now >= deadline) return false;
    // The time is counted from the last ring rather than from here, so that
    // all waits wake up together and share one look at the server.
    const Clock::Deadline due = last_ring_ + (open_ ? kIdle : kDeaf);
    if (now >= due) {
      Ring();
    } else {
      clock_.Wait(changed_, lock, std::min(due, deadline));
    }
  }
  return true;
}

void Doorbell::Close() {
  std::unique_lock<std::mutex> lock(mutex_);
  closing_ = true;
  changed_.notify_all();
  std::thread thread = std::move(thread_);
  const Cancellation last_round = round_;
  lock.unlock();
  last_round.Cancel();
  if (thread.joinable()) thread.join();
}

void Doorbell::Run() {
  Subscription subscription;
  milliseconds pause{0};
  while (const std::optional<Round> round = NextRound(pause)) {
    const Clock::Deadline begun = clock_.Now();
    try {
      Listen(*round, subscription);
    } catch (const ConnectionError&) {
      // The subscription lives on at the server, and is tried again.
    } catch (const std::exception&) {
      subscription.id.clear();
    }
    SetOpen(false);
    const bool lived_well = clock_.Now() - begun >= kLivedWell;
    pause = lived_well ? kFirstPause
                       : std::clamp(2 * pause, kFirstPause, kLongestPause);
  }
  Release(subscription);
}

std::optional<Doorbell::Round> Doorbell::NextRound(milliseconds pause) {
  std::unique_lock<std::mutex> lock(mutex_);
  const Clock::Deadline due = clock_.Now() + pause;
  while (!closing_ && !restart_ && clock_.Now() < due) {
    clock_.Wait(changed_, lock, due);
  }
  if (closing_) return std::nullopt;
  restart_ = false;
  round_ = Cancellation();
  return Round{folders_, round_};
}

void Doorbell::Listen(const Round& round, Subscription& subscription) {
  if (subscription.folders != round.folders) Release(subscription);
  CallOptions options;
  options.cancellation = round.cancellation;
  if (subscription.id.empty()) {
    Subscribe subscribe;
    subscribe.folders.assign(round.folders.begin(), round.folders.end());
    subscription.id = client_.Call(subscribe, options).subscription;
    subscription.folders = round.folders;
  }
  options.timeout = kSilence;
  GetStreamingEvents request;
  request.subscription = subscription.id;
  bool first = true;
  const auto hear = [&](const Outcome<GetStreamingEvents::Result>& outcome) {
    client_.Require(GetStreamingEvents::kTraits, outcome.status);
    // Nothing is told of what happened before the stream was open.
    if (std::exchange(first, false)) SetOpen(true);
    if (outcome.value.events > 0) RingOnce();
    if (outcome.value.lost) subscription.id.clear();
    if (outcome.value.lost || outcome.value.closed) throw StreamOver();
  };
  try {
    client_.Stream<GetStreamingEvents>(request, hear, options);
  } catch (const StreamOver&) {
    // Some servers go on with heartbeats after they have said so.
  }
}

void Doorbell::Release(Subscription& subscription) {
  const std::string id = std::exchange(subscription.id, "");
  if (id.empty()) return;
  CallOptions options;
  options.timeout = kGoodBye;
  options.cancellation = Cancellation();
  try {
    Unsubscribe request;
    request.subscription = id;
    client_.Call(request, options);
  } catch (const std::exception&) {
    // The server forgets it by itself.
  }
}

void Doorbell::SetOpen(bool open) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (std::exchange(open_, open) != open) Ring();
}

void Doorbell::RingOnce() {
  const std::lock_guard<std::mutex> lock(mutex_);
  Ring();
}

// Called under the lock.
void Doorbell::Ring() {
  ++rings_;
  last_ring_ = clock_.Now();
  changed_.notify_all();
}

}  // namespace letterbox::ews
