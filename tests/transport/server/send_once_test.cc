// Sends over a line that breaks: each mail is delivered exactly once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "letterbox/transport/connection.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/mailbox.h"
#include "support/tcp_relay.h"
#include "transport/server/server_fixture.h"

namespace letterbox {
namespace {

using testing::IsEmpty;

class SendOnce : public testing::Test {
 protected:
  SendOnce()
      : relay_(std::stoi(exchange_.authority().substr(
            exchange_.authority().rfind(':') + 1))) {
    Connection connection = exchange_.ConnectionFor(kAlice);
    connection.host = "https://127.0.0.1:" + std::to_string(relay_.port()) +
                      "/EWS/Exchange.asmx";
    connection.authenticate.scope = exchange_.authority() + "/.default";
    alice_ = OpenMailbox(connection);
    draft_.to = {kBob};
    draft_.text = "Text";
  }

  /// Sends a mail whose connections are cut after so many bytes.
  void SendCutAfter(long bytes) {
    draft_.subject = std::to_string(bytes);
    relay_.CutAfter(bytes);
    sent_.insert(alice_->Send(draft_));
    relay_.CutAfter(-1);
  }

  EmbeddedExchange exchange_{ThreeUsers()};
  TcpRelay relay_;
  std::shared_ptr<Mailbox> alice_;
  Draft draft_;
  std::multiset<std::string> sent_;
};

// Both requests and both answers of a send, with what TLS adds, are some 10 KB:
// the cuts fall before, into and after each of them.
TEST_F(SendOnce, DeliversEachMailOnceWhereverTheLineBreaks) {
  alice_->Check();
  for (long bytes = 1; bytes < 12000; bytes += 700) SendCutAfter(bytes);
  std::multiset<std::string> delivered;
  for (const Email& email :
       OpenMailbox(exchange_.ConnectionFor(kBob))->List(Folder::kInbox, 1000)) {
    delivered.insert(email.message_id());
  }
  EXPECT_EQ(delivered, sent_);
  std::multiset<std::string> kept;
  for (const Email& email : alice_->List(Folder::kSentItems, 1000)) {
    kept.insert(email.message_id());
  }
  EXPECT_EQ(kept, sent_);
  EXPECT_THAT(alice_->List(Folder::kDrafts, 10), IsEmpty());
}

}  // namespace
}  // namespace letterbox
