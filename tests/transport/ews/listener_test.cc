// The ways of hearing, and what each loss does, against a server that is made
// up.
#include "ews/listener.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <string>
#include <thread>

#include "support/fake_clock.h"
#include "support/schema.h"
#include "transport/ews/watching.h"

namespace letterbox::ews {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class ListenerTest : public testing::Test {
 protected:
  /// Waits as a Receive does, while time goes on.
  std::string NextSubject(Arrivals& arrivals) {
    auto wait = std::async(std::launch::async, [&]() -> std::string {
      Arrivals::Reading reading = arrivals.Read(taken_);
      while (reading.emails.empty()) {
        if (!arrivals.Wait(reading.bell, clock_.Now() + minutes(60))) return "";
        reading =
            arrivals.Read(taken_, clock_.Now() + minutes(60), reading.bell);
      }
      ++taken_;
      return reading.emails.front().subject();
    });
    while (wait.wait_for(milliseconds(1)) != std::future_status::ready) {
      clock_.Advance(milliseconds(100));
    }
    return wait.get();
  }

  /// Lets time pass until so many requests of `operation` were seen.
  void PassUntil(const std::string& operation, int count) {
    while (server_.count(operation) < count) {
      clock_.Advance(milliseconds(50));
      std::this_thread::sleep_for(milliseconds(1));
    }
  }

  FakeClock clock_;
  MadeUpServer server_;
  std::shared_ptr<Mailbox> mailbox_ = Open(server_, clock_);
  std::size_t taken_ = 0;
};

TEST_F(ListenerTest, ReplacesTheHangingRequestBeforeTheServerEndsIt) {
  const auto arrivals = mailbox_->Watch();
  server_.AwaitOpenStreams(1);
  EXPECT_EQ(server_.patience("GetStreamingEvents"),
            std::chrono::seconds(minutes(29)));
}

// All that says that the subscription is of no use any more, also where the
// request came to the wrong server.
class LostSubscription : public ListenerTest,
                         public testing::WithParamInterface<const char*> {};

TEST_P(LostSubscription, IsReplacedAndNothingIsLost) {
  const auto arrivals = mailbox_->Watch();
  server_.AwaitOpenStreams(1);
  server_.RefuseStream(GetParam());
  server_.DeliverSilently("meanwhile");
  server_.CutStreams();
  PassUntil("Subscribe", 2);
  EXPECT_EQ(NextSubject(*arrivals), "meanwhile");
  server_.AwaitOpenStreams(1);
  server_.Deliver("afterwards");
  EXPECT_EQ(NextSubject(*arrivals), "afterwards");
  EXPECT_EQ(server_.count("GetEvents"), 0);
}

INSTANTIATE_TEST_SUITE_P(
    AllWords, LostSubscription,
    testing::Values("ErrorExpiredSubscription", "ErrorInvalidSubscription",
                    "ErrorInvalidWatermark", "ErrorMissedNotificationEvents",
                    "ErrorNewEventStreamConnectionOpened",
                    "ErrorProxyRequestNotAllowed", "ErrorReadEventsFailed",
                    "ErrorSubscriptionNotFound",
                    "ErrorSubscriptionUnsubscribed"),
    [](const auto& code) { return std::string(code.param); });

TEST_F(ListenerTest, AsksNowAndThenWhereNoMoreRequestsMayHang) {
  server_.RefuseAll("GetStreamingEvents", "ErrorExceededConnectionCount");
  const auto arrivals = mailbox_->Watch();
  server_.Deliver("one");
  EXPECT_EQ(NextSubject(*arrivals), "one");
  PassUntil("Subscribe", 2);
  server_.Deliver("two");
  EXPECT_EQ(NextSubject(*arrivals), "two");
  EXPECT_GE(server_.count("GetEvents"), 1);
  EXPECT_THAT(server_.envelopes(),
              Contains(HasSubstr("m:PullSubscriptionRequest")));
}

TEST_F(ListenerTest, AsksNobodyWhileNobodyWaits) {
  server_.RefuseAll("GetStreamingEvents", "ErrorExceededConnectionCount");
  const auto arrivals = mailbox_->Watch();
  PassUntil("GetEvents", 1);
  for (int i = 0; i < 50; ++i) {
    clock_.Advance(seconds(1));
    std::this_thread::sleep_for(milliseconds(1));
  }
  EXPECT_LE(server_.count("GetEvents"), 2);
}

TEST_F(ListenerTest, ComesBackToStreaming) {
  server_.RefuseStream("ErrorExceededConnectionCount");
  const auto arrivals = mailbox_->Watch();
  PassUntil("GetEvents", 1);
  clock_.Advance(Listener::kRestart);
  // Somebody must want to hear.
  auto wait = std::async(std::launch::async, [&] {
    while (server_.open_streams() == 0) {
      arrivals->Wait(arrivals->Read(0).bell, clock_.Now() + minutes(1));
    }
  });
  while (wait.wait_for(milliseconds(1)) != std::future_status::ready) {
    clock_.Advance(milliseconds(100));
  }
  EXPECT_EQ(server_.count("GetStreamingEvents"), 2);
  server_.Deliver("one");
  EXPECT_EQ(NextSubject(*arrivals), "one");
}

TEST_F(ListenerTest, LooksByItselfWhereTheServerTellsNothing) {
  server_.RefuseAll("Subscribe", "ErrorInvalidRequest");
  const auto arrivals = mailbox_->Watch();
  PassUntil("Subscribe", 2);  // streaming, then pull
  server_.DeliverSilently("one");
  EXPECT_EQ(NextSubject(*arrivals), "one");
  EXPECT_EQ(server_.count("GetStreamingEvents"), 0);
}

// A server that came up anew may have given our subscription's id to somebody
// else: the stream is open then, and tells nothing of ours.
TEST_F(ListenerTest, DoesNotTrustASubscriptionOfBeforeALoss) {
  const auto arrivals = mailbox_->Watch();
  server_.AwaitOpenStreams(1);
  server_.CutStreams();
  PassUntil("GetStreamingEvents", 2);
  server_.AwaitOpenStreams(1);
  server_.DeliverSilently("untold");
  const Clock::Deadline begun = clock_.Now();
  const std::uint64_t bell = arrivals->Read(1).bell;
  auto wait = std::async(std::launch::async, [&] {
    return arrivals->Wait(bell, clock_.Now() + minutes(60));
  });
  while (wait.wait_for(milliseconds(1)) != std::future_status::ready) {
    clock_.Advance(milliseconds(50));
  }
  EXPECT_LT(clock_.Now() - begun, Doorbell::kIdle);
  EXPECT_EQ(server_.count("Subscribe"), 1);
}

TEST_F(ListenerTest, AsksByTheSchema) {
  if (!HasSchema()) GTEST_SKIP() << kNoSchema;
  server_.RefuseAll("GetStreamingEvents", "ErrorExceededConnectionCount");
  const auto arrivals = mailbox_->Watch();
  PassUntil("GetEvents", 1);
  mailbox_.reset();
  EXPECT_TRUE(AreValidEnvelopes(server_.envelopes()));
}

}  // namespace
}  // namespace letterbox::ews
