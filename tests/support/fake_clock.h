// A clock that stands still until a test moves it.
#ifndef LETTERBOX_TESTS_SUPPORT_FAKE_CLOCK_H_
#define LETTERBOX_TESTS_SUPPORT_FAKE_CLOCK_H_

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "letterbox/transport/clock.h"

namespace letterbox {

class FakeClock : public Clock {
 public:
  Deadline Now() const override {
    std::lock_guard lock(mutex_);
    return now_;
  }

  std::chrono::system_clock::time_point Date() const override {
    std::lock_guard lock(mutex_);
    return date_;
  }

  /// Returns at once where the deadline has passed; else soon, whether
  /// `condition` was notified or not: whoever waits looks again.
  void Wait(std::condition_variable& condition,
            std::unique_lock<std::mutex>& lock, Deadline deadline) override {
    // Not woken by Advance: so the clock never touches a condition that may be
    // gone. Not in a loop either: a notification may come between two waits.
    if (Now() < deadline) {
      condition.wait_for(lock, std::chrono::milliseconds(1));
    }
  }

  /// Moves both clocks.
  void Advance(std::chrono::nanoseconds by) {
    std::lock_guard lock(mutex_);
    now_ += by;
    date_ +=
        std::chrono::duration_cast<std::chrono::system_clock::duration>(by);
  }

  /// Moves the date alone, as when somebody sets the machine's clock.
  void SetDate(std::chrono::system_clock::time_point date) {
    std::lock_guard lock(mutex_);
    date_ = date;
  }

 private:
  mutable std::mutex mutex_;
  Deadline now_{std::chrono::hours(1)};
  // 24 November 2026, 12:00 UTC.
  std::chrono::system_clock::time_point date_{std::chrono::seconds(1795521600)};
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_FAKE_CLOCK_H_
