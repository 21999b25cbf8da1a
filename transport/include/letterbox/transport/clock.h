// Time as a parameter, so that tests of waits and of expiry do not sleep.
#ifndef LETTERBOX_TRANSPORT_CLOCK_H_
#define LETTERBOX_TRANSPORT_CLOCK_H_

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace letterbox {

/// Two clocks and a wait. Thread-safe.
class Clock {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  virtual ~Clock() = default;

  /// For deadlines.
  virtual Deadline Now() const = 0;
  /// For dates, such as a token's expiry.
  virtual std::chrono::system_clock::time_point Date() const = 0;
  /// Waits on `condition` until it is notified or `deadline` has passed. May
  /// wake up early: call it in a loop.
  virtual void Wait(std::condition_variable& condition,
                    std::unique_lock<std::mutex>& lock, Deadline deadline) = 0;
};

/// The machine's clocks. Lives for ever.
Clock& SystemClock();

/// Returns when `until` has passed on `clock`.
void SleepUntil(Clock& clock, Clock::Deadline until);

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_CLOCK_H_
