#include "exchange/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/ids.h"
#include "exchange/post_office.h"
#include "letterbox/transport/error.h"
#include "mime/mime_headers.h"

namespace letterbox::exchange {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Time = std::chrono::system_clock::time_point;

constexpr std::time_t kNow = 1790000000;

Store::Now FixedNow() {
  return [] { return std::chrono::system_clock::from_time_t(kNow); };
}

std::string Mail(const std::string& subject) {
  return "From: ben@contoso.test\r\nTo: anna@contoso.test\r\nSubject: " +
         subject + "\r\n\r\ntext\r\n";
}

TEST(Store, FindsMailboxesWithoutRegardToCaseAndTag) {
  Store store({"Anna@Contoso.test"}, FixedNow());
  EXPECT_TRUE(store.HasMailbox("anna@contoso.test"));
  EXPECT_TRUE(store.HasMailbox("ANNA+order-17@contoso.test"));
  EXPECT_FALSE(store.HasMailbox("ann@contoso.test"));
  EXPECT_FALSE(store.HasMailbox("+anna@contoso.test"));
  EXPECT_FALSE(store.HasMailbox(""));
}

TEST(Store, RefusesUsersThatAreNoAddress) {
  for (const char* bad : {"", "anna", "@contoso.test", "anna@", "a b@c.test",
                          "a@b@c.test", "<a@b.test>", "a@b.test\r\n"}) {
    EXPECT_THROW(Store({bad}, FixedNow()), Error) << bad;
  }
}

TEST(Store, KeepsAMailboxThatIsAddedAgain) {
  Store store({"anna@contoso.test"}, FixedNow());
  store.Deliver("anna@contoso.test", Mail("one"));
  store.AddUser("ANNA@contoso.test");
  EXPECT_THAT(
      store.FindMailbox("anna@contoso.test")->FindFolder("inbox")->items,
      SizeIs(1));
}

TEST(Store, DeliversIntoTheInboxUnreadAtItsOwnTime) {
  Store store({"anna@contoso.test"}, FixedNow());
  store.Deliver("anna+tag@contoso.test", Mail("one"));
  const Folder& inbox =
      *store.FindMailbox("anna@contoso.test")->FindFolder("inbox");
  ASSERT_THAT(inbox.items, SizeIs(1));
  const Item& item = *inbox.items.begin()->second;
  EXPECT_EQ(item.email.subject(), "one");
  EXPECT_FALSE(item.is_read);
  EXPECT_EQ(item.received, std::chrono::system_clock::from_time_t(kNow));
  EXPECT_EQ(inbox.unread, 1);
  EXPECT_THROW(store.Deliver("nobody@contoso.test", Mail("two")), Error);
}

TEST(UserMailbox, HasNoNumberOfAnotherRun) {
  Store one({"anna@contoso.test"}, FixedNow());
  Store two({"anna@contoso.test"}, FixedNow());
  EXPECT_NE(one.FindMailbox("anna@contoso.test")->FindFolder("inbox")->number,
            two.FindMailbox("anna@contoso.test")->FindFolder("inbox")->number);
}

TEST(UserMailbox, GivesAMovedItemAnotherNumberAndKeepsItsTime) {
  Time now = std::chrono::system_clock::from_time_t(kNow);
  Store store({"anna@contoso.test"}, [&now] { return now; });
  UserMailbox& anna = *store.FindMailbox("anna@contoso.test");
  store.Deliver("anna@contoso.test", Mail("one"));
  Item& item = *anna.FindFolder("inbox")->items.begin()->second;
  const std::uint64_t old_number = item.number;
  const Time received = item.received;
  now += std::chrono::hours(1);
  const Item& moved = anna.Move(item, *anna.FindFolder("deleteditems"));
  EXPECT_NE(moved.number, old_number);
  EXPECT_EQ(moved.received, received);
  EXPECT_EQ(moved.email.subject(), "one");
  EXPECT_EQ(anna.FindItem(old_number), nullptr);
  EXPECT_EQ(anna.FindFolder("inbox")->unread, 0);
  EXPECT_EQ(anna.FindFolder("deleteditems")->unread, 1);
}

TEST(UserMailbox, TellsWhatHappens) {
  Store store({"anna@contoso.test"}, FixedNow());
  UserMailbox& anna = *store.FindMailbox("anna@contoso.test");
  using Kind = StoreEvent::Kind;
  std::vector<Kind> kinds;
  const int listener = anna.Listen([&](const StoreEvent& event) {
    if (!event.of_folder) kinds.push_back(event.kind);
  });
  store.Deliver("anna@contoso.test", Mail("one"));
  Item& item = *anna.FindFolder("inbox")->items.begin()->second;
  anna.SetRead(item, true);
  anna.SetRead(item, true);  // no change
  Item& copy = anna.Copy(item, *anna.FindFolder("drafts"));
  anna.Delete(copy);
  anna.Move(item, *anna.FindFolder("sentitems"));
  EXPECT_THAT(kinds,
              ElementsAre(Kind::kCreated, Kind::kNewMail, Kind::kModified,
                          Kind::kCopied, Kind::kDeleted, Kind::kMoved));
  anna.Forget(listener);
  store.Deliver("anna@contoso.test", Mail("two"));
  EXPECT_THAT(kinds, SizeIs(6));
}

TEST(Ids, ComeBackAsTheyWereAndNothingElseDoes) {
  const ObjectId id{IdKind::kItem, 3, 0x123456789ABCull, 7};
  const std::string text = EncodeId(id);
  const auto decoded = DecodeId(text);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->mailbox, 3u);
  EXPECT_EQ(decoded->number, 0x123456789ABCull);
  EXPECT_EQ(decoded->part, 7u);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string wrong = text;
    wrong[i] = wrong[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(DecodeId(wrong)) << wrong;
  }
  EXPECT_FALSE(DecodeId(text + " "));
  EXPECT_FALSE(DecodeId(text.substr(1)));
  EXPECT_FALSE(DecodeId(""));
  EXPECT_FALSE(DecodeChangeKey(text));
  EXPECT_EQ(DecodeChangeKey(EncodeChangeKey(42)), 42u);
}

// ---- header fields ----

TEST(MimeHeaders, ChangeOneFieldAndLeaveAllElse) {
  const std::string mime =
      "A: 1\r\nSubject: old\r\n folded\r\nB: 2\r\n\r\nSubject: body\r\n";
  EXPECT_EQ(FindHeader(mime, "subject"), "old folded");
  EXPECT_EQ(RemoveHeader(mime, "SUBJECT"),
            "A: 1\r\nB: 2\r\n\r\nSubject: body\r\n");
  EXPECT_EQ(SetHeader(mime, "Subject: new"),
            "A: 1\r\nSubject: new\r\nB: 2\r\n\r\nSubject: body\r\n");
  EXPECT_EQ(SetHeader(mime, "C: 3").substr(0, 6), "C: 3\r\n");
  EXPECT_EQ(HeaderPart(mime) + "\r\n" + BodyPart(mime), mime);
}

// ---- the post ----

TEST(PostOffice, KeepsBccFromTheRecipients) {
  Store store({"anna@contoso.test", "ben@contoso.test"}, FixedNow());
  UserMailbox& anna = *store.FindMailbox("anna@contoso.test");
  const OutgoingMail mail = CompleteMail(
      "To: anna@contoso.test\r\nBcc: ben@contoso.test\r\n\r\nhi\r\n", {}, anna);
  EXPECT_THAT(mail.email.mime(), Not(HasSubstr("ben@")));
  EXPECT_THAT(mail.email.mime(), HasSubstr("From: anna@contoso.test"));
  EXPECT_FALSE(mail.email.message_id().empty());
  EXPECT_THAT(mail.bcc, SizeIs(1));
  Post(store, anna, mail);
  for (const auto& mailbox : store.mailboxes()) {
    const auto& inbox = mailbox->FindFolder("inbox")->items;
    ASSERT_THAT(inbox, SizeIs(1));
    EXPECT_THAT(inbox.begin()->second->email.bcc(), IsEmpty());
    EXPECT_EQ(inbox.begin()->second->email.mime(), mail.email.mime());
  }
}

TEST(PostOffice, ReportsWhatCannotBeDelivered) {
  Store store({"anna@contoso.test"}, FixedNow());
  UserMailbox& anna = *store.FindMailbox("anna@contoso.test");
  const OutgoingMail mail = CompleteMail(
      "To: no@contoso.test, never@contoso.test\r\nSubject: x\r\n\r\nhi\r\n", {},
      anna);
  Post(store, anna, mail);
  const auto& inbox = anna.FindFolder("inbox")->items;
  ASSERT_THAT(inbox, SizeIs(1));
  const Item& report = *inbox.begin()->second;
  EXPECT_EQ(report.item_class, "REPORT.IPM.Note.NDR");
  EXPECT_EQ(report.email.subject(), "Undeliverable: x");
  EXPECT_THAT(report.email.text(), HasSubstr("no@contoso.test"));
  EXPECT_THAT(report.email.mime(), HasSubstr("Status: 5.1.10"));
  EXPECT_THAT(report.email.mime(), HasSubstr("rfc822;never@contoso.test"));
}

TEST(PostOffice, ReportsWhateverTheSubject) {
  Store store({"anna@contoso.test"}, FixedNow());
  UserMailbox& anna = *store.FindMailbox("anna@contoso.test");
  Post(store, anna,
       CompleteMail("To: no@contoso.test\r\n"
                    "Subject: =?utf-8?q?a=0D=0AX-Evil:_1?=\r\n\r\nhi\r\n",
                    {}, anna));
  const auto& inbox = anna.FindFolder("inbox")->items;
  ASSERT_THAT(inbox, SizeIs(1));
  EXPECT_EQ(FindHeader(inbox.begin()->second->email.mime(), "X-Evil"), "");
}

}  // namespace
}  // namespace letterbox::exchange
