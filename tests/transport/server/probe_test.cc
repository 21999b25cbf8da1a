#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "letterbox/transport/connection.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/smtp.h"
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

TEST_F(ProbeTest, MailIsHandedInBySmtp) {
  PostBySmtp(exchange_.smtp(), Tls{}, "shop@contoso.test",
             "alice+tag@contoso.test",
             "Subject: By SMTP\nTo: alice+tag@contoso.test\n\n.dot\nText\n",
             kPatience);
  const std::vector<Email> inbox = alice_->List(Folder::kInbox, 10);
  ASSERT_EQ(inbox.size(), 1u);
  EXPECT_EQ(inbox[0].subject(), "By SMTP");
  EXPECT_EQ(inbox[0].text_body(), ".dot\nText\n");
}

TEST_F(ProbeTest, TheWordsOfTheServerThatRefusesAreKept) {
  try {
    PostBySmtp(exchange_.smtp(), Tls{}, "shop@contoso.test",
               "nobody@contoso.test", "Subject: By SMTP\n\n", kPatience);
    FAIL() << "was taken";
  } catch (const ConnectionError& error) {
    EXPECT_NE(std::string(error.what()).find("550"), std::string::npos)
        << error.what();
  }
}

}  // namespace
}  // namespace letterbox
