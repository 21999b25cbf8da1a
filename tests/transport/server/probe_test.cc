#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "letterbox/transport/connection.h"
#include "letterbox/transport/tag.h"
#include "server_fixture.h"

namespace letterbox {
namespace {

constexpr std::chrono::seconds kPatience{60};

class ProbeTest : public testing::Test {
 protected:
  EmbeddedExchange exchange_{ThreeUsers()};
  const std::shared_ptr<Mailbox> alice_ =
      OpenMailbox(exchange_.ConnectionFor(kAlice));
};

TEST_F(ProbeTest, FindsThatPlusAddressesReachTheMailboxAndLeavesNothing) {
  exchange_.Deliver(kAlice, MailAbout("Foreign"));
  EXPECT_EQ(ProbePlusAddressing(*alice_,
                                std::chrono::steady_clock::now() + kPatience),
            PlusAddressing::kWorks);
  EXPECT_EQ(SubjectsOf(alice_->List(Folder::kInbox, 10)),
            std::vector<std::string>{"Foreign"});
  EXPECT_TRUE(alice_->List(Folder::kSentItems, 10).empty());
}

TEST_F(ProbeTest, FindsThatMailToPlusAddressesComesBackAndLeavesNothing) {
  EmbeddedExchange::MailFault fault;
  fault.kind = EmbeddedExchange::MailFault::Kind::kBounce;
  exchange_.CauseMail(fault);
  EXPECT_EQ(ProbePlusAddressing(*alice_,
                                std::chrono::steady_clock::now() + kPatience),
            PlusAddressing::kBounces);
  EXPECT_TRUE(alice_->List(Folder::kInbox, 10).empty());
  EXPECT_TRUE(alice_->List(Folder::kSentItems, 10).empty());
}

TEST_F(ProbeTest, SaysThatMailToPlusAddressesIsLost) {
  EmbeddedExchange::MailFault fault;
  fault.kind = EmbeddedExchange::MailFault::Kind::kLose;
  exchange_.CauseMail(fault);
  EXPECT_EQ(ProbePlusAddressing(*alice_, std::chrono::steady_clock::now() +
                                             std::chrono::seconds(2)),
            PlusAddressing::kSilent);
  EXPECT_TRUE(alice_->List(Folder::kSentItems, 10).empty());
}

}  // namespace
}  // namespace letterbox
