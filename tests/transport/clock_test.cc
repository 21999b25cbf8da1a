#include "letterbox/transport/clock.h"

#include <gtest/gtest.h>

namespace letterbox {
namespace {

using std::chrono::milliseconds;

// Each wait ends early, a millisecond on.
class ImpatientClock : public Clock {
 public:
  Deadline Now() const override { return now_; }
  std::chrono::system_clock::time_point Date() const override { return {}; }
  void Wait(std::condition_variable&, std::unique_lock<std::mutex>& lock,
            Deadline) override {
    EXPECT_TRUE(lock.owns_lock());
    now_ += milliseconds(1);
  }

 private:
  Deadline now_;
};

TEST(SleepUntil, LastsThroughWaitsThatEndEarly) {
  ImpatientClock clock;
  const Clock::Deadline until = clock.Now() + milliseconds(5);
  SleepUntil(clock, until);
  EXPECT_EQ(clock.Now(), until);
}

TEST(SleepUntil, ReturnsAtOnceWhereTheTimeHasPassed) {
  ImpatientClock clock;
  const Clock::Deadline begin = clock.Now();
  SleepUntil(clock, begin - milliseconds(1));
  EXPECT_EQ(clock.Now(), begin);
}

}  // namespace
}  // namespace letterbox
