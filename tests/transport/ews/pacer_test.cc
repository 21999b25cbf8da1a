// Throttling: how long a server is left alone, and who asks again.
#include "ews/pacer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "ews/ews_client.h"
#include "ews/operations/create_item.h"
#include "ews/operations/get_folder.h"
#include "support/fake_clock.h"
#include "support/scripted_transport.h"
#include "transport/ews/made_up_ews.h"

namespace letterbox::ews {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;

// What processes share, for several pacers of one.
class Noticeboard {
 public:
  explicit Noticeboard(Clock& clock) : clock_(clock) {}
  std::unique_ptr<SharedPace> NewPace() {
    return std::make_unique<Pace>(*this);
  }

 private:
  class Pace : public SharedPace {
   public:
    explicit Pace(Noticeboard& board) : board_(board) {}
    milliseconds Left() override {
      return std::chrono::duration_cast<milliseconds>(board_.until_ -
                                                      board_.clock_.Now());
    }
    void Extend(milliseconds time) override {
      board_.until_ = board_.clock_.Now() + time;
    }

   private:
    Noticeboard& board_;
  };

  Clock& clock_;
  Clock::Deadline until_{};
};

class PacerTest : public testing::Test {
 protected:
  bool Now() { return pacer_.AwaitTurn(clock_.Now(), Cancellation()); }

  FakeClock clock_;
  Pacer pacer_{clock_, nullptr};
};

TEST_F(PacerTest, HoldsBackForAsLongAsTheServerAsks) {
  EXPECT_TRUE(Now());
  pacer_.BackOff(seconds(10));
  EXPECT_FALSE(Now());
  clock_.Advance(seconds(9));
  EXPECT_FALSE(Now());
  clock_.Advance(seconds(1));
  EXPECT_TRUE(Now());
}

TEST_F(PacerTest, GuessesEverMoreWhereTheServerDoesNotSay) {
  for (const int guess : {1, 2, 4, 8, 16, 30, 30}) {
    pacer_.BackOff(guess % 4 == 0 ? std::optional(milliseconds(0))
                                  : std::nullopt);
    EXPECT_EQ(pacer_.Turn() - clock_.Now(), seconds(guess));
    clock_.Advance(seconds(guess));
  }
  pacer_.Succeeded();
  pacer_.BackOff(std::nullopt);
  EXPECT_EQ(pacer_.Turn() - clock_.Now(), seconds(1));
}

TEST_F(PacerTest, ObeysNoMistake) {
  pacer_.BackOff(std::chrono::hours(1000));
  EXPECT_EQ(pacer_.Turn() - clock_.Now(), Pacer::kLongest);
}

TEST_F(PacerTest, CountsTheTimeThatItHeldBack) {
  pacer_.BackOff(seconds(10));
  clock_.Advance(seconds(4));
  EXPECT_EQ(pacer_.throttled(), seconds(4));
  pacer_.BackOff(seconds(10));  // overlapping
  clock_.Advance(minutes(1));
  EXPECT_EQ(pacer_.throttled(), seconds(14));
  pacer_.BackOff(seconds(2));
  clock_.Advance(minutes(1));
  EXPECT_EQ(pacer_.throttled(), seconds(16));
}

TEST_F(PacerTest, EndsItsWaitWhenCancelled) {
  pacer_.BackOff(minutes(1));
  const Cancellation cancellation;
  auto wait = std::async(std::launch::async, [&] {
    return pacer_.AwaitTurn(Clock::Deadline::max(), cancellation);
  });
  cancellation.Cancel();
  EXPECT_FALSE(wait.get());
}

TEST_F(PacerTest, IsToldByAnotherProcess) {
  Noticeboard board(clock_);
  Pacer here(clock_, board.NewPace());
  Pacer there(clock_, board.NewPace());
  here.BackOff(seconds(10));
  EXPECT_EQ(there.Turn() - clock_.Now(), seconds(10));
  clock_.Advance(seconds(11));
  EXPECT_LE(there.Turn(), clock_.Now());
  EXPECT_EQ(there.throttled(), seconds(10));
}

class ThrottledClient : public testing::Test {
 protected:
  static std::string BackOff(const std::string& milliseconds) {
    return "<t:MessageXml><t:Value Name=\"Policy\">a</t:Value>"
           "<t:Value Name=\"BackOffMilliseconds\">" +
           milliseconds + "</t:Value></t:MessageXml>";
  }
  void ReplyFolder() {
    transport_.Reply(
        200, AnswerOf("GetFolder", SuccessMessage("GetFolder",
                                                  "<m:Folders><t:Folder>"
                                                  "<t:FolderId Id=\"F\"/>"
                                                  "</t:Folder></m:Folders>")));
  }
  void ReplyError(const std::string& operation, const std::string& code) {
    transport_.Reply(200, AnswerOf(operation, ErrorMessage(operation, code)));
  }
  /// Makes the call while time goes on, and returns how long it took.
  template <typename Operation>
  Clock::Deadline::duration Time(const Operation& operation,
                                 const CallOptions& options = {}) {
    const Clock::Deadline begun = clock_.Now();
    auto call = std::async(std::launch::async,
                           [&] { client_.Call(operation, options); });
    while (call.wait_for(milliseconds(1)) != std::future_status::ready) {
      clock_.Advance(milliseconds(50));
    }
    call.get();
    return clock_.Now() - begun;
  }

  FakeClock clock_;
  ScriptedTransport transport_;
  CountingTokens tokens_;
  Cancellation closing_;
  EwsClient client_{MadeUpSite(), transport_, tokens_, closing_, clock_};
};

TEST_F(ThrottledClient, WaitsAsAFaultSays) {
  transport_.Reply(500, FaultOf("ErrorServerBusy", "Busy", BackOff("3000")));
  ReplyFolder();
  EXPECT_GE(Time(GetFolder()), seconds(3));
  EXPECT_EQ(transport_.requests().size(), 2u);
  EXPECT_EQ(client_.pacer().throttled(), seconds(3));
}

TEST_F(ThrottledClient, WaitsAllTheSameWhereNothingIsSaid) {
  transport_.Reply(500, FaultOf("ErrorServerBusy", "Busy"));
  transport_.Reply(500, FaultOf("ErrorServerBusy", "Busy", BackOff("0")));
  ReplyError("GetFolder", "ErrorServerBusy");
  ReplyError("GetFolder", "ErrorExceededConnectionCount");
  ReplyFolder();
  EXPECT_GE(Time(GetFolder()), seconds(1 + 2 + 4 + 8));
}

TEST_F(ThrottledClient, WaitsAsHttpSays) {
  transport_.Reply(503, "", {{"Retry-After", "2"}});
  transport_.Reply(429, "",
                   {{"Retry-After", "Sun, 06 Nov 1994 08:49:40 GMT"},
                    {"Date", "Sun, 06 Nov 1994 08:49:37 GMT"}});
  ReplyFolder();
  EXPECT_GE(Time(GetFolder()), seconds(2 + 3));
}

TEST_F(ThrottledClient, AsksAgainWhatPasses) {
  for (const char* const code :
       {"ErrorInternalServerTransientError", "ErrorMailboxStoreUnavailable",
        "ErrorConnectionFailed", "ErrorTimeoutExpired",
        "ErrorTooManyObjectsOpened", "ErrorMailboxMoveInProgress"}) {
    ReplyError("GetFolder", code);
  }
  ReplyFolder();
  EXPECT_LT(Time(GetFolder()), seconds(30));
  EXPECT_EQ(transport_.requests().size(), 7u);
  EXPECT_EQ(client_.pacer().throttled(), seconds(0));
}

TEST_F(ThrottledClient, GivesUpWhatDoesNotPass) {
  for (int i = 0; i < 100; ++i) {
    ReplyError("GetFolder", "ErrorMailboxStoreUnavailable");
  }
  const Clock::Deadline begun = clock_.Now();
  EXPECT_THROW(Time(GetFolder()), ServerError);
  EXPECT_LE(clock_.Now() - begun, Retries::kShortPatience + seconds(1));
}

TEST_F(ThrottledClient, AsksNeverAgainWhatIsFinal) {
  for (const char* const code :
       {"ErrorItemNotFound", "ErrorFolderNotFound", "ErrorNonExistentMailbox",
        "ErrorAccessDenied", "ErrorImpersonateUserDenied",
        "ErrorInvalidExchangeImpersonationHeaderData", "ErrorSendAsDenied",
        "ErrorSchemaValidation", "ErrorInvalidRequest",
        "ErrorIncorrectSchemaVersion", "ErrorIrresolvableConflict",
        "ErrorChangeKeyRequiredForWriteOperations", "ErrorInvalidIdMalformed",
        "ErrorInvalidRecipients", "ErrorMessageDispositionRequired",
        "ErrorMessageSizeExceeded", "ErrorQuotaExceeded",
        "ErrorSubmissionQuotaExceeded"}) {
    const std::size_t before = transport_.requests().size();
    ReplyError("GetFolder", code);
    EXPECT_THROW(Time(GetFolder()), ServerError) << code;
    EXPECT_EQ(transport_.requests().size(), before + 1) << code;
  }
}

TEST_F(ThrottledClient, RepeatsASendOnlyWhereNothingWasDone) {
  transport_.Reply(500, FaultOf("ErrorServerBusy", "Busy", BackOff("1000")));
  transport_.Reply(429, "");
  transport_.Reply(200, AnswerOf("CreateItem", SuccessMessage("CreateItem")));
  Time(CreateItem());
  EXPECT_EQ(transport_.requests().size(), 3u);
  transport_.Reply(503, "");
  EXPECT_THROW(Time(CreateItem()), ServerError);
  ReplyError("CreateItem", "ErrorMailboxStoreUnavailable");
  EXPECT_THROW(Time(CreateItem()), ServerError);
  EXPECT_EQ(transport_.requests().size(), 5u);
}

TEST_F(ThrottledClient, AsksNobodyWhereTheDeadlineComesFirst) {
  transport_.Reply(500, FaultOf("ErrorServerBusy", "Busy", BackOff("60000")));
  CallOptions options;
  options.deadline = clock_.Now() + seconds(10);
  EXPECT_THROW(client_.Call(GetFolder(), options), ServerError);
  try {
    client_.Call(GetFolder(), options);
    ADD_FAILURE() << "it was asked";
  } catch (const ConnectionError& error) {
    EXPECT_EQ(error.kind(), ConnectionError::Kind::kTimeout);
    EXPECT_FALSE(error.maybe_sent());
    EXPECT_THAT(error.what(), HasSubstr("left alone for another 60 s"));
  }
  EXPECT_EQ(transport_.requests().size(), 1u);
}

TEST_F(ThrottledClient, EndsWhenTheMailboxIsClosed) {
  transport_.Reply(500, FaultOf("ErrorServerBusy", "Busy", BackOff("60000")));
  auto call =
      std::async(std::launch::async, [&] { client_.Call(GetFolder()); });
  while (transport_.requests().empty()) std::this_thread::yield();
  closing_.Cancel();
  EXPECT_THROW(call.get(), Error);
}

}  // namespace
}  // namespace letterbox::ews
