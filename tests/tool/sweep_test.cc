// `letterbox sweep`, with mail of others beside.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "fixtures/live_exchange.h"
#include "letterbox/transport/tag.h"
#include "support/child.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

constexpr char kMailbox[] = "qa@contoso.test";
constexpr char kTag[] = "lb-abc234-klmnopqrsts1t1";

class SweepTest : public testing::Test {
 protected:
  SweepTest() {
    config_ = live_.WriteConfig("letterbox.yaml",
                                "  customer: {user: qa@contoso.test}\n"
                                "  same: {user: qa@contoso.test}\n",
                                "  token_store: tokens\n");
  }

  Ended Sweep(const std::string& arguments) const {
    return RunChild("env -u LETTERBOX_PROFILE " LETTERBOX_PROGRAM
                    " sweep --config " +
                    config_ + " " + arguments);
  }

  void Deliver(const std::string& subject, const std::string& to,
               const std::string& more = "") {
    live_.exchange().Deliver(kMailbox, "To: " + to + "\r\nSubject: " + subject +
                                           "\r\n" + more + "\r\nHello.\r\n");
  }

  std::vector<std::string> Subjects(Folder folder) const {
    std::vector<std::string> subjects;
    for (const Email& email : live_.Open(kMailbox)->List(folder, 1000)) {
      subjects.push_back(email.subject());
    }
    return subjects;
  }

  // Ages are told in whole seconds.
  static void LetAgeBe(std::chrono::milliseconds age) {
    std::this_thread::sleep_for(age);
  }

  LiveExchange live_{{kMailbox}};
  std::string config_;
};

TEST_F(SweepTest, DeletesWhatRunsLeftAndNothingElse) {
  const std::string header = std::string(kTagHeader) + ": " + kTag + "\r\n";
  Deliver("Tagged address", "qa+" + std::string(kTag) + "@contoso.test");
  Deliver("Tagged header", kMailbox, header);
  Deliver("Foreign", kMailbox);
  Deliver("Foreign tag", "qa+shop@contoso.test");
  Deliver("Quotes a tag", kMailbox, "X-Note: " + std::string(kTag) + "\r\n");
  const auto mailbox = live_.Open(kMailbox);
  Draft draft;
  draft.to = {"nobody@contoso.test"};
  draft.subject = "Sent by a test";
  draft.headers = {{kTagHeader, kTag}};
  mailbox->Send(draft);
  draft.subject = "Sent by a person";
  draft.headers.clear();
  mailbox->Send(draft);
  LetAgeBe(std::chrono::milliseconds(2100));

  EXPECT_THAT(Sweep("--older-than 1s --dry-run").output,
              HasSubstr("customer: 3 mails of runs found"));
  const Ended ended = Sweep("--older-than 1s");
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_THAT(ended.output,
              AllOf(HasSubstr("customer: 3 mails of runs deleted"),
                    HasSubstr("same: done already, as qa@contoso.test")));
  EXPECT_THAT(
      Subjects(Folder::kInbox),
      testing::IsSupersetOf({"Foreign", "Foreign tag", "Quotes a tag"}));
  EXPECT_THAT(Subjects(Folder::kInbox),
              testing::Each(testing::Not(HasSubstr("Tagged"))));
  EXPECT_THAT(Subjects(Folder::kSentItems),
              UnorderedElementsAre("Sent by a person"));
}

TEST_F(SweepTest, LeavesWhatIsYoung) {
  Deliver("Tagged", "qa+" + std::string(kTag) + "@contoso.test");
  for (const char* age : {"", "--older-than 1h", "--older-than 10min"}) {
    EXPECT_THAT(Sweep(age).output, HasSubstr("0 mails of runs deleted"));
  }
  EXPECT_EQ(Subjects(Folder::kInbox).size(), 1u);
}

TEST_F(SweepTest, GoesThroughPages) {
  for (int i = 0; i < 130; ++i) {
    Deliver("Tagged", "qa+" + std::string(kTag) + "@contoso.test");
    Deliver("Foreign", kMailbox);
  }
  LetAgeBe(std::chrono::milliseconds(1100));
  EXPECT_THAT(Sweep("--older-than 0s customer").output,
              HasSubstr("130 mails of runs deleted"));
  EXPECT_EQ(Subjects(Folder::kInbox).size(), 130u);
}

TEST_F(SweepTest, RefusesAnAgeThatIsNone) {
  const Ended ended = Sweep("--older-than soon");
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.output, HasSubstr("--older-than is not a duration"));
}

}  // namespace
}  // namespace letterbox
