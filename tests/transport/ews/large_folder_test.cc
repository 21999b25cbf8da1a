// What is new in a folder that is too large to be walked.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "letterbox/transport/error.h"
#include "support/schema.h"
#include "transport/ews/watching.h"

namespace letterbox::ews {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;
using Numbers = MadeUpServer::Numbers;

// Not a multiple of three: a page ends between mails of one second.
constexpr int kItems = 1201;

class LargeFolder : public WatchingTest {
 protected:
  LargeFolder() {
    for (int i = 0; i < kItems; ++i) {
      old_.push_back(server_.DeliverSilently("old"));
    }
  }

  /// Requests of the baseline, that of the bell left out.
  int Requests() const {
    return server_.count("FindItem") + server_.count("SyncFolderItems");
  }

  std::vector<std::string> old_;
};

TEST_F(LargeFolder, IsKnownAfterFourRequests) {
  const auto arrivals = Watch();
  EXPECT_EQ(Requests(), 2);
  EXPECT_EQ(server_.count("GetItem"), 0);
  const Arrivals::Reading reading = arrivals->Read(0);
  EXPECT_THAT(reading.emails, IsEmpty());
  EXPECT_TRUE(reading.exact);
}

TEST_F(LargeFolder, IsKnownAfterFourRequestsWithoutNumbersToo) {
  for (const Numbers numbers : {Numbers::kLeftOut, Numbers::kRefused}) {
    const int before = Requests();
    server_.set_numbers(numbers);
    mailbox_ = Open(server_);
    const auto arrivals = Watch();
    EXPECT_EQ(Requests() - before, 3);
    const Arrivals::Reading reading = arrivals->Read(0);
    EXPECT_THAT(reading.emails, IsEmpty());
    EXPECT_FALSE(reading.exact);
  }
}

TEST_F(LargeFolder, GivesEachArrivalOnce) {
  const auto arrivals = Watch();
  std::vector<std::string> expected;
  for (int i = 0; i < 700; ++i) {
    expected.push_back(std::to_string(i));
    server_.DeliverSilently(expected.back());
    if (i % 100 == 0) arrivals->Read(0);
  }
  EXPECT_EQ(SubjectsOf(arrivals->Read(0)), expected);
  EXPECT_EQ(SubjectsOf(arrivals->Read(0)), expected);
}

TEST_F(LargeFolder, GivesEachArrivalOnceByTime) {
  server_.set_numbers(Numbers::kLeftOut);
  const auto arrivals = Watch();
  std::vector<std::string> expected;
  for (int i = 0; i < 700; ++i) {
    expected.push_back(std::to_string(i));
    // All in one second: a whole page of equal stamps, and more.
    server_.SetTime(server_.DeliverSilently(expected.back()), 1795530000);
  }
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)),
              testing::UnorderedElementsAreArray(expected));
  EXPECT_THAT(arrivals->Read(0).emails, SizeIs(700));
}

TEST_F(LargeFolder, CaresForNoDateWhereItHasNumbers) {
  const auto arrivals = Watch();
  server_.SetTime(server_.Deliver("of 2001"), 1000000000);
  server_.SetTime(server_.Deliver("of next year"), 1830000000);
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)),
              UnorderedElementsAre("of 2001", "of next year"));
}

TEST_F(LargeFolder, DoesNotMissANumberThatCameLate) {
  const std::string late = server_.DeliverSilently("late");
  server_.Remove(late);
  server_.DeliverSilently("old");
  const auto arrivals = Watch();
  // Its number was given before the baseline, its item came after it.
  server_.PutBack(late, "late");
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), ElementsAre("late"));
}

TEST_F(LargeFolder, IsNotShiftedByWhatLeaves) {
  const auto arrivals = Watch();
  for (int i = 0; i < 300; ++i) {
    server_.DeliverSilently("new");
    server_.Remove(old_[static_cast<std::size_t>(kItems - 1 - i)]);
  }
  EXPECT_THAT(arrivals->Read(0).emails, SizeIs(300));
}

TEST_F(LargeFolder, GoesByTimeOnceNumbersMoveWithChanges) {
  const auto arrivals = Watch();
  EXPECT_THAT(arrivals->Read(0).emails, IsEmpty());
  server_.Renumber(old_.back());
  server_.Deliver("new");
  Arrivals::Reading reading = arrivals->Read(0);
  EXPECT_THAT(SubjectsOf(reading), ElementsAre("new"));
  EXPECT_FALSE(reading.exact);
  server_.Deliver("newer");
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), ElementsAre("new", "newer"));
}

TEST_F(LargeFolder, IsAskedForByTheSchema) {
  if (!HasSchema()) GTEST_SKIP() << kNoSchema;
  Watch()->Read(0);
  server_.set_numbers(Numbers::kLeftOut);
  mailbox_ = Open(server_);
  Watch()->Read(0);
  mailbox_.reset();
  EXPECT_TRUE(AreValidEnvelopes(server_.envelopes()));
}

}  // namespace
}  // namespace letterbox::ews
