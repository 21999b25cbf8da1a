#include "ews/pacer.h"

#include <algorithm>
#include <utility>

namespace letterbox::ews {
namespace {

using std::chrono::milliseconds;

// Where the server does not say how long.
constexpr milliseconds kFirstGuess{1000};
constexpr milliseconds kLongestGuess{30000};

}  // namespace

Pacer::Pacer(Clock& clock, std::unique_ptr<SharedPace> shared)
    : clock_(clock), shared_(std::move(shared)), next_guess_(kFirstGuess) {}

void Pacer::BackOff(std::optional<milliseconds> time) {
  milliseconds hold;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    hold = time.value_or(milliseconds(0));
    if (hold <= milliseconds(0)) {
      hold = next_guess_;
      next_guess_ = std::min(2 * next_guess_, kLongestGuess);
    }
    hold = std::min(hold, kLongest);
    Hold(clock_.Now() + hold);
  }
  if (shared_) shared_->Extend(hold);
}

void Pacer::Succeeded() {
  const std::lock_guard<std::mutex> lock(mutex_);
  next_guess_ = kFirstGuess;
}

Clock::Deadline Pacer::Turn() {
  const milliseconds left = shared_ ? shared_->Left() : milliseconds(0);
  const std::lock_guard<std::mutex> lock(mutex_);
  if (left.count() > 0) Hold(clock_.Now() + std::min(left, kLongest));
  return held_until_;
}

bool Pacer::AwaitTurn(Clock::Deadline deadline,
                      const Cancellation& cancellation) {
  // Another one may have been told to wait longer meanwhile.
  while (true) {
    const Clock::Deadline turn = Turn();
    if (turn <= clock_.Now()) return true;
    std::unique_lock<std::mutex> lock(mutex_);
    if (!WaitUntil(lock, turn, deadline, cancellation)) return false;
  }
}

bool Pacer::Pause(milliseconds time, Clock::Deadline deadline,
                  const Cancellation& cancellation) {
  std::unique_lock<std::mutex> lock(mutex_);
  return WaitUntil(lock, clock_.Now() + time, deadline, cancellation);
}

milliseconds Pacer::throttled() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return std::chrono::duration_cast<milliseconds>(
      held_before_ + std::min(clock_.Now(), held_until_) - held_from_);
}

// Called under the lock.
void Pacer::Hold(Clock::Deadline until) {
  const Clock::Deadline now = clock_.Now();
  if (until <= held_until_) return;
  if (held_until_ <= now) {
    held_before_ += held_until_ - held_from_;
    held_from_ = now;
  }
  held_until_ = until;
}

bool Pacer::WaitUntil(std::unique_lock<std::mutex>& lock, Clock::Deadline until,
                      Clock::Deadline deadline,
                      const Cancellation& cancellation) {
  if (until > deadline) return false;
  // Not under the lock: where it is cancelled already, the action runs here.
  lock.unlock();
  const Cancellation::Registration wake(cancellation, [this] {
    const std::lock_guard<std::mutex> guard(mutex_);
    changed_.notify_all();
  });
  lock.lock();
  while (clock_.Now() < until && !cancellation.cancelled()) {
    clock_.Wait(changed_, lock, until);
  }
  lock.unlock();
  return !cancellation.cancelled();
}

}  // namespace letterbox::ews
