// Mails: shown, found, sorted, restricted.
#include "exchange/ews_items.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mime/base64.h"

namespace letterbox::exchange {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using xml::M;
using xml::T;

TEST_F(Items, AreShownWhole) {
  const std::string mime =
      "From: Shop <shop@contoso.test>\r\nSender: bot@contoso.test\r\n"
      "To: Anna <anna@contoso.test>, Zoe <zoe@fabrikam.test>\r\n"
      "Cc: ben@contoso.test\r\nReply-To: help@contoso.test\r\n"
      "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe_=26_<more>?=\r\n"
      "Date: Mon, 21 Sep 2026 10:00:00 +0200\r\n"
      "Message-ID: <a1@contoso.test>\r\nIn-Reply-To: <a0@contoso.test>\r\n"
      "References: <a0@contoso.test>\r\nX-Priority: 1\r\n"
      "X-Order: A-1042\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
      "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
      "<p>Hello &amp; welcome</p>\r\n"
      "--b\r\nContent-Type: application/pdf; name=i.pdf\r\n"
      "Content-Disposition: attachment; filename=i.pdf\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--b--\r\n";
  const std::string id = Deliver(mime);
  const Reply reply = client_.Ask(
      Get(kAll + "<t:IncludeMimeContent>true</t:IncludeMimeContent>", id));
  const xml::Element mail = reply.Find(T("Message"));
  EXPECT_EQ(DecodeBase64(mail.ChildText(T("MimeContent"))), mime);
  EXPECT_EQ(mail.ChildText(T("Subject")),
            "Gr\xC3\xBC\xC3\x9F"
            "e & <more>");
  EXPECT_EQ(mail.ChildText(T("ItemClass")), "IPM.Note");
  EXPECT_EQ(mail.ChildText(T("Importance")), "High");
  EXPECT_EQ(mail.ChildText(T("DateTimeSent")), "2026-09-21T08:00:00Z");
  EXPECT_EQ(mail.ChildText(T("DateTimeReceived")), "2026-09-21T14:13:20Z");
  EXPECT_EQ(mail.ChildText(T("HasAttachments")), "true");
  EXPECT_EQ(mail.ChildText(T("IsRead")), "false");
  EXPECT_EQ(mail.ChildText(T("InternetMessageId")), "<a1@contoso.test>");
  EXPECT_EQ(mail.ChildText(T("InReplyTo")), "<a0@contoso.test>");
  EXPECT_EQ(mail.ChildText(T("DisplayTo")), "Anna; Zoe");
  EXPECT_EQ(AttributeOf(mail.Child(T("Body")), "BodyType"), "HTML");
  EXPECT_THAT(mail.ChildText(T("Body")), HasSubstr("Hello &amp; welcome"));
  const xml::Element to = mail.Child(T("ToRecipients")).FirstChild();
  EXPECT_EQ(to.ChildText(T("Name")), "Anna");
  EXPECT_EQ(to.ChildText(T("MailboxType")), "Mailbox");
  EXPECT_EQ(to.Next().ChildText(T("MailboxType")), "OneOff");
  EXPECT_EQ(
      mail.Child(T("Sender")).Child(T("Mailbox")).ChildText(T("EmailAddress")),
      "bot@contoso.test");
  const xml::Element file =
      mail.Child(T("Attachments")).Child(T("FileAttachment"));
  EXPECT_EQ(file.ChildText(T("Name")), "i.pdf");
  EXPECT_EQ(file.ChildText(T("Size")), "4");
  const Reply content =
      client_.Ask("<m:GetAttachment><m:AttachmentIds><t:AttachmentId Id='" +
                  AttributeOf(file.Child(T("AttachmentId")), "Id") +
                  "'/></m:AttachmentIds></m:GetAttachment>");
  EXPECT_EQ(content.Find(T("Content")).Text(), "JVBERg==");
}

TEST_F(Items, AreShownAsAsked) {
  const std::string id = Deliver(SmallMail("one", "X-Order: A-1042\r\n"));
  const Reply ids = client_.Ask(Get(kIdOnly, id));
  EXPECT_FALSE(ids.Find(T("ItemId")).Next());
  const Reply text = client_.Ask(Get(
      "<t:BaseShape>Default</t:BaseShape><t:BodyType>Text</t:BodyType>", id));
  EXPECT_EQ(text.Find(T("Body")).Text(), "Hello, this is one.\r\n");
  EXPECT_FALSE(text.Find(T("MimeContent")));
  const Reply html = client_.Ask(Get(
      "<t:BaseShape>Default</t:BaseShape><t:BodyType>HTML</t:BodyType>", id));
  EXPECT_THAT(html.Find(T("Body")).Text(), HasSubstr("<pre>Hello"));
  const Reply some = client_.Ask(Get(
      IdOnlyWith(
          "<t:FieldURI FieldURI='message:IsRead'/>"
          "<t:FieldURI FieldURI='calendar:Start'/>"
          "<t:IndexedFieldURI FieldURI='item:InternetMessageHeader' "
          "FieldIndex='x-order'/>"
          "<t:ExtendedFieldURI DistinguishedPropertySetId='InternetHeaders' "
          "PropertyName='X-Order' PropertyType='String'/>"
          "<t:ExtendedFieldURI PropertyTag='0x0E24' PropertyType='Integer'/>"
          "<t:ExtendedFieldURI PropertyTag='0x1035' PropertyType='String'/>"),
      id));
  EXPECT_EQ(some.Find(T("IsRead")).Text(), "false");
  EXPECT_FALSE(some.Find(T("Subject")));
  const xml::Element headers = some.Find(T("InternetMessageHeaders"));
  EXPECT_EQ(headers.FirstChild().Text(), "A-1042");
  EXPECT_FALSE(headers.FirstChild().Next());
  const xml::Element first = some.Find(T("ExtendedProperty"));
  EXPECT_EQ(first.ChildText(T("Value")), "A-1042");
  const xml::Element second = first.Next(T("ExtendedProperty"));
  EXPECT_EQ(second.ChildText(T("Value")), "<one@contoso.test>");
  EXPECT_FALSE(second.Next(T("ExtendedProperty")));
}

TEST_F(Items, FailOneByOne) {
  const std::string id = Deliver(SmallMail("one"));
  const std::string gone = Deliver(SmallMail("two"));
  client_.Ask("<m:DeleteItem DeleteType='HardDelete'><m:ItemIds>" +
              ItemIds({gone}) + "</m:ItemIds></m:DeleteItem>");
  const std::string folder = AttributeOf(
      client_
          .Ask("<m:GetFolder><m:FolderShape>" + kIdOnly +
               "</m:FolderShape><m:FolderIds><t:DistinguishedFolderId "
               "Id='inbox'/></m:FolderIds></m:GetFolder>")
          .Find(T("FolderId")),
      "Id");
  const Reply reply = client_.Ask(
      "<m:GetItem><m:ItemShape>" + kIdOnly + "</m:ItemShape><m:ItemIds>" +
      ItemIds({id, gone, "AAMkAD", "", folder}) + "<t:ItemId Id='" + id +
      "' ChangeKey='x'/></m:ItemIds></m:GetItem>");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.code(0), "NoError");
  EXPECT_EQ(reply.code(1), "ErrorItemNotFound");
  EXPECT_EQ(reply.code(2), "ErrorInvalidIdMalformed");
  EXPECT_EQ(reply.code(3), "ErrorInvalidIdEmpty");
  EXPECT_EQ(reply.code(4), "ErrorCannotUseFolderIdForItemId");
  EXPECT_EQ(reply.code(5), "ErrorInvalidChangeKey");
  EXPECT_EQ(AttributeOf(reply.message(1), "ResponseClass"), "Error");
  EXPECT_EQ(reply.message(1).ChildText(M("DescriptiveLinkKey")), "0");
}

TEST_F(Items, AreFoundInPages) {
  for (const char* subject : {"a", "b", "c", "d", "e"}) {
    Deliver(SmallMail(subject));
  }
  const auto page = [&](const std::string& attributes) {
    return client_.Ask(FindInbox(
        "", "<m:IndexedPageItemView " + attributes + "/>", kSubjectShape));
  };
  const Reply first =
      page("MaxEntriesReturned='2' Offset='0' BasePoint='Beginning'");
  EXPECT_THAT(SubjectsOf(first), ElementsAre("e", "d"));
  const xml::Element root = first.Find(M("RootFolder"));
  EXPECT_EQ(AttributeOf(root, "TotalItemsInView"), "5");
  EXPECT_EQ(AttributeOf(root, "IndexedPagingOffset"), "2");
  EXPECT_EQ(AttributeOf(root, "IncludesLastItemInRange"), "false");
  const Reply last =
      page("MaxEntriesReturned='2' Offset='4' BasePoint='Beginning'");
  EXPECT_THAT(SubjectsOf(last), ElementsAre("a"));
  EXPECT_EQ(AttributeOf(last.Find(M("RootFolder")), "IncludesLastItemInRange"),
            "true");
  EXPECT_THAT(
      SubjectsOf(page("MaxEntriesReturned='2' Offset='1' BasePoint='End'")),
      ElementsAre("c", "b"));
  EXPECT_THAT(SubjectsOf(page("Offset='9' BasePoint='Beginning'")), IsEmpty());
  EXPECT_EQ(page("Offset='-1' BasePoint='Beginning'").code(),
            "ErrorInvalidIndexedPagingParameters");
  EXPECT_EQ(page("MaxEntriesReturned='0' Offset='0' BasePoint='End'").code(),
            "ErrorInvalidPagingMaxRows");
}

TEST_F(Items, AreSorted) {
  for (const char* subject : {"b", "C", "a"}) Deliver(SmallMail(subject));
  const auto sorted = [&](const std::string& path, const std::string& order) {
    return client_.Ask(
        "<m:FindItem Traversal='Shallow'><m:ItemShape>" + kSubjectShape +
        "</m:ItemShape><m:SortOrder><t:FieldOrder Order='" + order + "'>" +
        path +
        "</t:FieldOrder></m:SortOrder><m:ParentFolderIds>"
        "<t:DistinguishedFolderId Id='inbox'/></m:ParentFolderIds>"
        "</m:FindItem>");
  };
  EXPECT_THAT(
      SubjectsOf(sorted("<t:FieldURI FieldURI='item:Subject'/>", "Ascending")),
      ElementsAre("a", "b", "C"));
  EXPECT_THAT(
      SubjectsOf(sorted("<t:FieldURI FieldURI='item:DateTimeReceived'/>",
                        "Ascending")),
      ElementsAre("b", "C", "a"));
  EXPECT_EQ(
      sorted("<t:FieldURI FieldURI='item:Attachments'/>", "Ascending").code(),
      "ErrorUnsupportedPathForSortGroup");
}

TEST_F(Items, AreRestricted) {
  for (const char* subject : {"order 1", "order 2", "reset"}) {
    Deliver(SmallMail(subject));
  }
  client_.Ask(Update(client_.Ids()[0], "",
                     SetField("message:IsRead", "<t:IsRead>true</t:IsRead>")));
  const auto found = [&](const std::string& restriction) {
    return SubjectsOf(client_.Ask(
        FindInbox("<m:Restriction>" + restriction + "</m:Restriction>", "",
                  kSubjectShape)));
  };
  const auto constant = [](const std::string& value) {
    return "<t:FieldURIOrConstant><t:Constant Value='" + value +
           "'/></t:FieldURIOrConstant>";
  };
  const std::string subject = "<t:FieldURI FieldURI='item:Subject'/>";
  const std::string is_read = "<t:FieldURI FieldURI='message:IsRead'/>";
  const std::string received = "<t:FieldURI FieldURI='item:DateTimeReceived'/>";
  EXPECT_THAT(
      found("<t:IsEqualTo>" + subject + constant("RESET") + "</t:IsEqualTo>"),
      ElementsAre("reset"));
  EXPECT_THAT(found("<t:IsNotEqualTo>" + subject + constant("reset") +
                    "</t:IsNotEqualTo>"),
              ElementsAre("order 2", "order 1"));
  EXPECT_THAT(found("<t:Contains ContainmentMode='Substring' "
                    "ContainmentComparison='IgnoreCase'>" +
                    subject + "<t:Constant Value='ORDER'/></t:Contains>"),
              ElementsAre("order 2", "order 1"));
  EXPECT_THAT(
      found("<t:And><t:Not><t:IsEqualTo>" + is_read + constant("true") +
            "</t:IsEqualTo></t:Not><t:IsGreaterThan>" + received +
            constant("2026-09-21T14:13:20Z") + "</t:IsGreaterThan></t:And>"),
      ElementsAre("order 2"));
  EXPECT_THAT(found("<t:Or><t:IsEqualTo>" + is_read + constant("1") +
                    "</t:IsEqualTo><t:IsLessThanOrEqualTo>" + received +
                    constant("2026-09-21T14:13:20Z") +
                    "</t:IsLessThanOrEqualTo></t:Or>"),
              ElementsAre("reset", "order 1"));
  EXPECT_THAT(found("<t:Exists><t:FieldURI FieldURI='item:InReplyTo'/>"
                    "</t:Exists>"),
              IsEmpty());
  EXPECT_THAT(found("<t:IsEqualTo><t:FieldURI "
                    "FieldURI='message:InternetMessageId'/>" +
                    constant("&lt;reset@contoso.test&gt;") + "</t:IsEqualTo>"),
              ElementsAre("reset"));
}

TEST_F(Items, NeverIgnoreARestriction) {
  const auto code = [&](const std::string& restriction) {
    return client_
        .Ask(FindInbox("<m:Restriction>" + restriction + "</m:Restriction>"))
        .code();
  };
  const std::string constant =
      "<t:FieldURIOrConstant><t:Constant Value='x'/></t:FieldURIOrConstant>";
  EXPECT_EQ(code("<t:IsEqualTo><t:FieldURI FieldURI='item:Attachments'/>" +
                 constant + "</t:IsEqualTo>"),
            "ErrorUnsupportedPathForQuery");
  EXPECT_EQ(code("<t:Sounds/>"), "ErrorSchemaValidation");
  Deliver(SmallMail("one"));
  EXPECT_EQ(code("<t:IsEqualTo><t:FieldURI FieldURI='item:Size'/>" + constant +
                 "</t:IsEqualTo>"),
            "ErrorInvalidValueForProperty");
  EXPECT_EQ(code("<t:Excludes><t:FieldURI FieldURI='item:Subject'/>"
                 "<t:Bitmask Value='1'/></t:Excludes>"),
            "ErrorInvalidExcludesRestriction");
}

TEST_F(Items, AreListedWithoutWhatListsCannotShow) {
  Deliver(SmallMail("one"));
  const Reply all = client_.Ask(FindInbox("", "", kAll));
  EXPECT_TRUE(all.Find(T("From")));
  EXPECT_FALSE(all.Find(T("Body")));
  EXPECT_FALSE(all.Find(T("ToRecipients")));
  EXPECT_EQ(client_
                .Ask(FindInbox("", "",
                               IdOnlyWith("<t:FieldURI "
                                          "FieldURI='item:Body'/>")))
                .code(),
            "ErrorInvalidPropertyRequest");
}

}  // namespace
}  // namespace letterbox::exchange
