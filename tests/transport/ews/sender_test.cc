// Sends whose answers get lost: never twice, and never silently not.
#include "ews/sender.h"

#include <stdexcept>
#include <string>
#include <vector>

#include "letterbox/transport/error.h"
#include "transport/ews/mailbox_fixture.h"

namespace letterbox::ews {
namespace {

using Kind = ConnectionError::Kind;
using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

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

}  // namespace
}  // namespace letterbox::ews
