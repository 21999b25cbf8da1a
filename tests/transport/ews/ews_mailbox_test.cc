#include "ews/ews_mailbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "letterbox/transport/error.h"
#include "mime/base64.h"
#include "support/fake_clock.h"
#include "support/schema.h"
#include "support/scripted_transport.h"
#include "transport/ews/made_up_ews.h"

namespace letterbox::ews {
namespace {

using Kind = ConnectionError::Kind;
using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// Lets the time pass wherever somebody waits for it.
class HastyClock : public FakeClock {
 public:
  void Wait(std::condition_variable&, std::unique_lock<std::mutex>&,
            Deadline deadline) override {
    if (Now() < deadline) Advance(deadline - Now());
  }
};

std::string ItemWith(const std::string& id, const std::string& subject) {
  return SuccessMessage(
      "GetItem", "<m:Items><t:Message><t:MimeContent>" +
                     EncodeBase64("Subject: " + subject + "\r\n\r\nText.\r\n") +
                     "</t:MimeContent><t:ItemId Id=\"" + id +
                     "\" ChangeKey=\"k\"/></t:Message></m:Items>");
}

std::string FoundItems(const std::vector<std::string>& ids,
                       const std::string& includes_last = "true") {
  std::string items;
  for (const std::string& id : ids) {
    items += "<t:Message><t:ItemId Id=\"" + id + "\"/></t:Message>";
  }
  return AnswerOf(
      "FindItem",
      SuccessMessage("FindItem", "<m:RootFolder IncludesLastItemInRange=\"" +
                                     includes_last + "\"><t:Items>" + items +
                                     "</t:Items></m:RootFolder>"));
}

// The text between the first `before` and the next `after`.
std::string Between(const std::string& text, const std::string& before,
                    const std::string& after) {
  const std::size_t begin = text.find(before) + before.size();
  return text.substr(begin, text.find(after, begin) - begin);
}

class EwsMailboxTest : public testing::Test {
 protected:
  EwsMailboxTest() {
    auto transport = std::make_unique<ScriptedTransport>();
    transport_ = transport.get();
    mailbox_ = NewEwsMailbox(
        MadeUpSite(), std::move(transport),
        [](HttpTransport&) { return std::make_unique<CountingTokens>(); },
        clock_);
    draft_.to = {"shop@contoso.test"};
    draft_.subject = "Hello";
    draft_.text = "Text";
  }

  void TearDown() override {
    if (!HasSchema() || transport_->requests().empty()) return;
    std::vector<std::string> envelopes;
    for (const HttpRequest& request : transport_->requests()) {
      envelopes.push_back(request.body);
    }
    EXPECT_TRUE(AreValidEnvelopes(envelopes));
  }

  std::string Request(std::size_t number) const {
    return transport_->requests().at(number).body;
  }
  /// The MIME of the mail that request `number` creates.
  std::string MimeIn(std::size_t number) const {
    return DecodeBase64(Between(Request(number), "CharacterSet=\"UTF-8\">",
                                "</t:MimeContent>"))
        .value_or("");
  }
  std::string MessageIdIn(std::size_t number) const {
    return Email::FromMime(MimeIn(number)).message_id();
  }
  ConnectionError Lost(bool maybe_sent, Kind kind = Kind::kTimeout) const {
    return ConnectionError(kind, "It took too long.", MadeUpSite().url,
                           maybe_sent);
  }

  HastyClock clock_;
  ScriptedTransport* transport_ = nullptr;
  std::shared_ptr<Mailbox> mailbox_;
  Draft draft_;
};

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

// An answer of FindItem: the one mail with that Message-ID.
HttpResponse FoundWith(const std::string& message_id) {
  return {200,
          {},
          AnswerOf("FindItem",
                   SuccessMessage("FindItem",
                                  "<m:RootFolder><t:Items><t:Message><t:ItemId "
                                  "Id=\"A\" ChangeKey=\"k\"/>"
                                  "<t:InternetMessageId>&lt;" +
                                      message_id +
                                      "&gt;</t:InternetMessageId></t:Message>"
                                      "</t:Items></m:RootFolder>"))};
}

class SendTest : public EwsMailboxTest {
 protected:
  void Saves() {
    transport_->Reply(
        200,
        AnswerOf("CreateItem",
                 SuccessMessage("CreateItem",
                                "<m:Items><t:Message><t:ItemId Id=\"A\" "
                                "ChangeKey=\"k\"/></t:Message></m:Items>")));
  }
  void Sends() {
    transport_->Reply(200, AnswerOf("SendItem", SuccessMessage("SendItem")));
  }
  void Loses(bool maybe_sent = true) { transport_->Fail(Lost(maybe_sent)); }
  /// By a proxy that lets nobody through.
  void IsBarred() { transport_->Fail(Lost(false, Kind::kProxy)); }
  void FindsNothing() { transport_->Reply(200, FoundItems({})); }
  /// The mail that request `created` carries.
  void FindsIt(std::size_t created = 0) {
    transport_->Reply([this, created](const HttpRequest&) {
      return FoundWith(MessageIdIn(created));
    });
  }
  void Refuses(const std::string& operation, const std::string& code) {
    transport_->Reply(200, AnswerOf(operation, ErrorMessage(operation, code)));
  }

  /// The operations that were asked for, in their order.
  std::vector<std::string> Asked() const {
    std::vector<std::string> operations;
    for (const HttpRequest& request : transport_->requests()) {
      const std::string after = Between(request.body, "<s:Body><m:", ">");
      operations.push_back(after.substr(0, after.find(' ')));
    }
    return operations;
  }

  /// The error that sending the draft ends in.
  template <typename ErrorType>
  ErrorType Failure() {
    try {
      mailbox_->Send(draft_);
    } catch (const ErrorType& error) {
      return error;
    }
    throw std::logic_error("it was sent");
  }
};

TEST_F(SendTest, SavesAndSendsAndReturnsTheMessageId) {
  Saves();
  Sends();
  draft_.bcc = {{"eve@contoso.test", "Eve"}};
  const std::string message_id = mailbox_->Send(draft_);
  EXPECT_THAT(Asked(), ElementsAre("CreateItem", "SendItem"));
  EXPECT_THAT(Request(0),
              AllOf(HasSubstr("\"SaveOnly\""), HasSubstr("Id=\"drafts\""),
                    HasSubstr("<t:EmailAddress>eve@contoso.test<")));
  EXPECT_THAT(Request(1),
              AllOf(HasSubstr("<t:ItemId Id=\"A\" ChangeKey=\"k\"/>"),
                    HasSubstr("Id=\"sentitems\"")));
  EXPECT_THAT(MimeIn(0),
              AllOf(HasSubstr("<" + message_id + ">"),
                    HasSubstr("customer@contoso.test"),
                    HasSubstr("Subject: Hello"), Not(HasSubstr("eve@"))));
}

TEST_F(SendTest, TakesTheDraftWhoseAnswerWasLost) {
  Loses();
  FindsIt();
  Sends();
  FindsNothing();  // no other draft is left
  mailbox_->Send(draft_);
  EXPECT_THAT(Asked(),
              ElementsAre("CreateItem", "FindItem", "SendItem", "FindItem"));
  EXPECT_THAT(Request(1), AllOf(HasSubstr("Id=\"drafts\""),
                                HasSubstr("message:InternetMessageId")));
  EXPECT_THAT(Request(2), HasSubstr("<t:ItemId Id=\"A\""));
}

TEST_F(SendTest, SavesAgainWhatDidNotArriveAndRemovesASecondDraft) {
  Loses();
  FindsNothing();
  Saves();
  Sends();
  FindsIt();  // the first one came late
  transport_->Reply(200, AnswerOf("DeleteItem", SuccessMessage("DeleteItem")));
  mailbox_->Send(draft_);
  EXPECT_THAT(Asked(), ElementsAre("CreateItem", "FindItem", "CreateItem",
                                   "SendItem", "FindItem", "DeleteItem"));
  EXPECT_EQ(MimeIn(0), MimeIn(2));
}

TEST_F(SendTest, LooksInSentItemsBeforeItSendsAgain) {
  Saves();
  Loses();
  FindsIt();
  mailbox_->Send(draft_);
  EXPECT_THAT(Asked(), ElementsAre("CreateItem", "SendItem", "FindItem"));
  EXPECT_THAT(Request(2), HasSubstr("Id=\"sentitems\""));
}

TEST_F(SendTest, SendsTheSameDraftAgainWhereItIsNotFound) {
  Saves();
  Loses();
  FindsNothing();  // in Sent Items
  FindsNothing();  // in the Outbox
  Sends();
  mailbox_->Send(draft_);
  EXPECT_THAT(Asked(), ElementsAre("CreateItem", "SendItem", "FindItem",
                                   "FindItem", "SendItem"));
  EXPECT_EQ(Request(1), Request(4));
}

TEST_F(SendTest, KnowsThatADraftWhichIsGoneWasSent) {
  Saves();
  Loses();
  FindsNothing();
  FindsNothing();
  Refuses("SendItem", "ErrorItemNotFound");
  EXPECT_NE(mailbox_->Send(draft_), "");
}

TEST_F(SendTest, TakesAGatewaysWordForALoss) {
  const std::vector<HttpResponse> gateways = {
      {504, {}, "<html>Gateway Timeout</html>"}, {200, {}, "<html>?</html>"}};
  for (std::size_t i = 0; i < gateways.size(); ++i) {
    Saves();
    transport_->Reply(gateways[i]);
    FindsIt(3 * i);
    mailbox_->Send(draft_);
  }
  EXPECT_THAT(Asked(), ElementsAre("CreateItem", "SendItem", "FindItem",
                                   "CreateItem", "SendItem", "FindItem"));
}

TEST_F(SendTest, TakesAServersFailureOnTheWayForALoss) {
  Saves();
  Refuses("SendItem", "ErrorTimeoutExpired");
  Refuses("FindItem", "ErrorAccessDenied");  // Sent Items are not to be seen
  Refuses("SendItem", "ErrorItemNotFound");
  EXPECT_NE(mailbox_->Send(draft_), "");
}

TEST_F(SendTest, SaysThatTheOutcomeIsUnknown) {
  Saves();
  Loses();
  for (int i = 0; i < 3; ++i) {
    FindsNothing();
    FindsNothing();
    Loses();
  }
  const auto error = Failure<ConnectionError>();
  EXPECT_TRUE(error.maybe_sent());
  EXPECT_THAT(error.what(),
              AllOf(HasSubstr("It is unknown whether the mail"),
                    HasSubstr("<" + MessageIdIn(0) + ">"),
                    HasSubstr("Sent Items"), EndsWith("It took too long.")));
}

TEST_F(SendTest, SaysThatItIsSurelyNotSent) {
  for (int i = 0; i < 4; ++i) Loses(false);
  const auto error = Failure<ConnectionError>();
  EXPECT_FALSE(error.maybe_sent());
  EXPECT_THAT(error.what(), AllOf(HasSubstr("It was not sent"),
                                  HasSubstr("<" + MessageIdIn(0) + ">"),
                                  EndsWith("It took too long.")));
  EXPECT_THAT(Asked(), SizeIs(4));
}

TEST_F(SendTest, DoesNotAskAgainWhereTheProxyLetsNobodyThrough) {
  IsBarred();
  EXPECT_EQ(Failure<ConnectionError>().kind(), Kind::kProxy);
  EXPECT_THAT(Asked(), SizeIs(1));
}

TEST_F(SendTest, StaysUnknownWhereTheWayIsBarredLater) {
  Saves();
  Loses();
  for (int i = 0; i < 3; ++i) IsBarred();
  const auto error = Failure<ConnectionError>();
  EXPECT_TRUE(error.maybe_sent());
  EXPECT_THAT(error.what(), HasSubstr("It is unknown whether the mail"));
}

TEST_F(SendTest, SaysThatTheDraftIsStillThere) {
  Saves();
  for (int i = 0; i < 4; ++i) Loses(false);
  const auto error = Failure<ConnectionError>();
  EXPECT_FALSE(error.maybe_sent());
  EXPECT_THAT(error.what(), HasSubstr("lies in Drafts"));
}

TEST_F(SendTest, RemovesTheDraftThatTheServerRefusesToSend) {
  Saves();
  Refuses("SendItem", "ErrorSendAsDenied");
  FindsIt();
  transport_->Reply(200, AnswerOf("DeleteItem", SuccessMessage("DeleteItem")));
  EXPECT_EQ(Failure<ServerError>().response_code(), "ErrorSendAsDenied");
  EXPECT_THAT(Asked(),
              ElementsAre("CreateItem", "SendItem", "FindItem", "DeleteItem"));
}

TEST_F(SendTest, NamesTheRecipientsThatTheDirectoryDoesNotKnow) {
  draft_.cc = {"gone@contoso.test"};
  Saves();
  Refuses("SendItem", "ErrorInvalidRecipients");
  transport_->Reply(200,
                    AnswerOf("ResolveNames", SuccessMessage("ResolveNames")));
  Refuses("ResolveNames", "ErrorNameResolutionNoResults");
  FindsNothing();
  EXPECT_THAT(Failure<ServerError>().what(),
              EndsWith(" The directory does not know: \"gone@contoso.test\"."));
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
