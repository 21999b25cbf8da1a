// Mails in mails, what is appended, and the answers that hold more than a code.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "exchange/ews_items.h"
#include "mime/base64.h"

namespace letterbox::exchange {
namespace {

using testing::HasSubstr;
using xml::M;
using xml::T;

class MailsInMails : public Items {
 protected:
  Reply GetAttachment(const std::string& id, const std::string& shape = "") {
    return client_.Ask("<m:GetAttachment>" + shape +
                       "<m:AttachmentIds><t:AttachmentId Id='" + id +
                       "'/></m:AttachmentIds></m:GetAttachment>");
  }
  std::string IdIn(const Reply& reply) {
    return AttributeOf(reply.Find(T("AttachmentId")), "Id");
  }
  Reply Attach(const std::string& id, const std::string& attachment) {
    return client_.Ask("<m:CreateAttachment><m:ParentItemId Id='" + id +
                       "'/><m:Attachments>" + attachment +
                       "</m:Attachments></m:CreateAttachment>");
  }
};

const std::string kForwarded =
    "From: anna@contoso.test\r\nSubject: Outer\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=A\r\n\r\n--A\r\n"
    "Content-Type: text/plain\r\n\r\nSee below\r\n--A\r\n"
    "Content-Type: message/rfc822\r\n\r\n"
    "From: ben@contoso.test\r\nTo: zoe@contoso.test\r\nSubject: Inner\r\n"
    "Message-ID: <inner@contoso.test>\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n"
    "Content-Type: text/plain\r\n\r\nI am inside\r\n--B\r\n"
    "Content-Type: text/plain; name=deep.txt\r\n"
    "Content-Disposition: attachment; filename=deep.txt\r\n\r\ndeep\r\n--B--"
    "\r\n--A--\r\n";

TEST_F(MailsInMails, AreItemsWithFilesOfTheirOwn) {
  const Reply outer = client_.Ask(Get(kAll, Deliver(kForwarded)));
  ASSERT_TRUE(outer.Find(T("ItemAttachment"))) << outer.envelope;
  EXPECT_EQ(outer.Find(T("Name")).Text(), "Inner");
  const Reply inner = GetAttachment(IdIn(outer));
  const xml::Element message = inner.Find(T("Message"));
  ASSERT_TRUE(message) << inner.envelope;
  EXPECT_EQ(message.ChildText(T("Subject")), "Inner");
  EXPECT_EQ(message.ChildText(T("InternetMessageId")), "<inner@contoso.test>");
  EXPECT_FALSE(message.Child(T("ItemId")));
  EXPECT_FALSE(message.Child(T("MimeContent")));
  const std::string deep = AttributeOf(message.Child(T("Attachments"))
                                           .Child(T("FileAttachment"))
                                           .Child(T("AttachmentId")),
                                       "Id");
  const Reply file = GetAttachment(deep);
  EXPECT_EQ(DecodeBase64(file.Find(T("Content")).Text()).value_or(""), "deep");
  EXPECT_EQ(client_
                .Ask("<m:DeleteAttachment><m:AttachmentIds><t:AttachmentId "
                     "Id='" +
                     deep + "'/></m:AttachmentIds></m:DeleteAttachment>")
                .code(),
            "ErrorCannotDeleteObject");
}

TEST_F(MailsInMails, ShowWhatTheShapeAsksFor) {
  const Reply outer = client_.Ask(Get(kAll, Deliver(kForwarded)));
  const Reply inner = GetAttachment(
      IdIn(outer),
      "<m:AttachmentShape><t:IncludeMimeContent>true</t:IncludeMimeContent>"
      "<t:BodyType>HTML</t:BodyType><t:AdditionalProperties><t:FieldURI "
      "FieldURI='item:TextBody'/></t:AdditionalProperties></"
      "m:AttachmentShape>");
  EXPECT_THAT(DecodeBase64(inner.Find(T("MimeContent")).Text()).value_or(""),
              HasSubstr("Subject: Inner"));
  EXPECT_EQ(AttributeOf(inner.Find(T("Body")), "BodyType"), "HTML");
  EXPECT_THAT(inner.Find(T("TextBody")).Text(), HasSubstr("I am inside"));
}

TEST_F(MailsInMails, AreAttachedByTheirProperties) {
  const std::string id = Deliver(SmallMail("one"));
  const Reply made = Attach(
      id,
      "<t:ItemAttachment><t:Name>Inner</t:Name><t:Message><t:Subject>Made"
      "</t:Subject><t:Body BodyType='Text'>Within</t:Body></t:Message>"
      "</t:ItemAttachment>");
  ASSERT_EQ(made.code(), "NoError") << made.envelope;
  const Reply inner = GetAttachment(IdIn(made));
  EXPECT_EQ(inner.Find(T("Subject")).Text(), "Made");
  EXPECT_THAT(inner.Find(T("Body")).Text(), HasSubstr("Within"));
}

TEST_F(MailsInMails, AreRefusedWhereTheyAreNoMails) {
  const std::string id = Deliver(SmallMail("one"));
  const Reply contact =
      Attach(id,
             "<t:ItemAttachment><t:Name>C</t:Name><t:Contact/>"
             "</t:ItemAttachment>");
  EXPECT_EQ(contact.code(), "ErrorInvalidItemForOperationCreateItemAttachment");
  const Reply nameless = Attach(
      id, "<t:FileAttachment><t:Content>YQ==</t:Content></t:FileAttachment>");
  EXPECT_EQ(nameless.code(), "ErrorRequiredPropertyMissing");
  EXPECT_TRUE(nameless.Find(M("Attachments")));
}

std::string Append(const std::string& uri, const std::string& property) {
  return "<t:AppendToItemField><t:FieldURI FieldURI='" + uri +
         "'/><t:Message>" + property + "</t:Message></t:AppendToItemField>";
}

TEST_F(Items, AreAppendedTo) {
  const Reply made = client_.Ask(
      Create("SaveOnly",
             "<t:Subject>Draft</t:Subject><t:Body BodyType='Text'>One</t:Body>"
             "<t:ToRecipients><t:Mailbox><t:EmailAddress>ben@contoso.test"
             "</t:EmailAddress></t:Mailbox></t:ToRecipients>"));
  const std::string id = AttributeOf(made.Find(T("ItemId")), "Id");
  const std::string zoe =
      "<t:Mailbox><t:EmailAddress>zoe@contoso.test</t:EmailAddress>"
      "</t:Mailbox>";
  const Reply appended = client_.Ask(Update(
      id, "",
      Append("item:Body", "<t:Body BodyType='Text'> Two &lt;3</t:Body>") +
          Append("message:ToRecipients",
                 "<t:ToRecipients>" + zoe + "</t:ToRecipients>") +
          Append("message:BccRecipients",
                 "<t:BccRecipients>" + zoe + "</t:BccRecipients>")));
  ASSERT_EQ(appended.code(), "NoError") << appended.envelope;
  const Reply read =
      client_.Ask(Get(kAll + "<t:BodyType>Text</t:BodyType>", id));
  EXPECT_THAT(read.Find(T("Body")).Text(), HasSubstr("One Two <3"));
  EXPECT_EQ(read.Find(T("DisplayTo")).Text(),
            "ben@contoso.test; zoe@contoso.test");
  EXPECT_TRUE(read.Find(T("BccRecipients")));
  client_.Ask(Update(
      id, "",
      Append("item:Body", "<t:Body BodyType='HTML'>&lt;b&gt;3</t:Body>")));
  EXPECT_THAT(client_.Ask(Get(kAll, id)).Find(T("Body")).Text(),
              HasSubstr("One Two &lt;3<b>3"));
  EXPECT_EQ(client_
                .Ask(Update(id, "",
                            Append("item:Subject", "<t:Subject>x</t:Subject>")))
                .code(),
            "ErrorInvalidPropertyAppend");
}

TEST_F(Items, SayThatASynchronisationBeginsAnew) {
  const Reply items = client_.Ask(
      "<m:SyncFolderItems><m:ItemShape>" + kIdOnly +
      "</m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId Id='inbox'/>"
      "</m:SyncFolderId><m:SyncState>bm8=</m:SyncState><m:MaxChangesReturned>5"
      "</m:MaxChangesReturned></m:SyncFolderItems>");
  EXPECT_EQ(items.code(), "ErrorInvalidSyncStateData");
  EXPECT_TRUE(items.Find(M("SyncState")));
  EXPECT_EQ(items.Find(M("IncludesLastItemInRange")).Text(), "true");
  const Reply folders =
      client_.Ask("<m:SyncFolderHierarchy><m:FolderShape>" + kIdOnly +
                  "</m:FolderShape><m:SyncFolderId><t:DistinguishedFolderId "
                  "Id='voicemail'/></m:SyncFolderId></m:SyncFolderHierarchy>");
  EXPECT_EQ(folders.code(), "ErrorSyncFolderNotFound");
  EXPECT_EQ(folders.Find(M("IncludesLastFolderInRange")).Text(), "true");
}

TEST_F(Items, ComeWithTheTimeZonesOfTheServer) {
  const Reply all = client_.Ask("<m:GetServerTimeZones/>");
  EXPECT_EQ(all.code(), "NoError");
  const Reply one = client_.Ask(
      "<m:GetServerTimeZones "
      "ReturnFullTimeZoneData='true'><m:Ids><t:Id>Eastern "
      "Standard "
      "Time</t:Id><t:Id>Nowhere</t:Id></m:Ids></m:GetServerTimeZones>");
  const xml::Element zone = one.Find(T("TimeZoneDefinition"));
  EXPECT_EQ(AttributeOf(zone, "Id"), "Eastern Standard Time");
  EXPECT_FALSE(zone.Next());
  EXPECT_EQ(AttributeOf(one.Find(T("Period")), "Bias"), "PT5H");
  EXPECT_EQ(one.Find(T("Month")).Text(), "3");
  const Reply short_one =
      client_.Ask("<m:GetServerTimeZones ReturnFullTimeZoneData='false'/>");
  EXPECT_FALSE(short_one.Find(T("Period")));
}

}  // namespace
}  // namespace letterbox::exchange
