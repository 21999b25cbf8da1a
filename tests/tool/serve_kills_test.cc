// Killed at any moment, it starts again with all mail that it accepted.
// LETTERBOX_ROUNDS times 4 kills: 20 in `tests/run --all`, 200 in `--long`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <exception>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "letterbox/transport/mailbox.h"
#include "support/rounds.h"
#include "support/serve_program.h"
#include "support/smtp_client.h"
#include "support/temp_folder.h"

namespace letterbox {
namespace {

// Set by CMakeLists.txt.
constexpr char kProgram[] = LETTERBOX_PROGRAM;
constexpr char kUser[] = "anna@contoso.test";
constexpr int kSenders = 3;
// Else the longest test would be about reading mail.
constexpr std::size_t kMostKept = 150;

constexpr char kFile[] = R"(
mail_folder: mail
ca_file: ca.pem
users: {anna@contoso.test: }
password: letterbox
methods: [basic]
)";

class ServeKills : public testing::Test {
 protected:
  ServeKills() : file_(folder_.Write("exchange.yaml", kFile)) {}

  std::shared_ptr<Mailbox> Open(const ServeProgram& server) const {
    Connection connection;
    connection.name = "served";
    connection.host = server.told("ews");
    connection.user = connection.mailbox = kUser;
    connection.authenticate.method = Authentication::Method::kBasic;
    connection.authenticate.password = "letterbox";
    connection.tls.ca_file = server.told("ca_file");
    connection.timeout = std::chrono::seconds(60);
    return OpenMailbox(connection);
  }

  // Hands in mail until the server is gone; returns what it accepted.
  std::vector<std::string> SendUntilItIsGone(const HandIn& smtp,
                                             const std::string& prefix) {
    std::vector<std::string> accepted;
    for (int i = 0;; ++i) {
      const std::string subject = prefix + "." + std::to_string(i);
      try {
        HandInMail(smtp, kUser, subject);
      } catch (const std::exception&) {
        return accepted;
      }
      accepted.push_back(subject);
      ++accepted_;
    }
  }

  const TempFolder folder_;
  const std::string file_;
  std::atomic<int> accepted_{0};
};

// The subjects of the inbox and their ids.
std::map<std::string, std::string> Inbox(Mailbox& mailbox) {
  std::map<std::string, std::string> ids;
  for (const Email& mail : mailbox.List(Folder::kInbox, 100000)) {
    EXPECT_TRUE(ids.emplace(mail.subject(), mail.item().id).second)
        << mail.subject() << " is there twice";
  }
  return ids;
}

TEST_F(ServeKills, LoseNoAcceptedMailAndNoId) {
  std::mt19937 random(7);
  std::set<std::string> accepted;
  std::map<std::string, std::string> known;
  bool emptied = false;
  const int kills = Rounds(4);
  for (int kill = 0; kill <= kills; ++kill) {
    ServeProgram server(kProgram, {file_});
    const auto mailbox = Open(server);
    const auto inbox = Inbox(*mailbox);
    if (std::exchange(emptied, false)) {
      ASSERT_LE(inbox.size(), accepted.size() + kSenders);
    }
    for (const std::string& subject : accepted) {
      ASSERT_EQ(inbox.count(subject), 1u)
          << subject << " is gone after kill " << kill;
    }
    for (const auto& [subject, id] : known) {
      ASSERT_EQ(inbox.at(subject), id) << "after kill " << kill;
    }
    known = inbox;
    if (kill == kills) break;
    if (known.size() > kMostKept) {  // what is gone stays gone, too
      mailbox->EmptyFolder(Folder::kInbox);
      accepted.clear();
      known.clear();
      emptied = true;
    }

    const int enough = accepted_ + 1 + static_cast<int>(random() % 40);
    std::vector<std::vector<std::string>> sent(kSenders);
    std::vector<std::thread> senders;
    for (int sender = 0; sender < kSenders; ++sender) {
      senders.emplace_back([&, sender] {
        sent[sender] = SendUntilItIsGone(
            server.smtp(), std::to_string(kill) + "." + std::to_string(sender));
      });
    }
    while (accepted_ < enough) std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 3000));
    server.End(SIGKILL);
    for (std::thread& sender : senders) sender.join();
    for (const auto& subjects : sent) {
      accepted.insert(subjects.begin(), subjects.end());
    }
  }
  RecordProperty("accepted", static_cast<int>(accepted.size()));
}

}  // namespace
}  // namespace letterbox
