// When a wait ends, against a server that is made up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "support/fake_clock.h"
#include "transport/ews/watching.h"

namespace letterbox::ews {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class DoorbellTest : public WatchingTest {};

TEST_F(DoorbellTest, EndsAWaitWhenMailComes) {
  const auto arrivals = Watch();
  server_.AwaitOpenStreams(1);
  std::uint64_t bell = arrivals->Read(0).bell;
  auto wait = std::async(std::launch::async, [&] {
    while (arrivals->Wait(bell, In(kLong))) {
      const Arrivals::Reading reading = arrivals->Read(0);
      if (!reading.emails.empty()) return reading.emails[0].subject();
      bell = reading.bell;
    }
    return std::string("nothing");
  });
  server_.Deliver("new");
  EXPECT_EQ(wait.get(), "new");
}

TEST_F(DoorbellTest, RingsOnceTheStreamIsOpenAgain) {
  const auto arrivals = Watch();
  server_.AwaitOpenStreams(1);
  std::uint64_t bell = arrivals->Read(0).bell;
  server_.DeliverSilently("while no stream told");
  server_.CutStreams();
  ASSERT_TRUE(arrivals->Wait(bell, In(kLong)));
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)),
              ElementsAre("while no stream told"));
  server_.Await("GetStreamingEvents", 2);
  // The subscription outlives its connection.
  EXPECT_EQ(server_.count("Subscribe"), 1);
}

TEST_F(DoorbellTest, OpensTheStreamAgainWhenTheServerClosesIt) {
  const auto arrivals = Watch();
  server_.AwaitOpenStreams(1);
  server_.CloseStreams();
  server_.Await("GetStreamingEvents", 2);
  server_.AwaitOpenStreams(1);
  EXPECT_EQ(server_.count("Subscribe"), 1);
}

TEST_F(DoorbellTest, SubscribesAgainWhereTheSubscriptionIsLost) {
  const auto arrivals = Watch();
  server_.AwaitOpenStreams(1);
  server_.ForgetSubscriptions();
  server_.CutStreams();
  server_.Await("Subscribe", 2);
  server_.AwaitOpenStreams(1);
  const std::uint64_t bell = arrivals->Read(0).bell;
  server_.Deliver("new");
  ASSERT_TRUE(arrivals->Wait(bell, In(kLong)));
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), ElementsAre("new"));
}

TEST_F(DoorbellTest, WatchesAllFoldersOverOneStream) {
  const auto inbox = Watch();
  server_.AwaitOpenStreams(1);
  const auto junk = mailbox_->Watch({Folder::kJunkEmail});
  const auto again = mailbox_->Watch({Folder::kJunkEmail});
  server_.Await("GetStreamingEvents", 2);
  server_.AwaitOpenStreams(1);
  EXPECT_EQ(server_.count("Subscribe"), 2);
  EXPECT_EQ(server_.count("Unsubscribe"), 1);
  EXPECT_EQ(server_.most_open_streams(), 1);
  EXPECT_THAT(
      server_.envelopes(),
      Contains(HasSubstr("<t:FolderIds><t:DistinguishedFolderId Id=\"inbox\"/>"
                         "<t:DistinguishedFolderId Id=\"junkemail\"/>"
                         "</t:FolderIds>")));
}

TEST_F(DoorbellTest, HandlesNoSignals) {
  std::promise<bool> blocked;
  server_.OnAnswer([&](const std::string& operation) {
    if (operation != "Subscribe") return;
    sigset_t mask;
    pthread_sigmask(SIG_SETMASK, nullptr, &mask);
    blocked.set_value(
        sigismember(&mask, SIGINT) == 1 && sigismember(&mask, SIGTERM) == 1 &&
        sigismember(&mask, SIGUSR1) == 1 && sigismember(&mask, SIGCHLD) == 1);
  });
  const auto arrivals = Watch();
  EXPECT_TRUE(blocked.get_future().get());
  sigset_t mask;
  pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  EXPECT_EQ(sigismember(&mask, SIGINT), 0);
  mailbox_.reset();  // ends the thread that uses `blocked`
}

// Comes back from each short sleep, so that no notification is slept through.
class RestlessClock : public FakeClock {
 public:
  void Wait(std::condition_variable& condition,
            std::unique_lock<std::mutex>& lock, Deadline deadline) override {
    if (Now() < deadline) condition.wait_for(lock, milliseconds(1));
  }
};

class DoorbellInTime : public testing::Test {
 protected:
  RestlessClock clock_;
  MadeUpServer server_;
  std::shared_ptr<Mailbox> mailbox_ = Open(server_, clock_);
};

TEST_F(DoorbellInTime, GivesUpAWaitAtTheDeadline) {
  const auto arrivals = mailbox_->Watch({Folder::kInbox});
  server_.AwaitOpenStreams(1);
  const std::uint64_t bell = arrivals->Read(0).bell;
  auto wait = std::async(std::launch::async, [&] {
    return arrivals->Wait(bell, clock_.Now() + seconds(10));
  });
  EXPECT_EQ(wait.wait_for(milliseconds(20)), std::future_status::timeout);
  clock_.Advance(seconds(10));
  EXPECT_FALSE(wait.get());
}

TEST_F(DoorbellInTime, RingsFromTimeToTimeThoughNothingIsTold) {
  const auto arrivals = mailbox_->Watch({Folder::kInbox});
  server_.AwaitOpenStreams(1);
  const std::uint64_t bell = arrivals->Read(0).bell;
  auto wait = std::async(std::launch::async, [&] {
    return arrivals->Wait(bell, clock_.Now() + seconds(60));
  });
  clock_.Advance(seconds(29));
  EXPECT_EQ(wait.wait_for(milliseconds(20)), std::future_status::timeout);
  clock_.Advance(seconds(2));
  EXPECT_TRUE(wait.get());
}

TEST_F(DoorbellInTime, RingsEverySecondWithoutASubscription) {
  server_.RefuseAll("Subscribe", "ErrorExceededSubscriptionCount");
  const auto arrivals = mailbox_->Watch({Folder::kInbox});
  server_.Await("Subscribe", 1);
  server_.Deliver("new");
  const std::uint64_t bell = arrivals->Read(1).bell;
  auto wait = std::async(std::launch::async, [&] {
    return arrivals->Wait(bell, clock_.Now() + seconds(60));
  });
  EXPECT_EQ(wait.wait_for(milliseconds(20)), std::future_status::timeout);
  clock_.Advance(seconds(1));
  EXPECT_TRUE(wait.get());
}

TEST_F(DoorbellInTime, TriesToSubscribeLessAndLessOften) {
  const std::vector<int> pauses = {100,  200,  400,   800,  1600,
                                   3200, 6400, 10000, 10000};
  std::vector<Clock::Deadline> attempts;
  server_.RefuseAll("Subscribe", "ErrorExceededSubscriptionCount");
  server_.OnAnswer([&](const std::string& operation) {
    if (operation != "Subscribe") return;
    attempts.push_back(clock_.Now());
  });
  const auto arrivals = mailbox_->Watch({Folder::kInbox});
  while (server_.count("Subscribe") <= static_cast<int>(pauses.size()) + 1) {
    clock_.Advance(milliseconds(10));
    std::this_thread::yield();
  }
  mailbox_.reset();  // ends the thread that writes `attempts`
  for (std::size_t i = 0; i < pauses.size(); ++i) {
    EXPECT_GE(attempts[i + 1] - attempts[i], milliseconds(pauses[i])) << i;
  }
}

}  // namespace
}  // namespace letterbox::ews
