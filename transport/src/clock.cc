#include "letterbox/transport/clock.h"

namespace letterbox {
namespace {

class MachineClock : public Clock {
 public:
  Deadline Now() const override { return std::chrono::steady_clock::now(); }
  std::chrono::system_clock::time_point Date() const override {
    return std::chrono::system_clock::now();
  }
  void Wait(std::condition_variable& condition,
            std::unique_lock<std::mutex>& lock, Deadline deadline) override {
    condition.wait_until(lock, deadline);
  }
};

}  // namespace

Clock& SystemClock() {
  // Never destroyed: threads may still wait while statics go.
  static MachineClock* const clock = new MachineClock;
  return *clock;
}

void SleepUntil(Clock& clock, Clock::Deadline until) {
  std::mutex mutex;
  std::condition_variable never_notified;
  std::unique_lock<std::mutex> lock(mutex);
  while (clock.Now() < until) clock.Wait(never_notified, lock, until);
}

}  // namespace letterbox
