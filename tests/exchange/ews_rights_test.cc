// What a user may do with the mailbox of another.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "exchange/ews_items.h"
#include "exchange/grant.h"
#include "letterbox/transport/error.h"

namespace letterbox::exchange {
namespace {

using testing::HasSubstr;
using testing::SizeIs;
using xml::M;
using xml::T;

const std::string kAnna = "anna@contoso.test";
const std::string kBen = "ben@contoso.test";

// Anna is the caller, the mailbox is Ben's.
class BensMailbox : public Items {
 protected:
  BensMailbox() {
    client_.store.Deliver(kBen, SmallMail("one"));
    id_ = client_.Ids("inbox", kBen).at(0);
    caller_.user = kAnna;
  }

  void Give(const EmbeddedExchange::Rights& rights) {
    Grant(*client_.store.FindMailbox(kBen), kAnna, rights);
  }
  Reply Ask(const std::string& operation) {
    return client_.AskWhole(EwsClient::Envelope(operation, kAnna), caller_);
  }
  static std::string Folder(const std::string& id) {
    return "<t:DistinguishedFolderId Id='" + id +
           "'><t:Mailbox><t:EmailAddress>" + kBen +
           "</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>";
  }
  std::string GetFolder(const std::string& id) {
    return Ask("<m:GetFolder><m:FolderShape>" + kIdOnly +
               "</m:FolderShape><m:FolderIds>" + Folder(id) +
               "</m:FolderIds></m:GetFolder>")
        .code();
  }
  std::string DeleteItem(const std::string& id) {
    return Ask("<m:DeleteItem DeleteType='HardDelete'><m:ItemIds>" +
               ItemIds({id}) + "</m:ItemIds></m:DeleteItem>")
        .code();
  }
  std::string MarkRead(const std::string& id) {
    return Ask(Update(id, "",
                      SetField("message:IsRead", "<t:IsRead>true</t:IsRead>")))
        .code();
  }
  Reply Save(const std::string& folder) {
    return Ask(
        "<m:CreateItem MessageDisposition='SaveOnly'><m:SavedItemFolderId>" +
        Folder(folder) +
        "</m:SavedItemFolderId><m:Items><t:Message><t:Subject>mine</t:Subject>"
        "</t:Message></m:Items></m:CreateItem>");
  }
  Reply SendFromBen() {
    return Ask(
        "<m:CreateItem MessageDisposition='SendOnly'><m:Items><t:Message>"
        "<t:Subject>As Ben</t:Subject><t:ToRecipients><t:Mailbox>"
        "<t:EmailAddress>anna@contoso.test</t:EmailAddress></t:Mailbox>"
        "</t:ToRecipients><t:From><t:Mailbox><t:EmailAddress>" +
        kBen +
        "</t:EmailAddress></t:Mailbox></t:From></t:Message></m:Items>"
        "</m:CreateItem>");
  }
  // Of the mail that came to Anna last.
  std::string SenderOfMail(const char* element) {
    return client_.Ask(Get(kAll, client_.Ids().at(0)))
        .Find(T(element))
        .FirstChild()
        .ChildText(T("EmailAddress"));
  }
  Reply Subscribe() {
    return Ask("<m:Subscribe><m:StreamingSubscriptionRequest><t:FolderIds>" +
               Folder("inbox") +
               "</t:FolderIds><t:EventTypes><t:EventType>NewMailEvent"
               "</t:EventType></t:EventTypes></m:StreamingSubscriptionRequest>"
               "</m:Subscribe>");
  }

  std::string id_;
  Caller caller_;
};

TEST_F(BensMailbox, IsClosedToOthers) {
  EXPECT_EQ(GetFolder("inbox"), "ErrorAccessDenied");
  EXPECT_EQ(Ask(Get(kAll, id_)).code(), "ErrorAccessDenied");
  EXPECT_EQ(SendFromBen().code(), "ErrorSendAsDenied");
}

TEST_F(BensMailbox, IsWhollyOpenWithFullAccess) {
  Give({true, false, false, {}});
  EXPECT_EQ(GetFolder("sentitems"), "NoError");
  EXPECT_EQ(MarkRead(id_), "NoError");
  EXPECT_EQ(Save("drafts").code(), "NoError");
  EXPECT_EQ(Subscribe().code(), "NoError");
  EXPECT_EQ(DeleteItem(id_), "NoError");
  EXPECT_EQ(SendFromBen().code(), "ErrorSendAsDenied");
  Give({});
  EXPECT_EQ(GetFolder("inbox"), "ErrorAccessDenied");
}

TEST_F(BensMailbox, ShowsAReviewerOneFolder) {
  Give({false, false, false, {{"inbox", "Reviewer"}}});
  EXPECT_EQ(GetFolder("inbox"), "NoError");
  EXPECT_EQ(Ask(Get(kAll, id_)).code(), "NoError");
  EXPECT_EQ(GetFolder("sentitems"), "ErrorFolderNotFound");
  EXPECT_EQ(MarkRead(id_), "ErrorAccessDenied");
  EXPECT_EQ(DeleteItem(id_), "ErrorAccessDenied");
  EXPECT_EQ(Save("inbox").code(), "ErrorCreateItemAccessDenied");
  EXPECT_EQ(Subscribe().code(), "ErrorSubscriptionDelegateAccessNotSupported");
}

TEST_F(BensMailbox, LetsAnAuthorChangeTheirOwnOnly) {
  Give({false, false, false, {{"inbox", "Author"}}});
  const Reply saved = Save("inbox");
  ASSERT_EQ(saved.code(), "NoError");
  const std::string own = AttributeOf(saved.Find(T("ItemId")), "Id");
  EXPECT_EQ(MarkRead(own), "NoError");
  EXPECT_EQ(MarkRead(id_), "ErrorAccessDenied");
  EXPECT_EQ(DeleteItem(id_), "ErrorAccessDenied");
  EXPECT_EQ(DeleteItem(own), "NoError");
}

TEST_F(BensMailbox, LetsAnEditorChangeAllButTheFolder) {
  Give({false, false, false, {{"inbox", "Editor"}}});
  EXPECT_EQ(MarkRead(id_), "NoError");
  EXPECT_EQ(Ask("<m:CreateFolder><m:ParentFolderId>" + Folder("inbox") +
                "</m:ParentFolderId><m:Folders><t:Folder><t:DisplayName>New"
                "</t:DisplayName></t:Folder></m:Folders></m:CreateFolder>")
                .code(),
            "ErrorCreateSubfolderAccessDenied");
  EXPECT_EQ(DeleteItem(id_), "NoError");
}

TEST_F(BensMailbox, IsNamedAloneByWhoMaySendAsBen) {
  Give({false, true, true, {}});
  EXPECT_EQ(SendFromBen().code(), "NoError");
  EXPECT_EQ(SenderOfMail("From"), kBen);
  EXPECT_EQ(SenderOfMail("Sender"), kBen);
}

TEST_F(BensMailbox, IsNamedWithTheDelegateWhoSendsOnBehalf) {
  Give({false, false, true, {}});
  EXPECT_EQ(SendFromBen().code(), "NoError");
  EXPECT_EQ(SenderOfMail("From"), kBen);
  EXPECT_EQ(SenderOfMail("Sender"), kAnna);
}

TEST_F(BensMailbox, HasSubscriptionsOfItsOwn) {
  Give({true, false, false, {}});
  const std::string id = Subscribe().Find(M("SubscriptionId")).Text();
  EXPECT_EQ(client_
                .Ask("<m:Unsubscribe><m:SubscriptionId>" + id +
                         "</m:SubscriptionId></m:Unsubscribe>",
                     kBen)
                .code(),
            "ErrorSubscriptionAccessDenied");
  const auto stream = client_.Open(
      "<m:GetStreamingEvents><m:SubscriptionIds><t:SubscriptionId>" + id +
          "</t:SubscriptionId></m:SubscriptionIds><m:ConnectionTimeout>1"
          "</m:ConnectionTimeout></m:GetStreamingEvents>",
      kBen);
  EXPECT_TRUE(stream->has_ended);
  EXPECT_THAT(stream->envelopes.at(0),
              HasSubstr("ErrorSubscriptionAccessDenied"));
}

TEST_F(BensMailbox, SharesAFolderByItsPermissionSet) {
  const std::string set =
      "<t:PermissionSet><t:Permissions><t:Permission><t:UserId>"
      "<t:PrimarySmtpAddress>Anna@contoso.test</t:PrimarySmtpAddress>"
      "</t:UserId><t:PermissionLevel>LEVEL</t:PermissionLevel></t:Permission>"
      "</t:Permissions></t:PermissionSet>";
  const auto share = [&](const std::string& level) {
    std::string with = set;
    with.replace(with.find("LEVEL"), 5, level);
    return client_
        .Ask(
            "<m:UpdateFolder><m:FolderChanges><t:FolderChange>"
            "<t:DistinguishedFolderId Id='inbox'/><t:Updates>"
            "<t:SetFolderField><t:FieldURI FieldURI='folder:PermissionSet'/>"
            "<t:Folder>" +
                with +
                "</t:Folder></t:SetFolderField></t:Updates></t:FolderChange>"
                "</m:FolderChanges></m:UpdateFolder>",
            kBen)
        .code();
  };
  EXPECT_EQ(share("Custom"), "ErrorInvalidPermissionSettings");
  EXPECT_EQ(share("Reviewer"), "NoError");
  EXPECT_EQ(GetFolder("inbox"), "NoError");
  const Reply shown = client_.Ask(
      "<m:GetFolder><m:FolderShape>" +
          IdOnlyWith("<t:FieldURI FieldURI='folder:PermissionSet'/>") +
          "</m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id='inbox'/>"
          "</m:FolderIds></m:GetFolder>",
      kBen);
  EXPECT_EQ(shown.Find(T("PrimarySmtpAddress")).Text(), kAnna);
  EXPECT_EQ(share("None"), "NoError");
  EXPECT_EQ(GetFolder("inbox"), "ErrorAccessDenied");
}

TEST_F(BensMailbox, IsNotSharedByMistake) {
  EXPECT_THROW(Give({true, false, false, {{"inbix", "Editor"}}}), Error);
  EXPECT_THROW(Give({true, false, false, {{"inbox", "Boss"}}}), Error);
  EXPECT_EQ(GetFolder("inbox"), "ErrorAccessDenied");
}

}  // namespace
}  // namespace letterbox::exchange
