#include "http/cancellation.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <thread>

namespace letterbox {
namespace {

TEST(Cancellation, RunsWhatIsRegisteredOnce) {
  const Cancellation cancellation;
  int runs = 0;
  const Cancellation::Registration registration(cancellation, [&] { ++runs; });
  EXPECT_FALSE(cancellation.cancelled());
  cancellation.Cancel();
  cancellation.Cancel();
  EXPECT_TRUE(cancellation.cancelled());
  EXPECT_EQ(runs, 1);
}

TEST(Cancellation, RunsAtOnceWhereItIsAlreadyCancelled) {
  const Cancellation cancellation;
  cancellation.Cancel();
  int runs = 0;
  const Cancellation::Registration registration(cancellation, [&] { ++runs; });
  EXPECT_EQ(runs, 1);
}

TEST(Cancellation, ForgetsWhatIsNoLongerRegistered) {
  const Cancellation cancellation;
  int runs = 0;
  {
    const Cancellation::Registration gone(cancellation, [&] { ++runs; });
  }
  cancellation.Cancel();
  EXPECT_EQ(runs, 0);
}

TEST(Cancellation, CopiesShareOneState) {
  const Cancellation cancellation;
  const Cancellation copy = cancellation;
  copy.Cancel();
  EXPECT_TRUE(cancellation.cancelled());
}

TEST(Cancellation, RegistrationWaitsForItsRunningAction) {
  const Cancellation cancellation;
  std::promise<void> running;
  std::promise<void> go_on;
  std::atomic<bool> ended{false};
  auto registration =
      std::make_unique<Cancellation::Registration>(cancellation, [&] {
        running.set_value();
        go_on.get_future().wait();
        ended = true;
      });
  std::thread canceller([&] { cancellation.Cancel(); });
  running.get_future().wait();
  std::thread release([&] { go_on.set_value(); });
  registration.reset();
  EXPECT_TRUE(ended);
  canceller.join();
  release.join();
}

}  // namespace
}  // namespace letterbox
