// Leases between processes of a machine, and between machines: here, homes.
#include "letterbox/transport/lease.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "letterbox/transport/connection.h"
#include "server_fixture.h"
#include "support/temp_folder.h"

namespace letterbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr seconds kPatience{60};

class LeaseTest : public testing::Test {
 protected:
  // As a process with that folder sees it.
  LeaseTerms TermsIn(const std::string& folder) const {
    LeaseTerms terms;
    terms.resource = kAlice;
    terms.folder = folder.empty() ? "" : (folder_.path() / folder).string();
    terms.mailbox = OpenMailbox(exchange_.ConnectionFor(kAlice));
    terms.holder = "a test in " + folder;
    return terms;
  }

  std::vector<Email> Claims() const {
    return OpenMailbox(exchange_.ConnectionFor(kAlice))
        ->List(Folder::kDrafts, 100);
  }

  // What a process that was killed leaves: its draft, and no lock.
  void CrashWithLease(const LeaseTerms& terms) {
    const LeaseAnswer answer = TryLease(terms);
    ASSERT_TRUE(answer.lease);
    const auto mailbox = OpenMailbox(exchange_.ConnectionFor(kAlice));
    mailbox->Copy(Claims().front(), Folder::kInbox);
    crashed_ = mailbox->List(Folder::kInbox, 1).front();
  }
  void LeaveClaim() {
    OpenMailbox(exchange_.ConnectionFor(kAlice))
        ->Move(crashed_, Folder::kDrafts);
  }

  EmbeddedExchange exchange_{ThreeUsers()};
  const TempFolder folder_;
  Email crashed_;
};

TEST_F(LeaseTest, IsHadByOneOfTheMachine) {
  LeaseTerms terms = TermsIn("one");
  terms.mailbox = nullptr;
  LeaseAnswer first = TryLease(terms);
  ASSERT_TRUE(first.lease);
  EXPECT_FALSE(TryLease(terms).lease);
  EXPECT_THAT(TryLease(terms).holder, HasSubstr("of this machine"));
  first.lease.reset();
  EXPECT_TRUE(TryLease(terms).lease);
  EXPECT_THAT(exchange_.requests(), IsEmpty());
}

TEST_F(LeaseTest, IsHadByOneMachine) {
  LeaseAnswer first = TryLease(TermsIn("one"));
  ASSERT_TRUE(first.lease);
  const LeaseAnswer second = TryLease(TermsIn("two"));
  EXPECT_FALSE(second.lease);
  EXPECT_EQ(second.holder, "a test in one");
  EXPECT_TRUE(second.asked_server);
  EXPECT_THAT(Claims(), SizeIs(1));
  first.lease.reset();
  EXPECT_THAT(Claims(), IsEmpty());
  EXPECT_TRUE(TryLease(TermsIn("two")).lease);
}

TEST_F(LeaseTest, IsOfOneResource) {
  const LeaseAnswer first = TryLease(TermsIn("one"));
  LeaseTerms other = TermsIn("two");
  other.resource = "another@contoso.test";
  EXPECT_TRUE(TryLease(other).lease);
}

TEST_F(LeaseTest, IsTakenOverAtOnceWhereWhoHadItDiedOnThisMachine) {
  CrashWithLease(TermsIn("one"));
  LeaveClaim();
  EXPECT_FALSE(TryLease(TermsIn("two")).lease);
  const LeaseAnswer next = TryLease(TermsIn("one"));
  EXPECT_TRUE(next.lease);
  EXPECT_THAT(Claims(), SizeIs(1));
}

TEST_F(LeaseTest, IsTakenOverFromADeadMachineWhenItExpires) {
  LeaseTerms terms = TermsIn("one");
  terms.lifetime = seconds(2);
  CrashWithLease(terms);
  LeaveClaim();
  EXPECT_FALSE(TryLease(TermsIn("two")).lease);
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  LeaseAnswer next;
  while (!next.lease && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(milliseconds(100));
    next = TryLease(TermsIn("two"));
  }
  EXPECT_TRUE(next.lease);
}

TEST_F(LeaseTest, IsRenewedWhileItIsHeld) {
  LeaseTerms terms = TermsIn("one");
  terms.lifetime = seconds(1);
  const LeaseAnswer held = TryLease(terms);
  ASSERT_TRUE(held.lease);
  const std::string before = Claims().front().item().id;
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  std::string now = before;
  while (now == before && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(milliseconds(50));
    const std::vector<Email> claims = Claims();
    if (!claims.empty()) now = claims.front().item().id;
  }
  EXPECT_NE(now, before);
}

// Each machine takes the lease three times; no two have it at once.
TEST_F(LeaseTest, ExcludesMachinesThatAskTogether) {
  constexpr int kMachines = 4;
  constexpr int kTimes = 3;
  std::atomic<int> inside{0};
  std::atomic<int> most{0};
  std::atomic<int> had{0};
  std::vector<std::thread> machines;
  for (int machine = 0; machine < kMachines; ++machine) {
    machines.emplace_back([&, machine] {
      const LeaseTerms terms = TermsIn(std::to_string(machine));
      const auto deadline = std::chrono::steady_clock::now() + kPatience;
      for (int time = 0; time < kTimes;) {
        if (std::chrono::steady_clock::now() > deadline) return;
        const LeaseAnswer answer = TryLease(terms);
        if (answer.lease) {
          most = std::max(most.load(), ++inside);
          ++had;
          ++time;
          std::this_thread::sleep_for(milliseconds(5));
          --inside;
        }
        // Apart, so that somebody is alone.
        std::this_thread::sleep_for(milliseconds(7 * (machine + time + 1)));
      }
    });
  }
  for (std::thread& machine : machines) machine.join();
  EXPECT_EQ(had, kMachines * kTimes);
  EXPECT_EQ(most, 1);
  EXPECT_THAT(Claims(), IsEmpty());
}

TEST_F(LeaseTest, NeedsNobodyWhereNobodyIsToAgree) {
  LeaseTerms terms;
  terms.resource = kAlice;
  EXPECT_TRUE(TryLease(terms).lease);
}

}  // namespace
}  // namespace letterbox
