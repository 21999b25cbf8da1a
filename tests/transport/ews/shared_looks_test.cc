// Looks at the server that several share, how long they last, and their end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "letterbox/transport/error.h"
#include "support/fake_clock.h"
#include "transport/ews/watching.h"

namespace letterbox::ews {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;

TEST_F(ArrivalsTest, NeverShareALookThatBeganBefore) {
  const auto arrivals = Watch();
  std::promise<void> asked;
  std::promise<void> go_on;
  std::atomic<bool> first{true};
  server_.OnAnswer([&](const std::string& operation) {
    if (operation != "SyncFolderItems" || !first.exchange(false)) return;
    asked.set_value();
    go_on.get_future().wait();
  });
  auto early = std::async(std::launch::async,
                          [&] { return SubjectsOf(arrivals->Read(0)); });
  asked.get_future().wait();
  server_.Deliver("after the first look");
  auto late = std::async(std::launch::async,
                         [&] { return SubjectsOf(arrivals->Read(0)); });
  go_on.set_value();
  early.get();
  EXPECT_THAT(late.get(), ElementsAre("after the first look"));
}

TEST_F(ArrivalsTest, ShareOneLookAmongThoseWhoAskedMeanwhile) {
  constexpr int kThreads = 64;
  const auto arrivals = Watch();
  std::promise<void> asked;
  std::promise<void> go_on;
  std::atomic<bool> first{true};
  server_.OnAnswer([&](const std::string& operation) {
    if (operation != "SyncFolderItems") return;
    if (first.exchange(false)) {
      asked.set_value();
      go_on.get_future().wait();
    } else {
      // As over a network: only looks that take time can be shared.
      std::this_thread::sleep_for(milliseconds(5));
    }
  });
  auto leader = std::async(std::launch::async, [&] { arrivals->Read(0); });
  asked.get_future().wait();
  server_.Deliver("new");
  std::vector<std::future<std::vector<std::string>>> followers;
  for (int i = 0; i < kThreads; ++i) {
    followers.push_back(std::async(
        std::launch::async, [&] { return SubjectsOf(arrivals->Read(0)); }));
  }
  go_on.set_value();
  leader.get();
  for (auto& follower : followers) {
    EXPECT_THAT(follower.get(), ElementsAre("new"));
  }
  EXPECT_EQ(server_.count("GetItem"), 1);
  // The baseline, the leader, and at best one for all others; a thread that
  // the machine starts late needs its own.
  EXPECT_LE(server_.count("SyncFolderItems"), 2 + kThreads / 2);
}

TEST_F(ArrivalsTest, WakeAllWhoWaitWithOneLook) {
  constexpr int kThreads = 64;
  const auto arrivals = Watch();
  server_.AwaitOpenStreams(1);
  const std::uint64_t bell = arrivals->Read(0).bell;
  const int before = server_.count("SyncFolderItems");
  std::vector<std::future<std::vector<std::string>>> waits;
  for (int i = 0; i < kThreads; ++i) {
    waits.push_back(std::async(std::launch::async, [&] {
      EXPECT_TRUE(arrivals->Wait(bell, In(kLong)));
      return SubjectsOf(arrivals->Read(0, In(kLong), bell));
    }));
  }
  server_.Deliver("new");
  for (auto& wait : waits) EXPECT_THAT(wait.get(), ElementsAre("new"));
  EXPECT_EQ(server_.count("SyncFolderItems") - before, 1);
  EXPECT_EQ(server_.count("GetItem"), 1);
  EXPECT_EQ(server_.count("Subscribe"), 1);
  EXPECT_EQ(server_.most_open_streams(), 1);
}

TEST_F(ArrivalsTest, LookAgainWhereTheSharedLookFailed) {
  const auto arrivals = Watch();
  server_.AwaitOpenStreams(1);
  const std::uint64_t bell = arrivals->Read(0).bell;
  server_.Deliver("new");
  ASSERT_TRUE(arrivals->Wait(bell, In(kLong)));
  server_.Break("SyncFolderItems");
  EXPECT_THROW(arrivals->Read(0, In(kLong), bell), ConnectionError);
  EXPECT_THAT(SubjectsOf(arrivals->Read(0, In(kLong), bell)),
              ElementsAre("new"));
}

TEST_F(ArrivalsTest, EndWithTheirMailbox) {
  const auto arrivals = Watch();
  server_.AwaitOpenStreams(1);
  const std::uint64_t bell = arrivals->Read(0).bell;
  auto wait = std::async(std::launch::async,
                         [&] { return arrivals->Wait(bell, In(kLong)); });
  const auto begun = std::chrono::steady_clock::now();
  mailbox_.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, seconds(1));
  EXPECT_TRUE(wait.get());
  EXPECT_EQ(server_.open_streams(), 0);
  EXPECT_EQ(server_.count("Unsubscribe"), 1);
  try {
    arrivals->Read(0);
    ADD_FAILURE() << "was read";
  } catch (const ConnectionError& error) {
    EXPECT_EQ(error.kind(), ConnectionError::Kind::kCancelled);
    EXPECT_THAT(error.what(), HasSubstr("this mailbox was closed"));
  }
  EXPECT_TRUE(arrivals->Wait(bell, In(kLong)));
}

// Passes requests on, and says when it goes.
class CountedTransport : public HttpTransport {
 public:
  CountedTransport(std::unique_ptr<HttpTransport> transport, int& count)
      : transport_(std::move(transport)), count_(count) {
    ++count_;
  }
  ~CountedTransport() override { --count_; }

  HttpResponse Send(const HttpRequest& request,
                    const Cancellation& cancellation) override {
    return transport_->Send(request, cancellation);
  }
  HttpResponse Stream(const HttpRequest& request,
                      const std::function<void(std::string_view)>& on_bytes,
                      const Cancellation& cancellation) override {
    return transport_->Stream(request, on_bytes, cancellation);
  }

 private:
  const std::unique_ptr<HttpTransport> transport_;
  int& count_;
};

TEST(ArrivalsOfAClosedMailbox, HoldNoTransport) {
  MadeUpServer server;
  int transports = 0;
  auto mailbox = NewEwsMailbox(
      MadeUpSite(),
      std::make_unique<CountedTransport>(server.NewTransport(), transports),
      [](HttpTransport&) { return std::make_unique<CountingTokens>(); },
      SystemClock());
  const auto arrivals = mailbox->Watch();
  EXPECT_EQ(transports, 1);
  mailbox.reset();
  EXPECT_EQ(transports, 0);
}

TEST(ArrivalsDeadline, IsTheServersToo) {
  MadeUpServer server;
  FakeClock clock;
  const auto mailbox = Open(server, clock);
  const auto arrivals = mailbox->Watch();
  arrivals->Read(0, clock.Now() + seconds(20));
  EXPECT_EQ(server.patience("SyncFolderItems"), seconds(20));
  // A look that is not to wait still needs an answer.
  arrivals->Read(0, clock.Now());
  EXPECT_EQ(server.patience("SyncFolderItems"), seconds(5));
  server.Deliver("new");
  arrivals->Read(0, clock.Now() + seconds(20));
  EXPECT_EQ(server.patience("GetItem"), seconds(20));
  arrivals->Read(0);
  EXPECT_GT(server.patience("SyncFolderItems"), std::chrono::hours(1));
}

TEST(ArrivalsDeadline, EndsTheWaitForAnothersLook) {
  MadeUpServer server;
  FakeClock clock;
  const auto mailbox = Open(server, clock);
  const auto arrivals = mailbox->Watch();
  std::promise<void> asked;
  std::promise<void> answer;
  server.OnAnswer([&](const std::string& operation) {
    if (operation != "SyncFolderItems") return;
    asked.set_value();
    answer.get_future().wait();
  });
  auto leader = std::async(std::launch::async, [&] { arrivals->Read(0); });
  asked.get_future().wait();
  const Clock::Deadline begun = clock.Now();
  auto follower = std::async(std::launch::async,
                             [&] { arrivals->Read(0, begun + seconds(1)); });
  while (follower.wait_for(milliseconds(1)) != std::future_status::ready) {
    clock.Advance(milliseconds(100));
  }
  try {
    follower.get();
    ADD_FAILURE() << "it came back without an answer";
  } catch (const ConnectionError& error) {
    EXPECT_EQ(error.kind(), ConnectionError::Kind::kTimeout);
  }
  EXPECT_GE(clock.Now() - begun, seconds(5));
  server.OnAnswer(nullptr);
  answer.set_value();
  EXPECT_NO_THROW(leader.get());
}

}  // namespace
}  // namespace letterbox::ews
