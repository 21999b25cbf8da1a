// All that a mailbox does, over HTTPS, OAuth 2.0 and Exchange Web Services.
#include "letterbox/transport/mailbox.h"

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

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// Long enough for any test that works, short enough for one that hangs.
constexpr std::chrono::seconds kLong{30};

class MailboxOnExchange : public testing::Test {
 protected:
  std::shared_ptr<Mailbox> Open(const std::string& address) {
    return OpenMailbox(exchange_.ConnectionFor(address));
  }
  Email Only(Mailbox& mailbox, Folder folder) {
    const std::vector<Email> emails = mailbox.List(folder, 10);
    EXPECT_THAT(emails, SizeIs(1));
    return emails.empty() ? Email() : emails.front();
  }

  EmbeddedExchange exchange_{ThreeUsers()};
  const std::shared_ptr<Mailbox> alice_ = Open(kAlice);
  const std::shared_ptr<Mailbox> bob_ = Open(kBob);
};

// Waits for the first arrival. The time-out is for a test that hangs.
std::vector<Email> Await(Arrivals& arrivals) {
  const Clock::Deadline deadline = SystemClock().Now() + kLong;
  Arrivals::Reading reading = arrivals.Read(0);
  while (reading.emails.empty() && arrivals.Wait(reading.bell, deadline)) {
    reading = arrivals.Read(0);
  }
  return reading.emails;
}

TEST_F(MailboxOnExchange, ChecksWithOneTokenAndOneRequest) {
  alice_->Check();
  const auto requests = exchange_.requests();
  ASSERT_THAT(requests, SizeIs(2));
  EXPECT_EQ(requests[0].operation, "client_credentials");
  EXPECT_EQ(requests[1].operation, "GetFolder");
  EXPECT_EQ(requests[1].status, 200);
}

TEST_F(MailboxOnExchange, SendsToAllAndShowsTheBlindCopyToTheSenderOnly) {
  Draft draft;
  draft.to = {{kBob, "Bob"}};
  draft.bcc = {{kCarol, "Carol"}};
  draft.subject = "Z\xC3\xBCrich";
  draft.text = "Hello";
  draft.html = "<p>Hello</p>";
  draft.attachments = {
      {"a.bin", "application/x-test", std::string("\0\r\n", 3)}};
  const std::string message_id = alice_->Send(draft);

  const std::shared_ptr<Mailbox> carol = Open(kCarol);
  for (Mailbox* const recipient : {bob_.get(), carol.get()}) {
    const Email mail = Only(*recipient, Folder::kInbox);
    EXPECT_EQ(mail.message_id(), message_id);
    EXPECT_EQ(mail.from().address, kAlice);
    EXPECT_EQ(mail.subject(), draft.subject);
    EXPECT_EQ(mail.html(), "<p>Hello</p>");
    ASSERT_THAT(mail.attachments(), SizeIs(1));
    EXPECT_EQ(mail.attachments()[0].content, draft.attachments[0].content);
    EXPECT_THAT(mail.bcc(), IsEmpty());
    EXPECT_THAT(mail.mime(), Not(HasSubstr(kCarol)));
  }
  const Email copy = Only(*alice_, Folder::kSentItems);
  EXPECT_EQ(copy.message_id(), message_id);
  EXPECT_THAT(copy.to(), ElementsAre(EmailAddress(kBob, "Bob")));
  EXPECT_THAT(copy.bcc(), ElementsAre(EmailAddress(kCarol, "Carol")));
  EXPECT_THAT(alice_->List(Folder::kInbox, 10), IsEmpty());
}

TEST_F(MailboxOnExchange, SavesADraftAndSendsNothing) {
  Draft draft;
  draft.to = {kBob};
  draft.bcc = {{kCarol, "Carol"}};
  draft.subject = "Later";
  const Email saved = alice_->SaveDraft(draft);
  EXPECT_EQ(saved.subject(), "Later");
  EXPECT_THAT(saved.item().id, Not(IsEmpty()));
  const Email kept = Only(*alice_, Folder::kDrafts);
  EXPECT_EQ(kept.message_id(), saved.message_id());
  EXPECT_THAT(kept.bcc(), ElementsAre(EmailAddress(kCarol, "Carol")));
  EXPECT_THAT(alice_->List(Folder::kSentItems, 10), IsEmpty());
  EXPECT_THAT(bob_->List(Folder::kInbox, 10), IsEmpty());
}

TEST_F(MailboxOnExchange, ListsTheNewestFirstAndNoMoreThanAskedFor) {
  for (const char* subject : {"one", "two", "three"}) {
    exchange_.Deliver(kAlice, MailAbout(subject));
  }
  EXPECT_THAT(SubjectsOf(alice_->List(Folder::kInbox, 2)),
              ElementsAre("three", "two"));
  EXPECT_THAT(SubjectsOf(alice_->List(Folder::kInbox, 10)),
              ElementsAre("three", "two", "one"));
  EXPECT_THAT(alice_->List(Folder::kInbox, 0), IsEmpty());
  EXPECT_THAT(alice_->List(Folder::kJunkEmail, 10), IsEmpty());
  EXPECT_THAT(bob_->List(Folder::kInbox, 10), IsEmpty());
}

TEST_F(MailboxOnExchange, MarksAsReadAndAsUnread) {
  exchange_.Deliver(kAlice, MailAbout("one"));
  const Email mail = Only(*alice_, Folder::kInbox);
  EXPECT_FALSE(mail.item().is_read);
  alice_->MarkRead(mail);
  EXPECT_TRUE(Only(*alice_, Folder::kInbox).item().is_read);
  alice_->MarkRead(mail, false);  // the change key is an old one by now
  EXPECT_FALSE(Only(*alice_, Folder::kInbox).item().is_read);
}

TEST_F(MailboxOnExchange, DeletesInThreeWays) {
  for (const char* subject : {"hard", "soft", "moved"}) {
    exchange_.Deliver(kAlice, MailAbout(subject));
  }
  const std::vector<Email> mails = alice_->List(Folder::kInbox, 3);
  ASSERT_THAT(SubjectsOf(mails), ElementsAre("moved", "soft", "hard"));
  alice_->Delete(mails[0], Deletion::kToDeletedItems);
  EXPECT_THAT(SubjectsOf(alice_->List(Folder::kInbox, 3)),
              ElementsAre("soft", "hard"));
  alice_->Delete(mails[1], Deletion::kSoft);
  EXPECT_THAT(SubjectsOf(alice_->List(Folder::kInbox, 3)), ElementsAre("hard"));
  alice_->Delete(mails[2], Deletion::kHard);
  EXPECT_THAT(alice_->List(Folder::kInbox, 3), IsEmpty());
  // No other goes there.
  EXPECT_EQ(Only(*alice_, Folder::kDeletedItems).subject(), "moved");
}

TEST_F(MailboxOnExchange, SaysThatAMailIsGone) {
  exchange_.Deliver(kAlice, MailAbout("one"));
  const Email mail = Only(*alice_, Folder::kInbox);
  alice_->Delete(mail, Deletion::kHard);
  try {
    alice_->MarkRead(mail);
    FAIL() << "it was still there";
  } catch (const ServerError& error) {
    EXPECT_EQ(error.response_code(), "ErrorItemNotFound");
    EXPECT_THAT(error.what(), AllOf(HasSubstr("UpdateItem on alice@"),
                                    HasSubstr("deleted or moved")));
  }
}

TEST_F(MailboxOnExchange, WatchesTwoFoldersFromTheirBaselines) {
  exchange_.Deliver(kAlice, MailAbout("before"));
  const std::unique_ptr<Arrivals> inbox = alice_->Watch();
  const std::unique_ptr<Arrivals> sent = alice_->Watch({Folder::kSentItems});
  EXPECT_THAT(inbox->Read(0).emails, IsEmpty());
  EXPECT_THAT(sent->Read(0).emails, IsEmpty());

  Draft draft;
  draft.to = {kBob};
  draft.subject = "to Bob";
  alice_->Send(draft);
  EXPECT_THAT(SubjectsOf(Await(*sent)), ElementsAre("to Bob"));
  EXPECT_THAT(inbox->Read(0).emails, IsEmpty());

  exchange_.Deliver(kAlice, MailAbout("to Alice"));
  EXPECT_THAT(SubjectsOf(Await(*inbox)), ElementsAre("to Alice"));
  EXPECT_THAT(SubjectsOf(sent->Read(0).emails), ElementsAre("to Bob"));
  EXPECT_THAT(sent->Read(1).emails, IsEmpty());
}

TEST_F(MailboxOnExchange, WatchesTwoFoldersAsOne) {
  const std::unique_ptr<Arrivals> arrivals =
      alice_->Watch({Folder::kInbox, Folder::kSentItems, Folder::kInbox});
  Draft draft;
  draft.to = {kAlice};
  draft.subject = "to myself";
  alice_->Send(draft);
  // The mail and the copy of what was sent.
  EXPECT_THAT(SubjectsOf(arrivals->Read(0).emails),
              ElementsAre("to myself", "to myself"));
  exchange_.Deliver(kAlice, MailAbout("from outside"));
  const Arrivals::Reading reading = arrivals->Read(2);
  EXPECT_THAT(SubjectsOf(reading.emails), ElementsAre("from outside"));
  EXPECT_EQ(reading.end, 3u);
}

TEST_F(MailboxOnExchange, WantsAFolderToWatch) {
  EXPECT_THROW(alice_->Watch({}), Error);
}

TEST_F(MailboxOnExchange, IsToldOfMailWhileItWaits) {
  const std::unique_ptr<Arrivals> arrivals = bob_->Watch();
  const Arrivals::Reading before = arrivals->Read(0);
  exchange_.Deliver(kBob, MailAbout("one"));
  EXPECT_TRUE(arrivals->Wait(before.bell, SystemClock().Now() + kLong));
  EXPECT_THAT(SubjectsOf(Await(*arrivals)), ElementsAre("one"));
}

}  // namespace
}  // namespace letterbox
