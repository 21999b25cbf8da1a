// Mails: made, changed, moved, deleted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/ews_items.h"
#include "mime/base64.h"

namespace letterbox::exchange {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using xml::M;
using xml::T;

class Changes : public Items {};

// ---- made ----

TEST_F(Changes, AreSentFromProperties) {
  const Reply reply = client_.Ask(Create(
      "SendAndSaveCopy",
      "<t:Subject>Hi &amp; bye</t:Subject><t:Body BodyType='HTML'>"
      "&lt;b&gt;bold&lt;/b&gt;</t:Body><t:Attachments><t:FileAttachment>"
      "<t:Name>a.txt</t:Name><t:ContentType>text/plain</t:ContentType>"
      "<t:Content>aGk=</t:Content></t:FileAttachment></t:Attachments>"
      "<t:Importance>High</t:Importance>"
      "<t:InternetMessageHeaders><t:InternetMessageHeader HeaderName='X-Tag'>"
      "t1</t:InternetMessageHeader></t:InternetMessageHeaders>"
      "<t:ToRecipients><t:Mailbox><t:Name>B\xC3\xA9n</t:Name><t:EmailAddress>"
      "ben@contoso.test</t:EmailAddress></t:Mailbox></t:ToRecipients>"
      "<t:BccRecipients><t:Mailbox><t:EmailAddress>anna@contoso.test"
      "</t:EmailAddress></t:Mailbox></t:BccRecipients>"));
  EXPECT_EQ(reply.code(), "NoError");
  EXPECT_FALSE(reply.Find(T("ItemId")));
  const auto ben = client_.Ids("inbox", "ben@contoso.test");
  ASSERT_THAT(ben, SizeIs(1));
  const Reply got = client_.Ask(Get(kAll, ben[0]), "ben@contoso.test");
  EXPECT_EQ(got.Find(T("Subject")).Text(), "Hi & bye");
  EXPECT_EQ(got.Find(T("Importance")).Text(), "High");
  EXPECT_THAT(got.Find(T("Body")).Text(), HasSubstr("<b>bold</b>"));
  EXPECT_EQ(got.Find(T("FileAttachment")).ChildText(T("Name")), "a.txt");
  EXPECT_EQ(got.Find(T("ToRecipients")).FirstChild().ChildText(T("Name")),
            "B\xC3\xA9n");
  EXPECT_EQ(got.Find(T("From")).FirstChild().ChildText(T("EmailAddress")),
            "anna@contoso.test");
  EXPECT_FALSE(got.Find(T("BccRecipients")));
  EXPECT_THAT(got.envelope, HasSubstr("X-Tag"));
  EXPECT_THAT(client_.Ids("inbox"), SizeIs(1));
  const auto sent = client_.Ids("sentitems");
  ASSERT_THAT(sent, SizeIs(1));
  const Reply copy = client_.Ask(Get(kAll, sent[0]));
  EXPECT_EQ(
      copy.Find(T("BccRecipients")).FirstChild().ChildText(T("EmailAddress")),
      "anna@contoso.test");
  EXPECT_EQ(copy.Find(T("IsRead")).Text(), "true");
  EXPECT_EQ(copy.Find(T("IsDraft")).Text(), "false");
}

TEST_F(Changes, AreSentFromMime) {
  const std::string mime =
      "To: ben@contoso.test\r\nBcc: anna@contoso.test\r\nSubject: m\r\n"
      "Message-ID: <m1@contoso.test>\r\n\r\nbody\r\n";
  const std::string element =
      "<t:MimeContent>" + EncodeBase64(mime) + "</t:MimeContent>";
  EXPECT_EQ(client_.Ask(Create("SendOnly", element)).code(), "NoError");
  EXPECT_THAT(client_.Ids("sentitems"), IsEmpty());
  const auto ben = client_.Ids("inbox", "ben@contoso.test");
  ASSERT_THAT(ben, SizeIs(1));
  const Reply got = client_.Ask(
      Get(kIdOnly + "<t:IncludeMimeContent>true</t:IncludeMimeContent>",
          ben[0]),
      "ben@contoso.test");
  const auto delivered = DecodeBase64(got.Find(T("MimeContent")).Text());
  EXPECT_THAT(*delivered, HasSubstr("Message-ID: <m1@contoso.test>"));
  EXPECT_THAT(*delivered, HasSubstr("From: anna@contoso.test"));
  EXPECT_THAT(*delivered, Not(HasSubstr("Bcc")));
  EXPECT_THAT(client_.Ids("inbox"), SizeIs(1));
  EXPECT_EQ(client_.Ask(Create("SendOnly", "<t:MimeContent>%%</t:MimeContent>"))
                .code(),
            "ErrorMimeContentInvalidBase64String");
}

TEST_F(Changes, AreNotSentWhereThatIsWrong) {
  const auto code = [&](const std::string& more) {
    return client_.Ask(Create("SendAndSaveCopy", more)).code();
  };
  EXPECT_EQ(code("<t:Subject>x</t:Subject>"), "ErrorInvalidRecipients");
  EXPECT_EQ(code("<t:ToRecipients><t:Mailbox><t:EmailAddress>ben"
                 "</t:EmailAddress></t:Mailbox></t:ToRecipients>"),
            "ErrorInvalidRecipients");
  EXPECT_EQ(code("<t:ToRecipients><t:Mailbox><t:EmailAddress>ben@contoso.test"
                 "</t:EmailAddress></t:Mailbox></t:ToRecipients><t:From>"
                 "<t:Mailbox><t:EmailAddress>boss@contoso.test"
                 "</t:EmailAddress></t:Mailbox></t:From>"),
            "ErrorSendAsDenied");
  EXPECT_THAT(client_.Ids("inbox", "ben@contoso.test"), IsEmpty());
  EXPECT_THAT(client_.Ids("sentitems"), IsEmpty());
  EXPECT_EQ(client_
                .Ask("<m:CreateItem><m:Items><t:Message/></m:Items>"
                     "</m:CreateItem>")
                .code(),
            "ErrorMessageDispositionRequired");
}

TEST_F(Changes, ToNobodyComeBack) {
  client_.Ask(Create("SendAndSaveCopy",
                     "<t:Subject>x</t:Subject><t:ToRecipients><t:Mailbox>"
                     "<t:EmailAddress>no@contoso.test</t:EmailAddress>"
                     "</t:Mailbox></t:ToRecipients>"));
  const auto inbox = client_.Ids();
  ASSERT_THAT(inbox, SizeIs(1));
  const Reply report = client_.Ask(Get(kAll, inbox[0]));
  EXPECT_EQ(report.Find(T("ItemClass")).Text(), "REPORT.IPM.Note.NDR");
  EXPECT_EQ(report.Find(T("Subject")).Text(), "Undeliverable: x");
}

TEST_F(Changes, AreDraftedAttachedToAndSent) {
  const Reply draft = client_.Ask(
      Create("SaveOnly",
             "<t:Subject>d</t:Subject><t:Body BodyType='Text'>text</t:Body>"
             "<t:ToRecipients><t:Mailbox><t:EmailAddress>ben@contoso.test"
             "</t:EmailAddress></t:Mailbox></t:ToRecipients>"));
  const std::string id = AttributeOf(draft.Find(T("ItemId")), "Id");
  EXPECT_THAT(client_.Ids("drafts"), ElementsAre(id));
  const Reply attached = client_.Ask(
      "<m:CreateAttachment><m:ParentItemId Id='" + id +
      "'/><m:Attachments><t:FileAttachment><t:Name>a.bin</t:Name>"
      "<t:Content>AAEC</t:Content></t:FileAttachment><t:FileAttachment>"
      "<t:Name>b.bin</t:Name><t:Content>AAEC</t:Content></t:FileAttachment>"
      "</m:Attachments></m:CreateAttachment>");
  const xml::Element first = attached.Find(T("AttachmentId"));
  const Reply removed = client_.Ask(
      "<m:DeleteAttachment><m:AttachmentIds><t:AttachmentId Id='" +
      AttributeOf(first, "Id") + "'/></m:AttachmentIds></m:DeleteAttachment>");
  const std::string key =
      AttributeOf(removed.Find(M("RootItemId")), "RootItemChangeKey");
  const auto send = [&](const std::string& change_key) {
    return client_.Ask(
        "<m:SendItem SaveItemToFolder='true'><m:ItemIds>"
        "<t:ItemId Id='" +
        id + "' ChangeKey='" + change_key + "'/></m:ItemIds></m:SendItem>");
  };
  EXPECT_EQ(send(AttributeOf(draft.Find(T("ItemId")), "ChangeKey")).code(),
            "ErrorStaleObject");
  EXPECT_EQ(send(key).code(), "NoError");
  EXPECT_THAT(client_.Ids("drafts"), IsEmpty());
  EXPECT_THAT(client_.Ids("sentitems"), SizeIs(1));
  const auto ben = client_.Ids("inbox", "ben@contoso.test");
  ASSERT_THAT(ben, SizeIs(1));
  const Reply got = client_.Ask(Get(kAll, ben[0]), "ben@contoso.test");
  const xml::Element file = got.Find(T("FileAttachment"));
  EXPECT_EQ(file.ChildText(T("Name")), "b.bin");
  EXPECT_FALSE(file.Next());
  EXPECT_THAT(got.Find(T("Body")).Text(), HasSubstr("text"));
}

// ---- changed ----

TEST_F(Changes, AreChanged) {
  const std::string id = Deliver(SmallMail("one", "X-Keep: yes\r\n"));
  const std::string key = ChangeKeyOf(id);
  const Reply reply = client_.Ask(Update(
      id, key,
      SetField("item:Subject", "<t:Subject>two</t:Subject>") +
          SetField("item:Importance", "<t:Importance>Low</t:Importance>") +
          SetField("item:Categories",
                   "<t:Categories><t:String>red</t:String></t:Categories>") +
          SetField("item:Body", "<t:Body BodyType='Text'>new</t:Body>"),
      "NeverOverwrite"));
  EXPECT_EQ(reply.code(), "NoError");
  EXPECT_NE(AttributeOf(reply.Find(T("ItemId")), "ChangeKey"), key);
  const Reply got = client_.Ask(Get(kAll, id));
  EXPECT_EQ(got.Find(T("Subject")).Text(), "two");
  EXPECT_EQ(got.Find(T("Importance")).Text(), "Low");
  EXPECT_EQ(got.Find(T("Categories")).FirstChild().Text(), "red");
  EXPECT_THAT(got.Find(T("Body")).Text(), HasSubstr("new"));
  EXPECT_EQ(got.Find(T("From")).FirstChild().ChildText(T("EmailAddress")),
            "shop@contoso.test");
  EXPECT_THAT(got.envelope, HasSubstr("X-Keep"));
}

TEST_F(Changes, AreNotChangedOverAnother) {
  const std::string id = Deliver(SmallMail("one"));
  const std::string key = ChangeKeyOf(id);
  const std::string read =
      SetField("message:IsRead", "<t:IsRead>true</t:IsRead>");
  EXPECT_EQ(client_.Ask(Update(id, key, read, "NeverOverwrite")).code(),
            "NoError");
  EXPECT_EQ(client_.Ask(Update(id, key, read, "NeverOverwrite")).code(),
            "ErrorIrresolvableConflict");
  EXPECT_EQ(client_.Ask(Update(id, "", read, "AutoResolve")).code(),
            "ErrorChangeKeyRequired");
  EXPECT_EQ(client_.Ask(Update(id, key, read, "AlwaysOverwrite")).code(),
            "NoError");
}

TEST_F(Changes, AreNotChangedInWhatIsNotTheirs) {
  const std::string id = Deliver(SmallMail("one"));
  const auto code = [&](const std::string& updates) {
    return client_.Ask(Update(id, "", updates)).code();
  };
  EXPECT_EQ(code(SetField("item:Size", "<t:Size>1</t:Size>")),
            "ErrorInvalidPropertySet");
  EXPECT_EQ(code(SetField("item:Subject", "<t:IsRead>true</t:IsRead>")),
            "ErrorUpdatePropertyMismatch");
  EXPECT_EQ(code(SetField("item:Subject", "")),
            "ErrorIncorrectUpdatePropertyCount");
  EXPECT_EQ(code("<t:DeleteItemField><t:FieldURI FieldURI='item:Size'/>"
                 "</t:DeleteItemField>"),
            "ErrorInvalidPropertyDelete");
}

TEST_F(Changes, KeepWhatOnlyTheirClientKnows) {
  const std::string id = Deliver(SmallMail("one"));
  const std::string path =
      "<t:ExtendedFieldURI PropertySetId='c11ff724-aa03-4555-9952-8fa248a11c3e'"
      " PropertyName='Ticket' PropertyType='String'/>";
  client_.Ask(Update(
      id, "",
      "<t:SetItemField>" + path + "<t:Message><t:ExtendedProperty>" + path +
          "<t:Value>T-1</t:Value></t:ExtendedProperty></t:Message>"
          "</t:SetItemField>"));
  EXPECT_EQ(client_.Ask(Get(IdOnlyWith(path), id)).Find(T("Value")).Text(),
            "T-1");
  client_.Ask(
      Update(id, "", "<t:DeleteItemField>" + path + "</t:DeleteItemField>"));
  EXPECT_FALSE(client_.Ask(Get(IdOnlyWith(path), id)).Find(T("Value")));
}

TEST_F(Changes, TakeNoPropertyWithoutValues) {
  const std::string id = Deliver(SmallMail("one"));
  const std::string path =
      "<t:ExtendedFieldURI DistinguishedPropertySetId='InternetHeaders' "
      "PropertyName='X-Ticket' PropertyType='StringArray'/>";
  const Reply reply = client_.Ask(Update(
      id, "",
      "<t:SetItemField>" + path + "<t:Message><t:ExtendedProperty>" + path +
          "<t:Values/></t:ExtendedProperty></t:Message></t:SetItemField>"));
  EXPECT_EQ(reply.code(), "ErrorSchemaValidation");
}

// ---- moved and deleted ----

TEST_F(Changes, AreMovedAndCopied) {
  const std::string id = Deliver(SmallMail("one"));
  const auto to_drafts = [&](const std::string& operation) {
    return client_.Ask("<m:" + operation +
                       "><m:ToFolderId><t:DistinguishedFolderId Id='drafts'/>"
                       "</m:ToFolderId><m:ItemIds>" +
                       ItemIds({id}) + "</m:ItemIds></m:" + operation + ">");
  };
  const Reply copied = to_drafts("CopyItem");
  const Reply moved = to_drafts("MoveItem");
  EXPECT_THAT(client_.Ids(), IsEmpty());
  EXPECT_THAT(client_.Ids("drafts"),
              ElementsAre(AttributeOf(moved.Find(T("ItemId")), "Id"),
                          AttributeOf(copied.Find(T("ItemId")), "Id")));
  EXPECT_EQ(to_drafts("MoveItem").code(), "ErrorItemNotFound");
}

TEST_F(Changes, AreDeletedEachWay) {
  const auto remove = [&](const std::string& type) {
    const std::string id = Deliver(SmallMail(type));
    client_.Ask("<m:DeleteItem DeleteType='" + type + "'><m:ItemIds>" +
                ItemIds({id}) + "</m:ItemIds></m:DeleteItem>");
    EXPECT_THAT(client_.Ids(), IsEmpty());
    return client_.Ids("deleteditems").size();
  };
  EXPECT_EQ(remove("HardDelete"), 0u);
  EXPECT_EQ(remove("SoftDelete"), 0u);
  EXPECT_EQ(remove("MoveToDeletedItems"), 1u);
}

}  // namespace
}  // namespace letterbox::exchange
