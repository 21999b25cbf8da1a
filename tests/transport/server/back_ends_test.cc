// Servers of other versions, several behind one, with limits, and whose time
// goes by.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "letterbox/transport/connection.h"
#include "transport/server/server_fixture.h"

namespace letterbox {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Version = EmbeddedExchange::Version;

// Long enough for any test that works, short enough for one that hangs.
constexpr std::chrono::seconds kLong{30};

std::vector<Email> Await(Arrivals& arrivals, std::size_t from = 0) {
  const Clock::Deadline deadline = SystemClock().Now() + kLong;
  Arrivals::Reading reading = arrivals.Read(from);
  while (reading.emails.empty() && arrivals.Wait(reading.bell, deadline)) {
    reading = arrivals.Read(from);
  }
  return reading.emails;
}

std::size_t Count(const EmbeddedExchange& exchange,
                  const std::string& operation) {
  const auto requests = exchange.requests();
  return static_cast<std::size_t>(std::count_if(
      requests.begin(), requests.end(),
      [&](const auto& request) { return request.operation == operation; }));
}

// A stream is opened by a wait that has to block.
void AwaitStream(const EmbeddedExchange& exchange, Arrivals& arrivals,
                 std::size_t read, std::size_t number) {
  const Clock::Deadline deadline = SystemClock().Now() + kLong;
  while (Count(exchange, "GetStreamingEvents") < number &&
         SystemClock().Now() < deadline) {
    arrivals.Wait(arrivals.Read(read).bell,
                  SystemClock().Now() + std::chrono::milliseconds(20));
  }
}

TEST(BackEndsOfExchange, AreKeptToByTheCookie) {
  auto options = ThreeUsers();
  options.back_ends = 3;
  EmbeddedExchange exchange(options);
  const auto alice = OpenMailbox(exchange.ConnectionFor(kAlice));
  const std::unique_ptr<Arrivals> arrivals = alice->Watch();
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string subject = "mail " + std::to_string(i);
    AwaitStream(exchange, *arrivals, i, i + 1);
    exchange.Deliver(kAlice, MailAbout(subject));
    EXPECT_THAT(SubjectsOf(Await(*arrivals, i)), ElementsAre(subject));
    exchange.CutStreams();
  }
  EXPECT_EQ(Count(exchange, "Subscribe"), 1u);
}

TEST(BackEndsOfExchange, MayHaveLostTheMailbox) {
  EmbeddedExchange exchange(ThreeUsers());
  EmbeddedExchange::Fault fault;
  fault.operation = "GetStreamingEvents";
  fault.code = "ErrorProxyRequestNotAllowed";
  exchange.Cause(fault);
  const auto alice = OpenMailbox(exchange.ConnectionFor(kAlice));
  const std::unique_ptr<Arrivals> arrivals = alice->Watch();
  EXPECT_THAT(arrivals->Read(0).emails, IsEmpty());
  exchange.Deliver(kAlice, MailAbout("moved house"));
  EXPECT_THAT(SubjectsOf(Await(*arrivals)), ElementsAre("moved house"));
}

TEST(Folders, ThatAreWatchedTellOfAMovedMailOnce) {
  EmbeddedExchange exchange(ThreeUsers());
  const auto alice = OpenMailbox(exchange.ConnectionFor(kAlice));
  const std::unique_ptr<Arrivals> arrivals =
      alice->Watch({Folder::kInbox, Folder::kJunkEmail});
  exchange.Deliver(kAlice, "Message-ID: <one@contoso.test>\r\n" +
                               MailAbout("seen, then moved"));
  const auto first = Await(*arrivals);
  ASSERT_THAT(SubjectsOf(first), ElementsAre("seen, then moved"));
  alice->Move(first[0], Folder::kJunkEmail);
  EXPECT_THAT(arrivals->Read(1).emails, IsEmpty());

  exchange.Deliver(kAlice, "Message-ID: <two@contoso.test>\r\n" +
                               MailAbout("moved, then seen"));
  const auto listed = alice->List(Folder::kInbox, 1);
  ASSERT_EQ(listed.size(), 1u);
  alice->Move(listed[0], Folder::kJunkEmail);
  EXPECT_THAT(SubjectsOf(Await(*arrivals, 1)), ElementsAre("moved, then seen"));
  EXPECT_THAT(arrivals->Read(2).emails, IsEmpty());
}

class EveryVersion : public testing::TestWithParam<Version> {};

INSTANTIATE_TEST_SUITE_P(All, EveryVersion,
                         testing::Values(Version::kExchange2010Sp2,
                                         Version::kExchange2013Sp1,
                                         Version::kExchange2016,
                                         Version::kOnline));

TEST_P(EveryVersion, SendsAndReceives) {
  auto options = ThreeUsers();
  options.version = GetParam();
  options.has_limits = true;
  EmbeddedExchange exchange(options);
  const auto alice = OpenMailbox(exchange.ConnectionFor(kAlice));
  const auto bob = OpenMailbox(exchange.ConnectionFor(kBob));
  const std::unique_ptr<Arrivals> arrivals = bob->Watch();
  EXPECT_THAT(arrivals->Read(0).emails, IsEmpty());
  Draft draft;
  draft.to = {kBob};
  draft.subject = "Over the years";
  alice->Send(draft);
  const auto got = Await(*arrivals);
  ASSERT_THAT(SubjectsOf(got), ElementsAre("Over the years"));
  bob->SetFlag(got[0], Flag::kFlagged);
  EXPECT_EQ(bob->Read(got[0]).item().flag, Flag::kFlagged);
}

TEST(ServerClock, EndsTokensAndDatesMail) {
  EmbeddedExchange exchange(ThreeUsers());
  const auto alice = OpenMailbox(exchange.ConnectionFor(kAlice));
  alice->Check();
  EXPECT_EQ(TokenRequests(exchange), 1u);
  const auto before = std::chrono::system_clock::now();
  exchange.AdvanceClock(std::chrono::hours(24));
  exchange.Deliver(kAlice, MailAbout("tomorrow"));
  const auto emails = alice->List(Folder::kInbox, 1);
  ASSERT_EQ(emails.size(), 1u);
  EXPECT_GT(emails[0].received().value(), before + std::chrono::hours(23));
  EXPECT_EQ(TokenRequests(exchange), 2u);
}

}  // namespace
}  // namespace letterbox
