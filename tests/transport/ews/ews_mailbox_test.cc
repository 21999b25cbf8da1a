#include "ews/ews_mailbox.h"

#include <string>
#include <vector>

#include "letterbox/transport/error.h"
#include "mime/base64.h"
#include "transport/ews/mailbox_fixture.h"

namespace letterbox::ews {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string ItemWith(const std::string& id, const std::string& subject) {
  return SuccessMessage(
      "GetItem", "<m:Items><t:Message><t:MimeContent>" +
                     EncodeBase64("Subject: " + subject + "\r\n\r\nText.\r\n") +
                     "</t:MimeContent><t:ItemId Id=\"" + id +
                     "\" ChangeKey=\"k\"/></t:Message></m:Items>");
}

TEST_F(EwsMailboxTest, KnowsItsAddressWithoutAsking) {
  EXPECT_EQ(mailbox_->address(), "customer@contoso.test");
  EXPECT_THAT(transport_->requests(), IsEmpty());
}

TEST_F(EwsMailboxTest, ChecksByOpeningTheInbox) {
  transport_->Reply(
      200, AnswerOf("GetFolder", SuccessMessage("GetFolder",
                                                "<m:Folders><t:Folder>"
                                                "<t:FolderId Id=\"F\"/>"
                                                "</t:Folder></m:Folders>")));
  mailbox_->Check();
  EXPECT_THAT(Request(0), HasSubstr("Id=\"inbox\""));
  transport_->Reply(500, FaultOf("ErrorAccessDenied", "No."));
  EXPECT_THROW(mailbox_->Check(), ServerError);
}

TEST_F(EwsMailboxTest, RefusesADraftThatCannotBeAMail) {
  draft_.bcc = {EmailAddress("", "Nobody")};
  EXPECT_THROW(mailbox_->Send(draft_), Error);
  draft_.bcc.clear();
  draft_.headers = {{"X-Evil", "a\r\nBcc: eve@contoso.test"}};
  EXPECT_THROW(mailbox_->Send(draft_), Error);
  EXPECT_THAT(transport_->requests(), IsEmpty());
}

TEST_F(EwsMailboxTest, SavesADraftAndReadsItBack) {
  transport_->Reply(
      200, AnswerOf("CreateItem",
                    SuccessMessage("CreateItem",
                                   "<m:Items><t:Message><t:ItemId Id=\"A\" "
                                   "ChangeKey=\"k\"/></t:Message></m:Items>")));
  transport_->Reply(200, AnswerOf("GetItem", ItemWith("A", "Hello")));
  const Email email = mailbox_->SaveDraft(draft_);
  EXPECT_EQ(email.subject(), "Hello");
  EXPECT_EQ(email.item().id, "A");
  EXPECT_THAT(Request(0),
              AllOf(HasSubstr("\"SaveOnly\""), HasSubstr("Id=\"drafts\"")));
  EXPECT_THAT(Request(1), HasSubstr("<t:ItemId Id=\"A\" ChangeKey=\"k\"/>"));
}

TEST_F(EwsMailboxTest, ListsTheNewestFirstInBatches) {
  std::vector<std::string> ids;
  std::string first_ten;
  for (int i = 0; i < 12; ++i) {
    ids.push_back("i" + std::to_string(i));
    if (i < 10) first_ten += ItemWith(ids.back(), ids.back());
  }
  transport_->Reply(200, FoundItems(ids));
  transport_->Reply(200, AnswerOf("GetItem", first_ten));
  transport_->Reply(
      200, AnswerOf("GetItem", ErrorMessage("GetItem", "ErrorItemNotFound") +
                                   ItemWith("i11", "i11")));
  const std::vector<Email> emails = mailbox_->List(Folder::kInbox, 50);
  ASSERT_THAT(emails, SizeIs(11));  // one was deleted meanwhile
  EXPECT_EQ(emails[0].subject(), "i0");
  EXPECT_EQ(emails[10].subject(), "i11");
  EXPECT_THAT(Request(0), AllOf(HasSubstr("MaxEntriesReturned=\"50\""),
                                HasSubstr("item:DateTimeReceived")));
}

TEST_F(EwsMailboxTest, ListsPageAfterPage) {
  transport_->Reply(200, FoundItems({"a"}, "false"));
  transport_->Reply(200, FoundItems({"b"}, "false"));
  transport_->Reply(
      200, AnswerOf("GetItem", ItemWith("a", "a") + ItemWith("b", "b")));
  EXPECT_THAT(mailbox_->List(Folder::kDrafts, 2), SizeIs(2));
  EXPECT_THAT(Request(1), AllOf(HasSubstr("MaxEntriesReturned=\"1\""),
                                HasSubstr("Offset=\"1\""),
                                HasSubstr("item:DateTimeCreated")));
}

TEST_F(EwsMailboxTest, ListsNoMoreThanAskedFor) {
  transport_->Reply(200, FoundItems({"a", "b"}));
  transport_->Reply(200, AnswerOf("GetItem", ItemWith("a", "a")));
  EXPECT_THAT(mailbox_->List(Folder::kInbox, 1), SizeIs(1));
}

TEST_F(EwsMailboxTest, ListsNothingWithoutAsking) {
  EXPECT_THAT(mailbox_->List(Folder::kInbox, 0), IsEmpty());
  EXPECT_THAT(transport_->requests(), IsEmpty());
}

TEST_F(EwsMailboxTest, NoticesAnAnswerThatIsTooShort) {
  transport_->Reply(200, FoundItems({"a", "b"}));
  transport_->Reply(200, AnswerOf("GetItem", ItemWith("a", "a")));
  EXPECT_THROW(mailbox_->List(Folder::kInbox, 2), ProtocolError);
}

TEST_F(EwsMailboxTest, MarksAndDeletesByTheItemsId) {
  ItemProperties item;
  item.id = "A";
  item.change_key = "k";
  const Email email = Email::FromMime("Subject: x\r\n\r\n", item);
  transport_->Reply(200, AnswerOf("UpdateItem", SuccessMessage("UpdateItem")));
  transport_->Reply(200, AnswerOf("DeleteItem", SuccessMessage("DeleteItem")));
  mailbox_->MarkRead(email, false);
  mailbox_->Delete(email, Deletion::kSoft);
  EXPECT_THAT(Request(0), HasSubstr("<t:IsRead>false</t:IsRead>"));
  EXPECT_THAT(Request(1),
              AllOf(HasSubstr("SoftDelete"), HasSubstr("Id=\"A\"")));
}

TEST_F(EwsMailboxTest, SaysThatAMailComesFromNoMailbox) {
  const Email email = Email::FromMime("Subject: mine\r\n\r\n");
  try {
    mailbox_->MarkRead(email);
    ADD_FAILURE() << "was marked";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("\"mine\""),
                                    HasSubstr("does not come from a mailbox")));
  }
  EXPECT_THROW(mailbox_->Delete(email, Deletion::kHard), Error);
  EXPECT_THAT(transport_->requests(), IsEmpty());
}

}  // namespace
}  // namespace letterbox::ews
