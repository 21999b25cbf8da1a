// What the operations behind the verbs of a mailbox ask, and what they read.
// All XML here is made up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "ews/operations/copy_item.h"
#include "ews/operations/create_attachment.h"
#include "ews/operations/create_folder.h"
#include "ews/operations/delete_attachment.h"
#include "ews/operations/delete_folder.h"
#include "ews/operations/empty_folder.h"
#include "ews/operations/find_folder.h"
#include "ews/operations/find_item.h"
#include "ews/operations/get_attachment.h"
#include "ews/operations/move_item.h"
#include "ews/operations/resolve_names.h"
#include "ews/operations/send_item.h"
#include "ews/operations/update_item.h"
#include "ews/restriction.h"
#include "support/schema.h"
#include "transport/ews/made_up_ews.h"

namespace letterbox::ews {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const ItemId kId{"QQ==", "a"};

TEST(SendItem, SendsADraftAndKeepsACopy) {
  SendItem request;
  request.id = kId;
  EXPECT_EQ(RequestOf(request),
            "<m:SendItem SaveItemToFolder=\"true\"><m:ItemIds>"
            "<t:ItemId Id=\"QQ==\" ChangeKey=\"a\"/></m:ItemIds>"
            "<m:SavedItemFolderId><t:DistinguishedFolderId Id=\"sentitems\"/>"
            "</m:SavedItemFolderId></m:SendItem>");
  EXPECT_FALSE(SendItem::kTraits.repeatable);
}

TEST(MoveItem, NamesTheFolderAndTheItem) {
  MoveItem request;
  request.id = kId;
  request.to = FolderId("F");
  EXPECT_EQ(RequestOf(request),
            "<m:MoveItem><m:ToFolderId><t:FolderId Id=\"F\"/></m:ToFolderId>"
            "<m:ItemIds><t:ItemId Id=\"QQ==\" ChangeKey=\"a\"/></m:ItemIds>"
            "</m:MoveItem>");
  EXPECT_EQ(ReadInside<MoveItem>("<m:Items><t:Message><t:ItemId Id=\"B\"/>"
                                 "</t:Message></m:Items>")
                .id.id,
            "B");
  EXPECT_EQ(ReadInside<MoveItem>("<m:Items/>").id.id, "");
}

TEST(CopyItem, NamesTheFolderAndTheItem) {
  CopyItem request;
  request.id = kId;
  request.to = Folder::kDeletedItems;
  EXPECT_THAT(RequestOf(request),
              HasSubstr("<m:CopyItem><m:ToFolderId><t:DistinguishedFolderId "
                        "Id=\"deleteditems\"/></m:ToFolderId><m:ItemIds>"));
  EXPECT_EQ(ReadInside<CopyItem>("<m:Items><t:Message><t:ItemId Id=\"B\" "
                                 "ChangeKey=\"b\"/></t:Message></m:Items>")
                .id.change_key,
            "b");
}

TEST(UpdateItem, SetsWhatIsGivenAtOnce) {
  UpdateItem request;
  request.id = kId;
  request.is_read = true;
  request.flag = Flag::kFlagged;
  request.categories = {{"Red", "Blue"}};
  EXPECT_THAT(
      RequestOf(request),
      HasSubstr(
          "<t:Updates><t:SetItemField><t:FieldURI FieldURI=\"message:IsRead\"/>"
          "<t:Message><t:IsRead>true</t:IsRead></t:Message></t:SetItemField>"
          "<t:SetItemField><t:ExtendedFieldURI PropertyTag=\"0x1090\" "
          "PropertyType=\"Integer\"/><t:Message><t:ExtendedProperty>"
          "<t:ExtendedFieldURI PropertyTag=\"0x1090\" "
          "PropertyType=\"Integer\"/><t:Value>2</t:Value>"
          "</t:ExtendedProperty></t:Message></t:SetItemField>"
          "<t:SetItemField><t:FieldURI FieldURI=\"item:Categories\"/>"
          "<t:Message><t:Categories><t:String>Red</t:String>"
          "<t:String>Blue</t:String></t:Categories></t:Message>"
          "</t:SetItemField></t:Updates>"));
}

TEST(UpdateItem, TakesAFlagAndCategoriesAway) {
  UpdateItem request;
  request.id = kId;
  request.flag = Flag::kNotFlagged;
  request.categories.emplace();
  EXPECT_THAT(RequestOf(request),
              HasSubstr("<t:Updates><t:DeleteItemField><t:ExtendedFieldURI "
                        "PropertyTag=\"0x1090\" PropertyType=\"Integer\"/>"
                        "</t:DeleteItemField><t:DeleteItemField>"
                        "<t:FieldURI FieldURI=\"item:Categories\"/>"
                        "</t:DeleteItemField></t:Updates>"));
}

TEST(GetAttachment, ReadsAFile) {
  GetAttachment request;
  request.ids = {"A1"};
  EXPECT_THAT(RequestOf(request),
              HasSubstr("<m:AttachmentIds><t:AttachmentId Id=\"A1\"/>"));
  const Attachment file =
      ReadInside<GetAttachment>(
          "<m:Attachments><t:FileAttachment><t:AttachmentId Id=\"A1\"/>"
          "<t:Name>a.png</t:Name><t:ContentType>Image/PNG</t:ContentType>"
          "<t:ContentId>c1</t:ContentId><t:IsInline>true</t:IsInline>"
          "<t:Content>SGk=</t:Content></t:FileAttachment></m:Attachments>")
          .attachment;
  EXPECT_EQ(file.name, "a.png");
  EXPECT_EQ(file.content_type, "image/png");
  EXPECT_EQ(file.content_id, "c1");
  EXPECT_TRUE(file.is_inline);
  EXPECT_EQ(file.content, "Hi");
}

TEST(GetAttachment, ReadsAnItemAsItsMime) {
  const Attachment item =
      ReadInside<GetAttachment>(
          "<m:Attachments><t:ItemAttachment><t:AttachmentId Id=\"A1\"/>"
          "<t:Name>Old mail</t:Name><t:Message><t:MimeContent>SGk="
          "</t:MimeContent></t:Message></t:ItemAttachment></m:Attachments>")
          .attachment;
  EXPECT_EQ(item.content_type, "message/rfc822");
  EXPECT_EQ(item.content, "Hi");
}

TEST(GetAttachment, RefusesWhatIsNone) {
  EXPECT_THROW(ReadInside<GetAttachment>(""), xml::ParseError);
  EXPECT_THROW(ReadInside<GetAttachment>(
                   "<m:Attachments><t:FileAttachment><t:Content>?</t:Content>"
                   "</t:FileAttachment></m:Attachments>"),
               xml::ParseError);
}

TEST(CreateAttachment, SendsTheFileAndReadsItsId) {
  CreateAttachment request;
  request.parent = kId;
  request.attachment = {"a.png", "image/png", "Hi", "c1", true};
  EXPECT_EQ(RequestOf(request),
            "<m:CreateAttachment><m:ParentItemId Id=\"QQ==\" ChangeKey=\"a\"/>"
            "<m:Attachments><t:FileAttachment><t:Name>a.png</t:Name>"
            "<t:ContentType>image/png</t:ContentType><t:ContentId>c1"
            "</t:ContentId><t:IsInline>true</t:IsInline><t:Content>SGk="
            "</t:Content></t:FileAttachment></m:Attachments>"
            "</m:CreateAttachment>");
  const CreateAttachment::Result result = ReadInside<CreateAttachment>(
      "<m:Attachments><t:FileAttachment><t:AttachmentId Id=\"A1\" "
      "RootItemId=\"B\" RootItemChangeKey=\"b\"/></t:FileAttachment>"
      "</m:Attachments>");
  EXPECT_EQ(result.id, "A1");
  EXPECT_EQ(result.parent.change_key, "b");
  EXPECT_THROW(ReadInside<CreateAttachment>(""), xml::ParseError);
}

TEST(DeleteAttachment, NamesTheAttachment) {
  DeleteAttachment request;
  request.id = "A1";
  EXPECT_EQ(RequestOf(request),
            "<m:DeleteAttachment><m:AttachmentIds><t:AttachmentId Id=\"A1\"/>"
            "</m:AttachmentIds></m:DeleteAttachment>");
  EXPECT_EQ(ReadInside<DeleteAttachment>(
                "<m:RootItemId RootItemId=\"B\" RootItemChangeKey=\"b\"/>")
                .parent.id,
            "B");
}

TEST(FindFolder, AsksForOneName) {
  FindFolder request;
  request.parent = Folder::kInbox;
  request.name = "A & B";
  EXPECT_EQ(RequestOf(request),
            "<m:FindFolder Traversal=\"Shallow\"><m:FolderShape><t:BaseShape>"
            "Default</t:BaseShape></m:FolderShape><m:IndexedPageFolderView "
            "MaxEntriesReturned=\"1000\" Offset=\"0\" BasePoint=\"Beginning\"/>"
            "<m:Restriction><t:IsEqualTo><t:FieldURI "
            "FieldURI=\"folder:DisplayName\"/><t:FieldURIOrConstant>"
            "<t:Constant Value=\"A &amp; B\"/></t:FieldURIOrConstant>"
            "</t:IsEqualTo></m:Restriction><m:ParentFolderIds>"
            "<t:DistinguishedFolderId Id=\"inbox\"/></m:ParentFolderIds>"
            "</m:FindFolder>");
}

TEST(FindFolder, ReadsThePage) {
  const FindFolder::Result result = ReadInside<FindFolder>(
      "<m:RootFolder IncludesLastItemInRange=\"false\"><t:Folders>"
      "<t:Folder><t:FolderId Id=\"F\"/><t:DisplayName>Orders</t:DisplayName>"
      "<t:TotalCount>3</t:TotalCount><t:ChildFolderCount>1"
      "</t:ChildFolderCount><t:UnreadCount>2</t:UnreadCount></t:Folder>"
      "<t:CalendarFolder><t:FolderId Id=\"G\"/></t:CalendarFolder>"
      "</t:Folders></m:RootFolder>");
  ASSERT_EQ(result.folders.size(), 2u);
  EXPECT_EQ(result.folders[0].id, "F");
  EXPECT_EQ(result.folders[0].name, "Orders");
  EXPECT_EQ(result.folders[0].total, 3);
  EXPECT_EQ(result.folders[0].unread, 2);
  EXPECT_EQ(result.folders[0].folders, 1);
  EXPECT_EQ(result.folders[1].total, 0);
  EXPECT_FALSE(result.includes_last);
  EXPECT_THROW(ReadInside<FindFolder>(""), xml::ParseError);
}

TEST(CreateFolder, MakesAFolderForMail) {
  CreateFolder request;
  request.name = "Orders";
  EXPECT_EQ(RequestOf(request),
            "<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId "
            "Id=\"msgfolderroot\"/></m:ParentFolderId><m:Folders><t:Folder>"
            "<t:DisplayName>Orders</t:DisplayName></t:Folder></m:Folders>"
            "</m:CreateFolder>");
  EXPECT_EQ(ReadInside<CreateFolder>("<m:Folders><t:Folder><t:FolderId "
                                     "Id=\"F\"/></t:Folder></m:Folders>")
                .id,
            "F");
  EXPECT_THROW(ReadInside<CreateFolder>(""), xml::ParseError);
}

TEST(ResolveNames, ReadsWhomItFinds) {
  ResolveNames request;
  request.name = "ali";
  EXPECT_EQ(RequestOf(request),
            "<m:ResolveNames ReturnFullContactData=\"false\">"
            "<m:UnresolvedEntry>ali</m:UnresolvedEntry></m:ResolveNames>");
  const ResolveNames::Result result = ReadInside<ResolveNames>(
      "<m:ResolutionSet TotalItemsInView=\"9\" "
      "IncludesLastItemInRange=\"false\"><t:Resolution><t:Mailbox>"
      "<t:Name>Alice</t:Name><t:EmailAddress>alice@contoso.test"
      "</t:EmailAddress></t:Mailbox></t:Resolution></m:ResolutionSet>");
  EXPECT_THAT(result.found,
              ElementsAre(EmailAddress("alice@contoso.test", "Alice")));
  EXPECT_FALSE(result.includes_last);
}

Query FullQuery() {
  const std::chrono::system_clock::time_point time{
      std::chrono::seconds(1795520400)};
  Query query;
  query.subject = "Your \"order\"";
  query.body = "thank you";
  query.from = "orders@";
  query.to = "customer@contoso.test";  // not for the server
  query.message_id = "a@b";
  query.category = "Red";
  query.headers = {{"X-Run", "7"}};
  query.since = time;
  query.before = time + std::chrono::hours(1);
  query.is_read = false;
  query.has_attachment = true;
  query.importance = Importance::kHigh;
  query.flag = Flag::kFlagged;
  return query;
}

TEST(Restriction, AsksForAllThatIsSet) {
  RequestWriter out;
  WriteRestriction(out, FullQuery());
  const std::string text = out.Finish();
  for (const char* part :
       {"<m:Restriction><t:And><t:Contains ContainmentMode=\"Substring\" "
        "ContainmentComparison=\"IgnoreCase\"><t:FieldURI "
        "FieldURI=\"item:Subject\"/><t:Constant "
        "Value=\"Your &quot;order&quot;\"/></t:Contains>",
        "FieldURI=\"item:Body\"/><t:Constant Value=\"thank you\"/>",
        "FieldURI=\"message:From\"/><t:Constant Value=\"orders@\"/>",
        "FieldURI=\"item:Categories\"/><t:Constant Value=\"Red\"/>",
        "<t:ExtendedFieldURI DistinguishedPropertySetId=\"InternetHeaders\" "
        "PropertyName=\"X-Run\" PropertyType=\"String\"/>",
        "<t:IsEqualTo><t:FieldURI FieldURI=\"message:InternetMessageId\"/>"
        "<t:FieldURIOrConstant><t:Constant Value=\"&lt;a@b&gt;\"/>",
        "<t:IsGreaterThanOrEqualTo><t:FieldURI "
        "FieldURI=\"item:DateTimeReceived\"/><t:FieldURIOrConstant><t:Constant "
        "Value=\"2026-11-24T11:40:00Z\"/>",
        "<t:IsLessThan>", "Value=\"2026-11-24T12:40:00Z\"/>",
        "FieldURI=\"message:IsRead\"/><t:FieldURIOrConstant><t:Constant "
        "Value=\"false\"/>",
        "FieldURI=\"item:HasAttachments\"/><t:FieldURIOrConstant><t:Constant "
        "Value=\"true\"/>",
        "FieldURI=\"item:Importance\"/><t:FieldURIOrConstant><t:Constant "
        "Value=\"High\"/>",
        "<t:ExtendedFieldURI PropertyTag=\"0x1090\" PropertyType=\"Integer\"/>"
        "<t:FieldURIOrConstant><t:Constant Value=\"2\"/>",
        "</t:And></m:Restriction>"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  EXPECT_THAT(text, testing::Not(HasSubstr("customer@")));
}

TEST(Restriction, IsLeftOutWhereNothingIsSet) {
  RequestWriter out;
  Query query;
  query.to = "customer@contoso.test";
  WriteRestriction(out, query);
  EXPECT_EQ(out.Finish(), "");
}

TEST(Restriction, NeedsNoAndForOneExpression) {
  RequestWriter out;
  Query query;
  query.is_read = true;
  WriteRestriction(out, query);
  EXPECT_THAT(out.Finish(),
              testing::StartsWith("<m:Restriction><t:IsEqualTo>"));
}

TEST(MoreOperationsSchema, AllowsEveryRequest) {
  if (!HasSchema()) GTEST_SKIP() << kNoSchema;
  std::vector<std::string> envelopes;
  const auto add = [&](const auto& request) {
    envelopes.push_back(RequestEnvelopeOf(request));
  };
  SendItem send;
  send.id = kId;
  add(send);
  MoveItem move;
  move.id = kId;
  add(move);
  CopyItem copy;
  copy.id = kId;
  add(copy);
  UpdateItem update;
  update.id = kId;
  update.flag = Flag::kComplete;
  update.is_read = true;
  update.categories = {{"Red"}};
  add(update);
  update.flag = Flag::kNotFlagged;
  update.categories.emplace();
  add(update);
  GetAttachment get_attachment;
  get_attachment.ids = {"A1", "A2"};
  add(get_attachment);
  CreateAttachment create_attachment;
  create_attachment.parent = kId;
  create_attachment.attachment = {"a", "text/plain", "x", "c", true};
  add(create_attachment);
  DeleteAttachment delete_attachment;
  delete_attachment.id = "A1";
  add(delete_attachment);
  FindFolder find_folder;
  add(find_folder);
  find_folder.name = "Orders";
  add(find_folder);
  CreateFolder create_folder;
  create_folder.name = "Orders";
  add(create_folder);
  add(DeleteFolder());
  add(EmptyFolder());
  ResolveNames resolve;
  resolve.name = "x";
  add(resolve);
  FindItem find;
  find.query = FullQuery();
  add(find);
  find.query.flag = Flag::kNotFlagged;
  find.newest_by = "item:DateTimeReceived";
  add(find);
  EXPECT_TRUE(AreValidEnvelopes(envelopes));
}

}  // namespace
}  // namespace letterbox::ews
