#include "ews/doorbell.h"

#include <algorithm>
#include <utility>

#include "signals.h"

namespace letterbox::ews {
namespace {

using std::chrono::milliseconds;

// Between two attempts. Having listened for a while was a success.
constexpr milliseconds kFirstPause{100};
constexpr milliseconds kLongestPause{10000};
constexpr milliseconds kLivedWell{2000};

}  // namespace

Doorbell::Doorbell(EwsClient& client, Clock& clock)
    : clock_(clock),
      listener_(client, clock, MakeHooks()),
      last_ring_(clock.Now()) {}

Doorbell::~Doorbell() { Close(); }

Listener::Hooks Doorbell::MakeHooks() {
  return {[this](bool reused) { Open(reused); }, [this] { RingForEvent(); },
          [this](milliseconds pause) { return PauseForWaits(pause); }};
}

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
    exit_hook_.emplace([this] { Close(); });
  }
  const Cancellation old_round = round_;
  lock.unlock();
  old_round.Cancel();
}

void Doorbell::RingBy(Clock::Deadline time) {
  const std::lock_guard<std::mutex> lock(mutex_);
  ring_by_ = std::min(ring_by_, time);
  changed_.notify_all();
}

std::uint64_t Doorbell::rings() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return rings_;
}

bool Doorbell::Wait(std::uint64_t seen, Clock::Deadline deadline) {
  std::unique_lock<std::mutex> lock(mutex_);
  // Whoever pauses for want of a wait goes on.
  if (waits_++ == 0) changed_.notify_all();
  bool rung = true;
  while (rings_ == seen && !closing_) {
    const Clock::Deadline now = clock_.Now();
    if (now >= deadline) {
      rung = false;
      break;
    }
    const Clock::Deadline due = Due();
    if (now >= due) {
      Ring();
    } else {
      clock_.Wait(changed_, lock, std::min(due, deadline));
    }
  }
  --waits_;
  return rung;
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
  milliseconds pause{0};
  while (const std::optional<Round> round = NextRound(pause)) {
    const Clock::Deadline begun = clock_.Now();
    listener_.Listen(round->folders, round->cancellation);
    Shut();
    const bool lived_well = clock_.Now() - begun >= kLivedWell;
    pause = lived_well ? kFirstPause
                       : std::clamp(2 * pause, kFirstPause, kLongestPause);
  }
  listener_.Release();
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

bool Doorbell::PauseForWaits(milliseconds pause) {
  std::unique_lock<std::mutex> lock(mutex_);
  const Clock::Deadline due = clock_.Now() + pause;
  while (!closing_ && !restart_ && (waits_ == 0 || clock_.Now() < due)) {
    clock_.Wait(changed_, lock, waits_ == 0 ? clock_.Now() + kIdle : due);
  }
  return !closing_ && !restart_;
}

void Doorbell::Open(bool reused) {
  const std::lock_guard<std::mutex> lock(mutex_);
  open_ = true;
  unsure_ = reused;
  opened_ = clock_.Now();
  Ring();
}

void Doorbell::Shut() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (std::exchange(open_, false)) Ring();
}

void Doorbell::RingForEvent() {
  const std::lock_guard<std::mutex> lock(mutex_);
  unsure_ = false;
  Ring();
}

// Called under the lock.
void Doorbell::Ring() {
  ++rings_;
  last_ring_ = clock_.Now();
  ring_by_ = Clock::Deadline::max();
  changed_.notify_all();
}

// Called under the lock. The time is counted from the last ring rather than
// from the begin of a wait, so that all waits wake up together and share one
// look at the server.
Clock::Deadline Doorbell::Due() const {
  milliseconds interval = open_ ? kIdle : kDeaf;
  if (open_ && unsure_) {
    interval = std::clamp(
        std::chrono::duration_cast<milliseconds>(last_ring_ - opened_), kDeaf,
        kIdle);
  }
  return std::min(last_ring_ + interval, ring_by_);
}

}  // namespace letterbox::ews
