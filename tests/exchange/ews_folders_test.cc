// Folders: shown, found, made, and what changed in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/ews_client.h"

namespace letterbox::exchange {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using xml::M;
using xml::T;

std::string Get(const std::string& id,
                const std::string& base = "AllProperties") {
  return "<m:GetFolder><m:FolderShape><t:BaseShape>" + base +
         "</t:BaseShape></m:FolderShape><m:FolderIds>"
         "<t:DistinguishedFolderId Id='" +
         id + "'/></m:FolderIds></m:GetFolder>";
}

TEST(EwsFolders, CountTheirItems) {
  EwsClient client;
  client.store.Deliver("anna@contoso.test", SmallMail("one"));
  const Reply reply = client.Ask(Get("inbox"));
  const xml::Element folder = reply.Find(T("Folder"));
  EXPECT_EQ(folder.ChildText(T("DisplayName")), "Inbox");
  EXPECT_EQ(folder.ChildText(T("TotalCount")), "1");
  EXPECT_EQ(folder.ChildText(T("UnreadCount")), "1");
  EXPECT_EQ(folder.ChildText(T("FolderClass")), "IPF.Note");
  EXPECT_EQ(folder.ChildText(T("DistinguishedFolderId")), "inbox");
}

TEST(EwsFolders, AreOfTheirKind) {
  EwsClient client;
  EXPECT_TRUE(client.Ask(Get("calendar")).Find(T("CalendarFolder")));
  EXPECT_TRUE(client.Ask(Get("contacts")).Find(T("ContactsFolder")));
  EXPECT_TRUE(client.Ask(Get("tasks")).Find(T("TasksFolder")));
  for (const char* id :
       {"root", "msgfolderroot", "drafts", "sentitems", "deleteditems",
        "outbox", "junkemail", "notes", "journal"}) {
    EXPECT_TRUE(client.Ask(Get(id)).Find(T("Folder"))) << id;
  }
  EXPECT_EQ(client.Ask(Get("archiveinbox")).code(), "ErrorFolderNotFound");
}

TEST(EwsFolders, AreFoundShallowAndDeep) {
  EwsClient client;
  const auto find = [&](const std::string& traversal) {
    const Reply reply = client.Ask(
        "<m:FindFolder Traversal='" + traversal +
        "'><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape>"
        "<m:ParentFolderIds><t:DistinguishedFolderId Id='root'/>"
        "</m:ParentFolderIds></m:FindFolder>");
    std::vector<std::string> names;
    for (const xml::Element folder : reply.Find(T("Folders"))) {
      names.push_back(folder.ChildText(T("DisplayName")));
    }
    return names;
  };
  EXPECT_THAT(find("Shallow"),
              ElementsAre("Top of Information Store", "Recoverable Items"));
  EXPECT_THAT(find("Deep"), Contains("Inbox"));
  EXPECT_THAT(find("SoftDeleted"), IsEmpty());
}

TEST(EwsFolders, AreMadeEmptiedAndDeleted) {
  EwsClient client;
  const std::string make =
      "<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId Id='inbox'/>"
      "</m:ParentFolderId><m:Folders><t:Folder><t:DisplayName>Orders"
      "</t:DisplayName></t:Folder></m:Folders></m:CreateFolder>";
  const Reply made = client.Ask(make);
  const std::string id = AttributeOf(made.Find(T("FolderId")), "Id");
  EXPECT_EQ(client.Ask(make).code(), "ErrorFolderExists");
  client.store.Deliver("anna@contoso.test", SmallMail("one"));
  EXPECT_EQ(client
                .Ask("<m:MoveItem><m:ToFolderId><t:FolderId Id='" + id +
                     "'/></m:ToFolderId><m:ItemIds>" + ItemIds(client.Ids()) +
                     "</m:ItemIds></m:MoveItem>")
                .code(),
            "NoError");
  const std::string ids =
      "<m:FolderIds><t:FolderId Id='" + id + "'/></m:FolderIds>";
  EXPECT_EQ(client
                .Ask("<m:MarkAllItemsAsRead><m:ReadFlag>true</m:ReadFlag>"
                     "<m:SuppressReadReceipts>true</m:SuppressReadReceipts>" +
                     ids + "</m:MarkAllItemsAsRead>")
                .code(),
            "NoError");
  const Reply shown = client.Ask(
      "<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape>"
      "</m:FolderShape>" +
      ids + "</m:GetFolder>");
  EXPECT_EQ(shown.Find(T("TotalCount")).Text(), "1");
  EXPECT_EQ(shown.Find(T("UnreadCount")).Text(), "0");
  client.Ask(
      "<m:EmptyFolder DeleteType='MoveToDeletedItems' "
      "DeleteSubFolders='false'>" +
      ids + "</m:EmptyFolder>");
  EXPECT_THAT(client.Ids("deleteditems"), SizeIs(1));
  const std::string remove =
      "<m:DeleteFolder DeleteType='HardDelete'>" + ids + "</m:DeleteFolder>";
  EXPECT_EQ(client.Ask(remove).code(), "NoError");
  EXPECT_EQ(client.Ask(remove).code(), "ErrorFolderNotFound");
  EXPECT_EQ(client
                .Ask("<m:DeleteFolder DeleteType='HardDelete'><m:FolderIds>"
                     "<t:DistinguishedFolderId Id='inbox'/></m:FolderIds>"
                     "</m:DeleteFolder>")
                .code(),
            "ErrorDeleteDistinguishedFolder");
}

// ---- synchronised ----

class EwsSync : public testing::Test {
 protected:
  Reply Sync(const std::string& state, int max = 512) {
    return client_.Ask(
        "<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>"
        "</m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId Id='inbox'/>"
        "</m:SyncFolderId>" +
        (state.empty() ? "" : "<m:SyncState>" + state + "</m:SyncState>") +
        "<m:MaxChangesReturned>" + std::to_string(max) +
        "</m:MaxChangesReturned></m:SyncFolderItems>");
  }

  static std::string StateOf(const Reply& reply) {
    return reply.message().ChildText(M("SyncState"));
  }

  static std::vector<std::string> ChangesOf(const Reply& reply) {
    std::vector<std::string> changes;
    for (const xml::Element change : reply.Find(M("Changes"))) {
      changes.emplace_back(change.local());
    }
    return changes;
  }

  EwsClient client_;
};

TEST_F(EwsSync, WalksInPagesAndThenTellsChanges) {
  for (const char* subject : {"a", "b", "c"}) {
    client_.store.Deliver("anna@contoso.test", SmallMail(subject));
  }
  const auto ids = client_.Ids();
  const Reply first = Sync("", 2);
  EXPECT_THAT(ChangesOf(first), ElementsAre("Create", "Create"));
  EXPECT_EQ(AttributeOf(first.Find(T("ItemId")), "Id"), ids[0]);
  EXPECT_EQ(first.Find(M("IncludesLastItemInRange")).Text(), "false");
  const Reply second = Sync(StateOf(first));
  EXPECT_THAT(ChangesOf(second), ElementsAre("Create"));
  EXPECT_EQ(second.Find(M("IncludesLastItemInRange")).Text(), "true");
  UserMailbox& anna = *client_.store.FindMailbox("anna@contoso.test");
  Folder& inbox = *anna.FindFolder("inbox");
  anna.SetRead(*inbox.items.begin()->second, true);
  anna.Delete(*inbox.items.rbegin()->second);
  const Reply third = Sync(StateOf(second));
  EXPECT_THAT(ChangesOf(third), ElementsAre("ReadFlagChange", "Delete"));
  EXPECT_EQ(AttributeOf(third.Find(T("Delete")).FirstChild(), "Id"), ids[0]);
  EXPECT_THAT(ChangesOf(Sync(StateOf(third))), IsEmpty());
}

TEST_F(EwsSync, RefusesAStateThatIsNone) {
  EXPECT_EQ(Sync("H4sIAAA=").code(), "ErrorInvalidSyncStateData");
}

TEST_F(EwsSync, TellsOfFolders) {
  const auto sync = [&](const std::string& state) {
    return client_.Ask(
        "<m:SyncFolderHierarchy><m:FolderShape><t:BaseShape>Default"
        "</t:BaseShape></m:FolderShape>" +
        (state.empty() ? "" : "<m:SyncState>" + state + "</m:SyncState>") +
        "</m:SyncFolderHierarchy>");
  };
  const Reply first = sync("");
  EXPECT_THAT(ChangesOf(first), SizeIs(11));
  EXPECT_THAT(ChangesOf(sync(StateOf(first))), IsEmpty());
  UserMailbox& anna = *client_.store.FindMailbox("anna@contoso.test");
  Folder& made =
      anna.AddFolder(*anna.FindFolder("inbox"), "Orders", "IPF.Note");
  const Reply second = sync(StateOf(first));
  EXPECT_THAT(ChangesOf(second), ElementsAre("Create"));
  anna.DeleteFolder(made);
  EXPECT_THAT(ChangesOf(sync(StateOf(second))), ElementsAre("Delete"));
  EXPECT_EQ(sync("x").code(), "ErrorInvalidSyncStateData");
}

TEST(EwsIds, AreConvertedThereAndBack) {
  EwsClient client;
  client.store.Deliver("anna@contoso.test", SmallMail("one"));
  const std::string id = client.Ids().at(0);
  const auto convert = [&](const std::string& from, const std::string& source,
                           const std::string& to) {
    return client.Ask("<m:ConvertId DestinationFormat='" + to +
                      "'><m:SourceIds><t:AlternateId Format='" + from +
                      "' Id='" + source +
                      "' Mailbox='anna@contoso.test'/></m:SourceIds>"
                      "</m:ConvertId>");
  };
  const std::string hex = AttributeOf(
      convert("EwsId", id, "HexEntryId").Find(M("AlternateId")), "Id");
  EXPECT_NE(hex, id);
  EXPECT_EQ(
      AttributeOf(convert("HexEntryId", hex, "EwsId").Find(M("AlternateId")),
                  "Id"),
      id);
  EXPECT_EQ(convert("EwsId", "DUMMY", "EntryId").code(),
            "ErrorInvalidIdMalformed");
  EXPECT_EQ(convert("HexEntryId", "xyz", "EwsId").code(),
            "ErrorInvalidIdMalformed");
}

TEST(EwsNames, AreResolved) {
  EwsClient client;
  const auto resolve = [&](const std::string& entry) {
    return client.Ask(
        "<m:ResolveNames ReturnFullContactData='false'>"
        "<m:UnresolvedEntry>" +
        entry + "</m:UnresolvedEntry></m:ResolveNames>");
  };
  EXPECT_EQ(resolve("anna").Find(T("EmailAddress")).Text(),
            "anna@contoso.test");
  EXPECT_EQ(resolve("zoe").code(), "ErrorNameResolutionNoResults");
  client.store.AddUser("anne@contoso.test");
  const Reply several = resolve("ann");
  EXPECT_EQ(several.code(), "ErrorNameResolutionMultipleResults");
  EXPECT_EQ(AttributeOf(several.message(), "ResponseClass"), "Warning");
}

}  // namespace
}  // namespace letterbox::exchange
