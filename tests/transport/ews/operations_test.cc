// What each operation asks, and what it reads from an answer. All XML here is
// made up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "ews/operations/create_item.h"
#include "ews/operations/delete_item.h"
#include "ews/operations/find_item.h"
#include "ews/operations/get_folder.h"
#include "ews/operations/get_item.h"
#include "ews/operations/sync_folder_items.h"
#include "ews/operations/update_item.h"
#include "transport/ews/made_up_ews.h"

namespace letterbox::ews {
namespace {

using std::chrono::seconds;
using std::chrono::system_clock;
using testing::ElementsAre;

TEST(GetFolder, AsksForTheFolder) {
  GetFolder request;
  request.folder = Folder::kJunkEmail;
  EXPECT_EQ(RequestOf(request),
            "<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape>"
            "</m:FolderShape><m:FolderIds><t:DistinguishedFolderId "
            "Id=\"junkemail\"/></m:FolderIds></m:GetFolder>");
}

TEST(GetFolder, ReadsTheFolder) {
  const GetFolder::Result result = ReadInside<GetFolder>(
      "<m:Folders><t:Folder><t:FolderId Id=\"F1\"/><t:DisplayName>Inbox"
      "</t:DisplayName><t:TotalCount>12</t:TotalCount></t:Folder></m:Folders>");
  EXPECT_EQ(result.id, "F1");
  EXPECT_EQ(result.name, "Inbox");
  EXPECT_EQ(result.total, 12);
  EXPECT_THROW(ReadInside<GetFolder>("<m:Folders/>"), xml::ParseError);
}

TEST(FindItem, AsksForASortedPage) {
  FindItem request;
  request.folder = Folder::kSentItems;
  request.properties = {"message:InternetMessageId"};
  request.newest_by = "item:DateTimeSent";
  request.offset = 20;
  request.page = 10;
  EXPECT_EQ(RequestOf(request),
            "<m:FindItem Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>IdOnly"
            "</t:BaseShape><t:AdditionalProperties><t:FieldURI "
            "FieldURI=\"message:InternetMessageId\"/></t:AdditionalProperties>"
            "</m:ItemShape><m:IndexedPageItemView MaxEntriesReturned=\"10\" "
            "Offset=\"20\" BasePoint=\"Beginning\"/><m:SortOrder><t:FieldOrder "
            "Order=\"Descending\"><t:FieldURI FieldURI=\"item:DateTimeSent\"/>"
            "</t:FieldOrder></m:SortOrder><m:ParentFolderIds>"
            "<t:DistinguishedFolderId Id=\"sentitems\"/></m:ParentFolderIds>"
            "</m:FindItem>");
}

TEST(FindItem, ReadsThePage) {
  const FindItem::Result result = ReadInside<FindItem>(
      "<m:RootFolder TotalItemsInView=\"9\" IncludesLastItemInRange=\"false\">"
      "<t:Items><t:Message><t:ItemId Id=\"A\" ChangeKey=\"a\"/>"
      "<t:InternetMessageId>&lt;x@y&gt;</t:InternetMessageId></t:Message>"
      "<t:Item><t:ItemId Id=\"B\"/></t:Item></t:Items></m:RootFolder>");
  ASSERT_EQ(result.items.size(), 2u);
  EXPECT_EQ(result.items[0].id.id, "A");
  EXPECT_EQ(result.items[0].id.change_key, "a");
  EXPECT_EQ(result.items[0].message_id, "x@y");
  EXPECT_EQ(result.items[1].id.id, "B");
  EXPECT_EQ(result.items[1].message_id, "");
  EXPECT_EQ(result.total, 9);
  EXPECT_FALSE(result.includes_last);
  EXPECT_THROW(ReadInside<FindItem>(""), xml::ParseError);
}

TEST(GetItem, AsksForMimeAndForWhatMimeDoesNotSay) {
  GetItem request;
  request.ids = {{"A", "a"}, {"B", ""}};
  EXPECT_EQ(
      RequestOf(request),
      "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>"
      "<t:IncludeMimeContent>true</t:IncludeMimeContent>"
      "<t:AdditionalProperties>"
      "<t:FieldURI FieldURI=\"item:ParentFolderId\"/>"
      "<t:FieldURI FieldURI=\"item:ItemClass\"/>"
      "<t:FieldURI FieldURI=\"item:Sensitivity\"/>"
      "<t:FieldURI FieldURI=\"item:DateTimeReceived\"/>"
      "<t:FieldURI FieldURI=\"item:Categories\"/>"
      "<t:FieldURI FieldURI=\"item:Importance\"/>"
      "<t:FieldURI FieldURI=\"item:DateTimeSent\"/>"
      "<t:FieldURI FieldURI=\"item:ConversationId\"/>"
      "<t:FieldURI FieldURI=\"message:BccRecipients\"/>"
      "<t:FieldURI FieldURI=\"message:IsRead\"/>"
      "<t:ExtendedFieldURI PropertyTag=\"0x1090\" PropertyType=\"Integer\"/>"
      "</t:AdditionalProperties></m:ItemShape><m:ItemIds>"
      "<t:ItemId Id=\"A\" ChangeKey=\"a\"/><t:ItemId Id=\"B\"/></m:ItemIds>"
      "</m:GetItem>");
}

TEST(GetItem, ReadsAWholeMail) {
  const GetItem::Result result = ReadInside<GetItem>(
      "<m:Items><t:Message><t:MimeContent CharacterSet=\"UTF-8\">U3ViamVj\n"
      "dDogSGkNCg==</t:MimeContent><t:ItemId Id=\"A\" ChangeKey=\"a\"/>"
      "<t:ParentFolderId Id=\"F\"/><t:ItemClass>IPM.Note</t:ItemClass>"
      "<t:Sensitivity>Private</t:Sensitivity>"
      "<t:DateTimeReceived>2026-11-24T11:40:01Z</t:DateTimeReceived>"
      "<t:Categories><t:String>red</t:String><t:String>blue</t:String>"
      "</t:Categories><t:Importance>High</t:Importance>"
      "<t:DateTimeSent>2026-11-24T11:40:00Z</t:DateTimeSent>"
      "<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag=\"0x1091\" "
      "PropertyType=\"Integer\"/><t:Value>1</t:Value></t:ExtendedProperty>"
      "<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag=\"4240\" "
      "PropertyType=\"Integer\"/><t:Value>2</t:Value></t:ExtendedProperty>"
      "<t:ConversationId Id=\"C\"/>"
      "<t:BccRecipients><t:Mailbox><t:Name>Eve</t:Name><t:EmailAddress>"
      "eve@contoso.test</t:EmailAddress></t:Mailbox></t:BccRecipients>"
      "<t:IsRead>true</t:IsRead></t:Message></m:Items>");
  EXPECT_EQ(result.mime, "Subject: Hi\r\n");
  EXPECT_EQ(result.item.id, "A");
  EXPECT_EQ(result.item.change_key, "a");
  EXPECT_EQ(result.item.parent_folder_id, "F");
  EXPECT_EQ(result.item.item_class, "IPM.Note");
  EXPECT_EQ(result.item.received,
            system_clock::time_point(seconds(1795520401)));
  EXPECT_EQ(result.item.sent, system_clock::time_point(seconds(1795520400)));
  EXPECT_TRUE(result.item.is_read);
  EXPECT_EQ(result.item.sensitivity, Sensitivity::kPrivate);
  EXPECT_EQ(result.item.importance, Importance::kHigh);
  EXPECT_EQ(result.item.flag, Flag::kFlagged);
  EXPECT_EQ(result.item.conversation_id, "C");
  EXPECT_THAT(result.item.categories, ElementsAre("red", "blue"));
  EXPECT_THAT(result.item.bcc,
              ElementsAre(EmailAddress("eve@contoso.test", "Eve")));
}

TEST(GetItem, ReadsAnyKindOfItemWithItsPartsMissing) {
  const GetItem::Result result = ReadInside<GetItem>(
      "<m:Items><t:MeetingRequest><t:ItemId Id=\"A\"/></t:MeetingRequest>"
      "</m:Items>");
  EXPECT_EQ(result.item.id, "A");
  EXPECT_EQ(result.mime, "");
  EXPECT_EQ(result.item.received, std::nullopt);
  EXPECT_FALSE(result.item.is_read);
  EXPECT_EQ(result.item.importance, std::nullopt);
  EXPECT_EQ(result.item.sensitivity, std::nullopt);
  EXPECT_EQ(result.item.flag, Flag::kNotFlagged);
}

TEST(GetItem, RefusesWhatCannotBeAMail) {
  EXPECT_THROW(ReadInside<GetItem>("<m:Items/>"), xml::ParseError);
  EXPECT_THROW(ReadInside<GetItem>("<m:Items><t:Message/></m:Items>"),
               xml::ParseError);
  EXPECT_THROW(
      ReadInside<GetItem>("<m:Items><t:Message><t:MimeContent>?</t:MimeContent>"
                          "<t:ItemId Id=\"A\"/></t:Message></m:Items>"),
      xml::ParseError);
}

TEST(CreateItem, SendsAndKeepsACopy) {
  CreateItem request;
  request.disposition = CreateItem::Disposition::kSendAndSaveCopy;
  request.folder = Folder::kSentItems;
  request.mime = "Subject: Hi\r\n";
  request.bcc = {{"eve@contoso.test", "Eve & Co"}, {"zoe@contoso.test"}};
  EXPECT_EQ(
      RequestOf(request),
      "<m:CreateItem MessageDisposition=\"SendAndSaveCopy\">"
      "<m:SavedItemFolderId><t:DistinguishedFolderId Id=\"sentitems\"/>"
      "</m:SavedItemFolderId><m:Items><t:Message>"
      "<t:MimeContent CharacterSet=\"UTF-8\">U3ViamVjdDogSGkNCg=="
      "</t:MimeContent><t:BccRecipients><t:Mailbox><t:Name>Eve &amp; Co"
      "</t:Name><t:EmailAddress>eve@contoso.test</t:EmailAddress></t:Mailbox>"
      "<t:Mailbox><t:EmailAddress>zoe@contoso.test</t:EmailAddress>"
      "</t:Mailbox></t:BccRecipients></t:Message></m:Items></m:CreateItem>");
}

TEST(CreateItem, SavesInTheDraftsUnlessAskedOtherwise) {
  CreateItem request;
  request.mime = "x";
  EXPECT_EQ(RequestOf(request),
            "<m:CreateItem MessageDisposition=\"SaveOnly\">"
            "<m:SavedItemFolderId><t:DistinguishedFolderId Id=\"drafts\"/>"
            "</m:SavedItemFolderId><m:Items><t:Message>"
            "<t:MimeContent CharacterSet=\"UTF-8\">eA==</t:MimeContent>"
            "</t:Message></m:Items></m:CreateItem>");
}

TEST(CreateItem, NamesNoFolderWhereNoCopyIsKept) {
  CreateItem request;
  request.disposition = CreateItem::Disposition::kSendOnly;
  request.mime = "x";
  EXPECT_EQ(RequestOf(request),
            "<m:CreateItem MessageDisposition=\"SendOnly\"><m:Items><t:Message>"
            "<t:MimeContent CharacterSet=\"UTF-8\">eA==</t:MimeContent>"
            "</t:Message></m:Items></m:CreateItem>");
}

TEST(CreateItem, ReadsTheIdWhereOneIsGiven) {
  EXPECT_EQ(ReadInside<CreateItem>("<m:Items><t:Message><t:ItemId Id=\"A\" "
                                   "ChangeKey=\"a\"/></t:Message></m:Items>")
                .id.id,
            "A");
  EXPECT_EQ(ReadInside<CreateItem>("<m:Items/>").id.id, "");
}

TEST(UpdateItem, SetsTheReadFlag) {
  UpdateItem request;
  request.id = {"A", "a"};
  request.is_read = false;
  EXPECT_EQ(
      RequestOf(request),
      "<m:UpdateItem ConflictResolution=\"AlwaysOverwrite\" "
      "MessageDisposition=\"SaveOnly\"><m:ItemChanges><t:ItemChange>"
      "<t:ItemId Id=\"A\" ChangeKey=\"a\"/><t:Updates><t:SetItemField>"
      "<t:FieldURI FieldURI=\"message:IsRead\"/><t:Message><t:IsRead>false"
      "</t:IsRead></t:Message></t:SetItemField></t:Updates></t:ItemChange>"
      "</m:ItemChanges></m:UpdateItem>");
}

TEST(UpdateItem, ReadsTheNewChangeKey) {
  EXPECT_EQ(ReadInside<UpdateItem>("<m:Items><t:Message><t:ItemId Id=\"A\" "
                                   "ChangeKey=\"b\"/></t:Message></m:Items>")
                .id.change_key,
            "b");
}

TEST(DeleteItem, DeletesInThreeWays) {
  const std::pair<Deletion, std::string> ways[] = {
      {Deletion::kHard, "HardDelete"},
      {Deletion::kSoft, "SoftDelete"},
      {Deletion::kToDeletedItems, "MoveToDeletedItems"}};
  for (const auto& [deletion, name] : ways) {
    DeleteItem request;
    request.id = {"A", ""};
    request.deletion = deletion;
    EXPECT_EQ(RequestOf(request), "<m:DeleteItem DeleteType=\"" + name +
                                      "\"><m:ItemIds><t:ItemId Id=\"A\"/>"
                                      "</m:ItemIds></m:DeleteItem>");
  }
}

TEST(SyncFolderItems, AsksFromAState) {
  SyncFolderItems request;
  request.state = "S1";
  request.page = 100;
  EXPECT_EQ(RequestOf(request),
            "<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>"
            "<t:AdditionalProperties><t:FieldURI FieldURI=\"item:Size\"/>"
            "</t:AdditionalProperties></"
            "m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId "
            "Id=\"inbox\"/></m:SyncFolderId><m:SyncState>S1</m:SyncState>"
            "<m:MaxChangesReturned>100</m:MaxChangesReturned>"
            "</m:SyncFolderItems>");
}

TEST(SyncFolderItems, ReadsEveryKindOfChange) {
  using Kind = SyncFolderItems::Change::Kind;
  const SyncFolderItems::Result result = ReadInside<SyncFolderItems>(
      "<m:SyncState>S2</m:SyncState>"
      "<m:IncludesLastItemInRange>false</m:IncludesLastItemInRange><m:Changes>"
      "<t:Create><t:Message><t:ItemId Id=\"A\"/></t:Message></t:Create>"
      "<t:Update><t:Item><t:ItemId Id=\"B\"/></t:Item></t:Update>"
      "<t:Delete><t:ItemId Id=\"C\"/></t:Delete>"
      "<t:ReadFlagChange><t:ItemId Id=\"D\"/><t:IsRead>true</t:IsRead>"
      "</t:ReadFlagChange><t:Tomorrow/></m:Changes>");
  EXPECT_EQ(result.state, "S2");
  EXPECT_FALSE(result.includes_last);
  ASSERT_EQ(result.changes.size(), 4u);
  const std::pair<Kind, std::string> expected[] = {
      {Kind::kCreate, "A"},
      {Kind::kUpdate, "B"},
      {Kind::kDelete, "C"},
      {Kind::kReadFlagChange, "D"}};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(result.changes[i].kind, expected[i].first);
    EXPECT_EQ(result.changes[i].id.id, expected[i].second);
  }
}

TEST(SyncFolderItems, AsksOnUntilNothingComesWhereTheServerDoesNotSay) {
  EXPECT_TRUE(ReadInside<SyncFolderItems>("<m:SyncState>S</m:SyncState>")
                  .includes_last);
  EXPECT_FALSE(ReadInside<SyncFolderItems>(
                   "<m:SyncState>S</m:SyncState><m:Changes><t:Delete><t:ItemId "
                   "Id=\"A\"/></t:Delete></m:Changes>")
                   .includes_last);
  EXPECT_THROW(ReadInside<SyncFolderItems>(""), xml::ParseError);
}

TEST(Operations, RepeatOnlyWhatMayBeSeenTwice) {
  EXPECT_FALSE(CreateItem::kTraits.repeatable);
  EXPECT_FALSE(DeleteItem::kTraits.repeatable);
  EXPECT_TRUE(GetItem::kTraits.repeatable);
  EXPECT_TRUE(SyncFolderItems::kTraits.repeatable);
}

}  // namespace
}  // namespace letterbox::ews
