// What is new in a folder, against a server that is made up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <iterator>
#include <string>
#include <vector>

#include "letterbox/transport/error.h"
#include "support/schema.h"
#include "transport/ews/watching.h"

namespace letterbox::ews {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(ArrivalsTest, AreNothingFromBeforeTheBaseline) {
  server_.Deliver("old 1");
  server_.Deliver("old 2");
  const auto arrivals = Watch();
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), IsEmpty());
  server_.Deliver("new");
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), ElementsAre("new"));
}

TEST_F(ArrivalsTest, AreExactWhereTheBaselineTakesTwoPages) {
  for (int i = 0; i < 1000; ++i) server_.DeliverSilently("old");
  const auto arrivals = Watch();
  EXPECT_EQ(server_.count("SyncFolderItems"), 2);
  EXPECT_EQ(server_.count("GetItem"), 0);
  server_.Deliver("new");
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), ElementsAre("new"));
}

TEST_F(ArrivalsTest, KeepTheirPositions) {
  const auto arrivals = Watch();
  server_.Deliver("1");
  Arrivals::Reading reading = arrivals->Read(0);
  EXPECT_EQ(reading.end, 1u);
  server_.Deliver("2");
  server_.Deliver("3");
  reading = arrivals->Read(1);
  EXPECT_THAT(SubjectsOf(reading), ElementsAre("2", "3"));
  EXPECT_EQ(reading.end, 3u);
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), ElementsAre("1", "2", "3"));
  EXPECT_THAT(SubjectsOf(arrivals->Read(3)), IsEmpty());
  EXPECT_THAT(SubjectsOf(arrivals->Read(99)), IsEmpty());
}

TEST_F(ArrivalsTest, ComeOldestFirstOverManyPages) {
  const auto arrivals = Watch();
  server_.set_page(3);
  std::vector<std::string> expected;
  for (int i = 0; i < 25; ++i) {
    expected.push_back(std::to_string(i));
    server_.Deliver(expected.back());
  }
  EXPECT_EQ(SubjectsOf(arrivals->Read(0)), expected);
}

TEST_F(ArrivalsTest, AreFetchedOnceForAllWhoWatch) {
  const auto first = Watch();
  const auto second = Watch();
  for (int i = 0; i < 25; ++i) server_.Deliver("new");
  EXPECT_THAT(first->Read(0).emails, SizeIs(25));
  EXPECT_THAT(second->Read(0).emails, SizeIs(25));
  EXPECT_EQ(server_.count("GetItem"), 3);  // ten at a time
}

TEST_F(ArrivalsTest, CountFromTheBaselineOfEach) {
  const auto first = Watch();
  server_.Deliver("1");
  const auto second = Watch();
  server_.Deliver("2");
  EXPECT_THAT(SubjectsOf(second->Read(0)), ElementsAre("2"));
  EXPECT_THAT(SubjectsOf(first->Read(0)), ElementsAre("1", "2"));
}

TEST_F(ArrivalsTest, AreNotFetchedForNobody) {
  Watch().reset();
  for (int i = 0; i < 25; ++i) server_.Deliver("between");
  const auto arrivals = Watch();
  server_.Deliver("new");
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), ElementsAre("new"));
  EXPECT_EQ(server_.count("GetItem"), 1);
}

TEST_F(ArrivalsTest, AreExactWhereTheServerRefusesItsState) {
  server_.Deliver("old");
  const auto arrivals = Watch();
  server_.Deliver("1");
  EXPECT_THAT(arrivals->Read(0).emails, SizeIs(1));
  server_.ForgetStates(MadeUpServer::Unknown::kRefused);
  server_.Deliver("2");
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), ElementsAre("1", "2"));
}

TEST_F(ArrivalsTest, AreExactWhereTheServerBeginsAgainInSilence) {
  server_.Deliver("old");
  const auto arrivals = Watch();
  server_.Deliver("1");
  EXPECT_THAT(arrivals->Read(0).emails, SizeIs(1));
  server_.ForgetStates(MadeUpServer::Unknown::kTakenAsEmpty);
  server_.set_page(1);
  server_.Deliver("2");
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), ElementsAre("1", "2"));
  server_.Deliver("3");
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), ElementsAre("1", "2", "3"));
}

TEST_F(ArrivalsTest, EndWhereTheServerForgetsItsStateForEver) {
  server_.set_page(1);
  server_.Deliver("1");
  server_.Deliver("2");
  server_.OnAnswer([&](const std::string& operation) {
    if (operation == "SyncFolderItems") {
      server_.ForgetStates(MadeUpServer::Unknown::kRefused);
    }
  });
  EXPECT_THROW(Watch(), ProtocolError);
}

TEST_F(ArrivalsTest, CountWhatIsGoneBeforeItIsRead) {
  const auto first = Watch();
  server_.Deliver("1");
  server_.Vanish(server_.Deliver("2"));
  server_.Deliver("3");
  const Arrivals::Reading reading = first->Read(0);
  EXPECT_THAT(SubjectsOf(reading), ElementsAre("1", "3"));
  EXPECT_EQ(reading.gone, 1u);
  const auto second = Watch();
  EXPECT_EQ(second->Read(0).gone, 0u);
  EXPECT_EQ(first->Read(0).gone, 1u);
}

TEST_F(ArrivalsTest, AreNotHeldUpByWhatIsNoMail) {
  const auto arrivals = Watch();
  server_.RefuseItem(server_.Deliver("contact"),
                     "ErrorUnsupportedMimeConversion");
  server_.Deliver("mail");
  const Arrivals::Reading reading = arrivals->Read(0);
  EXPECT_THAT(SubjectsOf(reading), ElementsAre("mail"));
  EXPECT_EQ(reading.gone, 1u);
}

TEST_F(ArrivalsTest, AreNotHeldUpByOneThatCannotBeReadForAWhile) {
  const auto arrivals = Watch();
  server_.AwaitOpenStreams(1);
  server_.RefuseItem(server_.Deliver("late"), "ErrorMailboxStoreUnavailable");
  for (int i = 0; i < 12; ++i) server_.Deliver("prompt");
  Arrivals::Reading reading = arrivals->Read(0);
  EXPECT_THAT(reading.emails, SizeIs(12));
  EXPECT_THAT(reading.unread, HasSubstr("ErrorMailboxStoreUnavailable"));
  // It is looked for again though nothing rings.
  while (reading.end < 13) {
    ASSERT_TRUE(arrivals->Wait(reading.bell, In(kLong)));
    reading = arrivals->Read(0);
  }
  EXPECT_EQ(reading.emails.back().subject(), "late");
  EXPECT_EQ(reading.unread, "");
}

TEST_F(ArrivalsTest, ReportOneThatMayNotBeRead) {
  const auto arrivals = Watch();
  server_.RefuseItem(server_.Deliver("secret"), "ErrorAccessDenied");
  server_.Deliver("public");
  EXPECT_THROW(arrivals->Read(0), ServerError);
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), ElementsAre("public", "secret"));
}

TEST_F(ArrivalsTest, WaitForTheContentOfAMail) {
  const auto arrivals = Watch();
  const std::string id = server_.Deliver("slow");
  server_.RefuseItem(id, "NoError");
  const Arrivals::Reading reading = arrivals->Read(0);
  EXPECT_THAT(reading.emails, IsEmpty());
  EXPECT_THAT(reading.unread, HasSubstr("does not give yet"));
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), ElementsAre("slow"));
}

TEST_F(ArrivalsTest, AreFetchedInSmallerBatchesWhereTheyAreTooLarge) {
  server_.set_most_items(3);
  const auto arrivals = Watch();
  for (int i = 0; i < 10; ++i) server_.Deliver("large");
  EXPECT_THAT(arrivals->Read(0).emails, SizeIs(10));
  EXPECT_EQ(server_.count("GetItem"), 2 + 5);  // ten, five, and twos
}

TEST_F(ArrivalsTest, SayThatAMailIsTooLargeForAnyAnswer) {
  server_.set_most_items(0);
  const auto arrivals = Watch();
  server_.Deliver("huge");
  const Arrivals::Reading reading = arrivals->Read(0);
  EXPECT_THAT(reading.emails, IsEmpty());
  EXPECT_THAT(reading.unread, HasSubstr("too large"));
  server_.set_most_items(10);
  server_.Deliver("small");
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), ElementsAre("small"));
}

TEST_F(ArrivalsTest, AreNotLostWhereARequestFails) {
  server_.Deliver("old");
  const auto arrivals = Watch();
  for (const std::string operation : {"SyncFolderItems", "GetItem"}) {
    server_.Deliver(operation);
    server_.Break(operation);
    EXPECT_THROW(arrivals->Read(0), ConnectionError);
  }
  server_.Refuse("SyncFolderItems", "ErrorMadeUp");
  EXPECT_THROW(arrivals->Read(0), ServerError);
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)),
              ElementsAre("SyncFolderItems", "GetItem"));
}

TEST_F(ArrivalsTest, KeepTheBaselineWhereItsWalkIsInterrupted) {
  for (int i = 0; i < 10; ++i) server_.DeliverSilently("old");
  server_.set_page(4);
  std::atomic<int> answers{0};
  server_.OnAnswer([&](const std::string& operation) {
    if (operation == "SyncFolderItems" && ++answers == 1) {
      server_.Break("SyncFolderItems");
    }
  });
  EXPECT_THROW(Watch(), ConnectionError);
  const auto arrivals = Watch();
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), IsEmpty());
  server_.Deliver("new");
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), ElementsAre("new"));
}

TEST_F(ArrivalsTest, TakeAMailThatLeftAndCameBackAsNew) {
  const std::string id = server_.Deliver("wanderer");
  const auto arrivals = Watch();
  server_.Remove(id);
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), IsEmpty());
  server_.Deliver("wanderer");  // a move gives a new id
  EXPECT_THAT(SubjectsOf(arrivals->Read(0)), ElementsAre("wanderer"));
}

TEST_F(ArrivalsTest, StartNoThreadBeforeTheFirstWatch) {
  const auto threads = [] {
    const std::filesystem::directory_iterator all("/proc/self/task");
    return std::distance(begin(all), end(all));
  };
  const auto before = threads();
  const auto mailbox = Open(server_);
  EXPECT_EQ(threads(), before);
  EXPECT_THAT(server_.envelopes(), IsEmpty());
  const auto arrivals = mailbox->Watch();
  EXPECT_GT(threads(), before);
}

TEST_F(ArrivalsTest, AreAskedForByTheSchema) {
  if (!HasSchema()) GTEST_SKIP() << kNoSchema;
  auto arrivals = Watch();
  server_.AwaitOpenStreams(1);
  server_.Deliver("new");
  arrivals->Read(0);
  mailbox_.reset();
  EXPECT_TRUE(AreValidEnvelopes(server_.envelopes()));
}

}  // namespace
}  // namespace letterbox::ews
