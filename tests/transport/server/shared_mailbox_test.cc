// A person at the mailbox of another: full access, delegates, sending as it and
// on its behalf.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "letterbox/transport/connection.h"
#include "letterbox/transport/error.h"
#include "transport/server/server_fixture.h"

namespace letterbox {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Rights = EmbeddedExchange::Rights;

// Long enough for any test that works, short enough for one that hangs.
constexpr std::chrono::seconds kLong{30};

// Alice signs in, the mailbox is Bob's.
class SharedMailbox : public testing::Test {
 protected:
  SharedMailbox()
      : exchange_([] {
          auto options = ThreeUsers();
          options.methods = {Authentication::Method::kBasic,
                             Authentication::Method::kOAuth2};
          return options;
        }()) {
    Connection connection =
        exchange_.ConnectionFor(kAlice, Authentication::Method::kBasic);
    connection.mailbox = kBob;
    shared_ = OpenMailbox(connection);
    carol_ = OpenMailbox(exchange_.ConnectionFor(kCarol));
  }

  static Draft ToCarol() {
    Draft draft;
    draft.to = {kCarol};
    draft.subject = "From the team";
    draft.text = "Text";
    return draft;
  }
  Email OnlyMailOfCarol() {
    const std::vector<Email> emails = carol_->List(Folder::kInbox, 10);
    EXPECT_THAT(emails, SizeIs(1));
    return emails.empty() ? Email() : emails.front();
  }
  template <typename Action>
  static std::string Refused(Action action) {
    try {
      action();
    } catch (const ServerError& error) {
      return error.response_code();
    }
    return "";
  }

  EmbeddedExchange exchange_;
  std::shared_ptr<Mailbox> shared_;
  std::shared_ptr<Mailbox> carol_;
};

TEST_F(SharedMailbox, IsClosedWithoutAnyRight) {
  EXPECT_EQ(Refused([&] { shared_->List(Folder::kInbox, 1); }),
            "ErrorAccessDenied");
}

TEST_F(SharedMailbox, IsReadAndWatchedWithFullAccess) {
  exchange_.Grant(kBob, kAlice, {true, false, false, {}});
  const std::unique_ptr<Arrivals> arrivals = shared_->Watch();
  EXPECT_THAT(arrivals->Read(0).emails, IsEmpty());
  exchange_.Deliver(kBob, MailAbout("for the team"));
  const Clock::Deadline deadline = SystemClock().Now() + kLong;
  Arrivals::Reading reading = arrivals->Read(0);
  while (reading.emails.empty() && arrivals->Wait(reading.bell, deadline)) {
    reading = arrivals->Read(0);
  }
  ASSERT_THAT(SubjectsOf(reading.emails), ElementsAre("for the team"));
  shared_->MarkRead(reading.emails.front());
  shared_->Delete(reading.emails.front(), Deletion::kHard);
  EXPECT_THAT(shared_->List(Folder::kInbox, 10), IsEmpty());
}

TEST_F(SharedMailbox, IsReadOnlyForAReviewer) {
  exchange_.Deliver(kBob, MailAbout("look"));
  exchange_.Grant(kBob, kAlice, {false, false, false, {{"inbox", "Reviewer"}}});
  const std::vector<Email> emails = shared_->List(Folder::kInbox, 10);
  ASSERT_THAT(SubjectsOf(emails), ElementsAre("look"));
  EXPECT_EQ(Refused([&] { shared_->Delete(emails[0], Deletion::kHard); }),
            "ErrorAccessDenied");
  EXPECT_EQ(Refused([&] { shared_->List(Folder::kSentItems, 1); }),
            "ErrorFolderNotFound");
}

TEST_F(SharedMailbox, SendsAsItself) {
  exchange_.Grant(kBob, kAlice, {true, true, false, {}});
  shared_->Send(ToCarol());
  const Email got = OnlyMailOfCarol();
  EXPECT_EQ(got.from().address, kBob);
  EXPECT_EQ(got.sender().address, kBob);
}

TEST_F(SharedMailbox, NamesWhoSendsOnItsBehalf) {
  exchange_.Grant(kBob, kAlice, {true, false, true, {}});
  shared_->Send(ToCarol());
  const Email got = OnlyMailOfCarol();
  EXPECT_EQ(got.from().address, kBob);
  EXPECT_EQ(got.sender().address, kAlice);
}

TEST_F(SharedMailbox, SendsNothingWithFullAccessAlone) {
  exchange_.Grant(kBob, kAlice, {true, false, false, {}});
  EXPECT_EQ(Refused([&] { shared_->Send(ToCarol()); }), "ErrorSendAsDenied");
  EXPECT_THAT(carol_->List(Folder::kInbox, 10), IsEmpty());
}

TEST_F(SharedMailbox, IsGrantedOnlyWhereItExists) {
  EXPECT_THROW(exchange_.Grant("nobody@contoso.test", kAlice, {}), Error);
  EXPECT_THROW(
      exchange_.Grant(kBob, kAlice, {false, false, false, {{"x", "y"}}}),
      Error);
}

}  // namespace
}  // namespace letterbox
