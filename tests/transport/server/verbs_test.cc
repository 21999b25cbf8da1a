// What can be done with mails and folders, over HTTPS, OAuth 2.0 and Exchange
// Web Services.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "letterbox/transport/connection.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/mailbox.h"
#include "transport/server/server_fixture.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

class Verbs : public testing::Test {
 protected:
  std::shared_ptr<Mailbox> Open(const std::string& address) {
    return OpenMailbox(exchange_.ConnectionFor(address));
  }
  Email Only(Mailbox& mailbox, const FolderPath& folder) {
    const std::vector<Email> emails = mailbox.List(folder, 10);
    EXPECT_THAT(emails, SizeIs(1)) << folder;
    return emails.empty() ? Email() : emails.front();
  }
  Email Delivered(const std::string& mime) {
    exchange_.Deliver(kAlice, mime);
    return alice_->List(Folder::kInbox, 1).at(0);
  }
  static std::string HeaderOf(const Email& email, const std::string& name) {
    for (const Header& header : email.headers()) {
      if (header.name == name) return header.value;
    }
    return "";
  }

  EmbeddedExchange exchange_{ThreeUsers()};
  const std::shared_ptr<Mailbox> alice_ = Open(kAlice);
  const std::shared_ptr<Mailbox> bob_ = Open(kBob);
};

TEST_F(Verbs, SendAllThatADraftSays) {
  Draft draft;
  draft.to = {{kBob, "Bob"}};
  draft.cc = {kCarol};
  draft.reply_to = {{"help@contoso.test", "Help"}};
  draft.subject = "All";
  draft.text = "Look: a picture";
  draft.html = "<p>Look: <img src=\"cid:p1\"></p>";
  draft.attachments = {{"p.png", "image/png", "\x89PNG", "p1", true},
                       {"a.txt", "text/plain", "A"}};
  draft.headers = {{"X-Run", "7"}};
  draft.importance = Importance::kHigh;
  draft.sensitivity = Sensitivity::kPrivate;
  draft.categories = {"Red"};
  alice_->Send(draft);

  const Email mail = Only(*bob_, Folder::kInbox);
  EXPECT_THAT(mail.cc(), ElementsAre(EmailAddress(kCarol)));
  EXPECT_THAT(mail.reply_to(),
              ElementsAre(EmailAddress("help@contoso.test", "Help")));
  EXPECT_EQ(mail.text_body(), "Look: a picture");
  EXPECT_THAT(mail.html(), HasSubstr("cid:p1"));
  ASSERT_THAT(mail.attachments(), SizeIs(2));
  EXPECT_TRUE(mail.attachments()[0].is_inline);
  EXPECT_EQ(mail.attachments()[0].content_id, "p1");
  EXPECT_EQ(HeaderOf(mail, "X-Run"), "7");
  EXPECT_EQ(mail.item().importance, Importance::kHigh);
  EXPECT_EQ(mail.item().sensitivity, Sensitivity::kPrivate);
  EXPECT_THAT(mail.item().categories, IsEmpty());  // the sender's own
  EXPECT_EQ(mail.item().folder, "inbox");
  const Email copy = Only(*alice_, Folder::kSentItems);
  EXPECT_THAT(copy.item().categories, ElementsAre("Red"));
  EXPECT_EQ(copy.item().folder, "sentitems");
  EXPECT_THAT(alice_->List(Folder::kDrafts, 10), IsEmpty());
}

TEST_F(Verbs, SendAWholeMailAsItStandsUnderAMessageIdOfItsOwn) {
  const std::string eml =
      "To: bob@contoso.test\r\nBcc: carol@contoso.test\r\nSubject: Raw\r\n"
      "Message-ID: <old@contoso.test>\r\nX-Odd: \t kept\r\n"
      "Content-Type: text/plain; charset=iso-8859-1\r\n\r\nZ\xFCrich\r\n";
  const std::string first = alice_->SendMime(eml);
  const std::string second = alice_->SendMime(eml);
  EXPECT_NE(first, second);
  const std::vector<Email> mails = bob_->List(Folder::kInbox, 10);
  ASSERT_THAT(mails, SizeIs(2));
  EXPECT_EQ(mails[1].message_id(), first);
  EXPECT_THAT(mails[1].mime(),
              AllOf(HasSubstr("X-Odd: \t kept\r\n"),
                    EndsWith("\r\n\r\nZ\xFCrich\r\n"), HasSubstr("\r\nDate: "),
                    Not(HasSubstr("carol")), Not(HasSubstr("old@"))));
  EXPECT_EQ(mails[1].from().address, kAlice);
  EXPECT_THAT(Open(kCarol)->List(Folder::kInbox, 10), SizeIs(2));
  EXPECT_THROW(alice_->SendMime(""), Error);
}

TEST_F(Verbs, NameTheRecipientThatIsRefused) {
  try {
    alice_->SendMime(
        "To: bob@contoso.test, \"nobody\" <@>\r\n"
        "Cc: undisclosed <nowhere>\r\n\r\nx");
    FAIL() << "was sent";
  } catch (const ServerError& error) {
    EXPECT_EQ(error.response_code(), "ErrorInvalidRecipients");
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr("The directory does not know: "),
                      HasSubstr("\"nowhere\""), Not(HasSubstr("\"bob@"))));
  }
  EXPECT_THAT(bob_->List(Folder::kInbox, 10), IsEmpty());
  EXPECT_THAT(alice_->List(Folder::kDrafts, 10), IsEmpty());
}

TEST_F(Verbs, RefuseToSendAsAnother) {
  Draft draft;
  draft.from = kCarol;
  draft.to = {kBob};
  try {
    alice_->Send(draft);
    FAIL() << "was sent";
  } catch (const ServerError& error) {
    EXPECT_EQ(error.response_code(), "ErrorSendAsDenied");
  }
  EXPECT_THAT(bob_->List(Folder::kInbox, 10), IsEmpty());
}

TEST_F(Verbs, SendADraftThatWasSavedAndGotAnAttachment) {
  Draft draft;
  draft.to = {kBob};
  draft.bcc = {kCarol};
  draft.subject = "Later";
  draft.text = "Text";
  Email saved = alice_->SaveDraft(draft);
  saved = alice_->Attach(saved, {"a.txt", "text/plain", "A"});
  saved = alice_->Attach(saved, {"b.txt", "text/plain", "B"});
  saved = alice_->Detach(saved, "a.txt");
  ASSERT_THAT(saved.attachments(), SizeIs(1));
  EXPECT_EQ(saved.attachments()[0].name, "b.txt");
  const std::string message_id = alice_->SendSaved(saved);
  const Email mail = Only(*bob_, Folder::kInbox);
  EXPECT_EQ(mail.message_id(), message_id);
  EXPECT_EQ(mail.attachments().at(0).content, "B");
  Only(*Open(kCarol), Folder::kInbox);
  EXPECT_THAT(alice_->List(Folder::kDrafts, 10), IsEmpty());
  EXPECT_THROW(alice_->SendSaved(saved), ServerError);  // it is gone
}

class Answers : public Verbs {
 protected:
  Answers() {
    Draft draft;
    draft.to = {{kAlice, "Alice"}, {kCarol, "Carol"}};
    draft.subject = "Order A-1042";
    draft.text = "The first line\nThe second line";
    draft.attachments = {{"invoice.pdf", "application/pdf", "%PDF"}};
    bob_->Send(draft);
    original_ = alice_->List(Folder::kInbox, 1).at(0);
    reply_.text = "My answer";
  }

  Email original_;
  Draft reply_;
};

TEST_F(Answers, ReplyInTheThread) {
  alice_->Reply(original_, reply_);
  const Email answer = Only(*bob_, Folder::kInbox);
  EXPECT_EQ(answer.subject(), "Re: Order A-1042");
  EXPECT_THAT(answer.to(), ElementsAre(EmailAddress(kBob)));
  EXPECT_EQ(HeaderOf(answer, "In-Reply-To"),
            "<" + original_.message_id() + ">");
  EXPECT_EQ(HeaderOf(answer, "References"), "<" + original_.message_id() + ">");
  EXPECT_THAT(answer.text_body(),
              AllOf(StartsWith("My answer\n"), HasSubstr("The second line"),
                    HasSubstr("Subject: Order A-1042")));
  EXPECT_THAT(answer.attachments(), IsEmpty());
  EXPECT_THAT(Open(kCarol)->List(Folder::kInbox, 10), SizeIs(1));

  // The answer to the answer names both.
  bob_->Reply(answer, reply_);
  const Email third = alice_->List(Folder::kInbox, 1).at(0);
  EXPECT_EQ(third.subject(), "Re: Order A-1042");
  EXPECT_THAT(HeaderOf(third, "References"),
              AllOf(StartsWith("<" + original_.message_id() + ">"),
                    EndsWith("<" + answer.message_id() + ">")));
  EXPECT_NE(third.item().conversation_id, "");
  EXPECT_EQ(third.item().conversation_id, original_.item().conversation_id);
}

TEST_F(Answers, ReplyToAllButOneself) {
  reply_.html = "<p>My answer</p>";
  alice_->ReplyAll(original_, reply_);
  const Email answer = Only(*bob_, Folder::kInbox);
  EXPECT_THAT(answer.to(),
              ElementsAre(EmailAddress(kBob), EmailAddress(kCarol, "Carol")));
  EXPECT_THAT(answer.html(),
              AllOf(StartsWith("<p>My answer</p>"), HasSubstr("blockquote"),
                    HasSubstr("The second line")));
  EXPECT_THAT(Open(kCarol)->List(Folder::kInbox, 10), SizeIs(2));
  EXPECT_THAT(alice_->List(Folder::kInbox, 10), SizeIs(1));
}

TEST_F(Answers, ForwardWithTheAttachments) {
  reply_.to = {kCarol};
  alice_->Forward(original_, reply_);
  const Email forward = Open(kCarol)->List(Folder::kInbox, 1).at(0);
  EXPECT_EQ(forward.subject(), "Fw: Order A-1042");
  EXPECT_THAT(forward.to(), ElementsAre(EmailAddress(kCarol)));
  ASSERT_THAT(forward.attachments(), SizeIs(1));
  EXPECT_EQ(forward.attachments()[0].content, "%PDF");
  EXPECT_EQ(forward.item().conversation_id != "", true);
  EXPECT_THAT(HeaderOf(forward, "References"),
              HasSubstr(original_.message_id()));
}

TEST_F(Verbs, FindByWhatIsAsked) {
  exchange_.Deliver(kAlice,
                    "From: Orders <orders@contoso.test>\r\n"
                    "To: alice@contoso.test\r\nSubject: Your ORDER A-1\r\n"
                    "Message-ID: <one@contoso.test>\r\nImportance: High\r\n"
                    "X-Run: run 7\r\n\r\nThank you\r\n");
  exchange_.Deliver(
      kAlice,
      "From: News <news@contoso.test>\r\n"
      "To: list@contoso.test\r\nSubject: News\r\n"
      "Message-ID: <two@contoso.test>\r\n"
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
      "--b\r\n\r\nText\r\n--b\r\nContent-Type: application/pdf\r\n"
      "Content-Disposition: attachment; filename=a.pdf\r\n\r\n"
      "%PDF\r\n--b--\r\n");
  const auto found = [&](const Query& query) {
    return SubjectsOf(alice_->Find(query));
  };
  const auto with = [](auto member, auto value) {
    Query query;
    query.*member = value;
    return query;
  };
  const auto order = ElementsAre("Your ORDER A-1");
  const auto news = ElementsAre("News");
  EXPECT_THAT(found({}), ElementsAre("News", "Your ORDER A-1"));
  EXPECT_THAT(found(with(&Query::subject, "your order")), order);
  EXPECT_THAT(found(with(&Query::body, "Thank")), order);
  EXPECT_THAT(found(with(&Query::from, "news@")), news);
  EXPECT_THAT(found(with(&Query::to, "list@Contoso.test")), news);
  EXPECT_THAT(found(with(&Query::message_id, "one@contoso.test")), order);
  EXPECT_THAT(found(with(&Query::message_id, "<two@contoso.test>")), news);
  EXPECT_THAT(found(with(&Query::importance, Importance::kHigh)), order);
  EXPECT_THAT(found(with(&Query::has_attachment, true)), news);
  EXPECT_THAT(
      found(with(&Query::headers, std::vector<Header>{{"X-Run", "run 7"}})),
      order);
  EXPECT_THAT(found(with(&Query::most, std::size_t{1})), news);
  EXPECT_THAT(found(with(&Query::most, std::size_t{0})), IsEmpty());
  const auto now = std::chrono::system_clock::now();
  EXPECT_THAT(found(with(&Query::since, now - std::chrono::hours(1))),
              SizeIs(2));
  EXPECT_THAT(found(with(&Query::before, now - std::chrono::hours(1))),
              IsEmpty());

  Query both = with(&Query::from, "orders@");
  both.subject = "News";
  EXPECT_THAT(found(both), IsEmpty());
  alice_->MarkRead(alice_->Find(with(&Query::from, "news@")).at(0));
  EXPECT_THAT(found(with(&Query::is_read, true)), news);
  EXPECT_THAT(found(with(&Query::is_read, false)), order);
}

TEST_F(Verbs, FindPageAfterPageWhereTheServerDoesNotKnowTheRecipients) {
  for (int i = 0; i < 30; ++i) {
    const std::string to = i % 10 == 0 ? "rare@contoso.test" : kAlice;
    exchange_.Deliver(kAlice, "To: " + to + "\r\n" + MailAbout("m"));
  }
  Query query;
  query.to = "rare@contoso.test";
  query.most = 3;
  EXPECT_THAT(alice_->Find(query), SizeIs(3));
  query.most = 50;
  EXPECT_THAT(alice_->Find(query), SizeIs(3));
}

TEST_F(Verbs, FlagAndCategoriseAndReadAgain) {
  const Email mail = Delivered(MailAbout("one"));
  EXPECT_EQ(mail.item().flag, Flag::kNotFlagged);
  for (const Flag flag :
       {Flag::kFlagged, Flag::kComplete, Flag::kNotFlagged, Flag::kFlagged}) {
    alice_->SetFlag(mail, flag);
    EXPECT_EQ(alice_->Read(mail).item().flag, flag);
  }
  alice_->SetCategories(mail, {"Red", "Blue"});
  const Email now = alice_->Read(mail);
  EXPECT_THAT(now.item().categories, ElementsAre("Red", "Blue"));
  EXPECT_EQ(now.item().folder, "inbox");
  EXPECT_FALSE(now.item().is_read);
  Query query;
  query.flag = Flag::kFlagged;
  query.category = "blue";
  EXPECT_THAT(alice_->Find(query), SizeIs(1));
  query.flag = Flag::kNotFlagged;
  EXPECT_THAT(alice_->Find(query), IsEmpty());
  alice_->SetCategories(mail, {});
  EXPECT_THAT(alice_->Read(mail).item().categories, IsEmpty());
}

TEST_F(Verbs, MoveAndCopyIntoFoldersByTheirPaths) {
  const Email mail = Delivered("Message-ID: <one@b>\r\n" + MailAbout("one"));
  alice_->CreateFolder("inbox/Orders/2026");
  alice_->CreateFolder("inbox/Orders/2026");  // is there
  alice_->CreateFolder("Projects");
  const Email copy = alice_->Copy(mail, "Projects");
  EXPECT_EQ(copy.item().folder, "Projects");
  const Email moved = alice_->Move(mail, {Folder::kInbox, "orders/2026"});
  EXPECT_NE(moved.item().id, mail.item().id);
  EXPECT_EQ(moved.item().folder, "inbox/orders/2026");
  EXPECT_THAT(alice_->List(Folder::kInbox, 10), IsEmpty());
  EXPECT_EQ(Only(*alice_, "Inbox/Orders/2026").subject(), "one");
  EXPECT_EQ(Only(*alice_, "Projects").subject(), "one");
  EXPECT_THROW(alice_->Read(mail), ServerError);

  const std::vector<FolderInfo> folders = alice_->ListFolders("inbox");
  ASSERT_THAT(folders, SizeIs(1));
  EXPECT_EQ(folders[0].path, "inbox/Orders");
  EXPECT_EQ(folders[0].name, "Orders");
  EXPECT_EQ(folders[0].folders, 1);
  const std::vector<FolderInfo> years = alice_->ListFolders("inbox/Orders");
  ASSERT_THAT(years, SizeIs(1));
  EXPECT_EQ(years[0].path, "inbox/Orders/2026");
  EXPECT_EQ(years[0].total, 1);
  EXPECT_EQ(years[0].unread, 1);

  alice_->EmptyFolder("Projects");
  EXPECT_THAT(alice_->List("Projects", 10), IsEmpty());
  alice_->DeleteFolder("inbox/Orders");
  EXPECT_THAT(alice_->ListFolders("inbox"), IsEmpty());
}

TEST_F(Verbs, NameTheFolderThatIsMissing) {
  try {
    alice_->List("inbox/Orders", 1);
    FAIL() << "was there";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr("no folder \"Orders\" in inbox of alice@"),
                      HasSubstr("ListFolders")));
  }
}

TEST_F(Verbs, FindWhatWasDeletedSoftly) {
  alice_->Delete(Delivered(MailAbout("soft")), Deletion::kSoft);
  const Email kept = Only(*alice_, Folder::kRecoverableItems);
  EXPECT_EQ(kept.subject(), "soft");
  const Email back = alice_->Move(kept, Folder::kInbox);
  EXPECT_EQ(Only(*alice_, Folder::kInbox).item().id, back.item().id);
  alice_->Delete(back, Deletion::kHard);
  EXPECT_THAT(alice_->List(Folder::kRecoverableItems, 10), IsEmpty());
}

TEST_F(Verbs, ResolveNames) {
  EXPECT_THAT(alice_->Resolve("bob"), ElementsAre(EmailAddress(kBob, kBob)));
  EXPECT_THAT(alice_->Resolve("nobody"), IsEmpty());
  exchange_.AddUser("bobby@contoso.test");
  EXPECT_THAT(alice_->Resolve("bob"), SizeIs(2));
}

}  // namespace
}  // namespace letterbox
