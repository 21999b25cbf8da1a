// Folders that are renamed, moved, copied and thrown away, and junk.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "exchange/ews_items.h"

namespace letterbox::exchange {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::UnorderedElementsAre;
using xml::M;
using xml::T;

std::string Well(const std::string& id) {
  return "<t:DistinguishedFolderId Id='" + id + "'/>";
}
std::string Id(const std::string& id) {
  return "<t:FolderId Id='" + id + "'/>";
}

class Moves : public Items {
 protected:
  std::string Make(const std::string& name,
                   const std::string& parent = Well("inbox")) {
    const Reply reply = client_.Ask(
        "<m:CreateFolder><m:ParentFolderId>" + parent +
        "</m:ParentFolderId><m:Folders><t:Folder><t:DisplayName>" + name +
        "</t:DisplayName></t:Folder></m:Folders></m:CreateFolder>");
    return AttributeOf(reply.Find(T("FolderId")), "Id");
  }
  std::vector<std::string> NamesIn(const std::string& parent) {
    const Reply reply = client_.Ask(
        "<m:FindFolder Traversal='Shallow'><m:FolderShape><t:BaseShape>Default"
        "</t:BaseShape></m:FolderShape><m:ParentFolderIds>" +
        parent + "</m:ParentFolderIds></m:FindFolder>");
    std::vector<std::string> names;
    for (const xml::Element folder : reply.Find(T("Folders"))) {
      names.push_back(folder.ChildText(T("DisplayName")));
    }
    return names;
  }
  Reply MoveOrCopy(const std::string& operation, const std::string& folder,
                   const std::string& to) {
    return client_.Ask("<m:" + operation + "><m:ToFolderId>" + to +
                       "</m:ToFolderId><m:FolderIds>" + folder +
                       "</m:FolderIds></m:" + operation + ">");
  }
  Reply Rename(const std::string& folder, const std::string& name) {
    return client_.Ask(
        "<m:UpdateFolder><m:FolderChanges><t:FolderChange>" + folder +
        "<t:Updates><t:SetFolderField><t:FieldURI FieldURI='folder:DisplayName'"
        "/><t:Folder><t:DisplayName>" +
        name +
        "</t:DisplayName></t:Folder></t:SetFolderField></t:Updates>"
        "</t:FolderChange></m:FolderChanges></m:UpdateFolder>");
  }
  std::string DeleteFolder(const std::string& folder, const std::string& how) {
    return client_
        .Ask("<m:DeleteFolder DeleteType='" + how + "'><m:FolderIds>" + folder +
             "</m:FolderIds></m:DeleteFolder>")
        .code();
  }
  void Save(const std::string& subject, const std::string& folder) {
    client_.Ask(
        "<m:CreateItem MessageDisposition='SaveOnly'><m:SavedItemFolderId>" +
        folder + "</m:SavedItemFolderId><m:Items><t:Message><t:Subject>" +
        subject + "</t:Subject></t:Message></m:Items></m:CreateItem>");
  }
  std::vector<std::string> Subjects(const std::string& folder) {
    return SubjectsOf(
        client_.Ask("<m:FindItem Traversal='Shallow'><m:ItemShape>" +
                    kSubjectShape + "</m:ItemShape><m:ParentFolderIds>" +
                    folder + "</m:ParentFolderIds></m:FindItem>"));
  }
};

TEST_F(Moves, RenameAFolderAndKeepItsId) {
  const std::string folder = Make("Old");
  Make("Other");
  EXPECT_EQ(Rename(Id(folder), "New").code(), "NoError");
  EXPECT_THAT(NamesIn(Well("inbox")), ElementsAre("New", "Other"));
  EXPECT_EQ(Rename(Id(folder), "OTHER").code(), "ErrorFolderExists");
  EXPECT_EQ(Rename(Id(folder), "NEW").code(), "NoError");
  EXPECT_EQ(Rename(Id(folder), " ").code(), "ErrorRequiredPropertyMissing");
  EXPECT_EQ(Rename(Well("inbox"), "Mine").code(), "ErrorAccessDenied");
  EXPECT_EQ(Rename(Id(folder) + "<!-- -->", "Last").code(), "NoError");
}

TEST_F(Moves, MoveAFolderWithAllThatIsInIt) {
  const std::string folder = Make("Box"), target = Make("Target");
  Make("Below", Id(folder));
  Save("inside", Id(folder));
  EXPECT_EQ(MoveOrCopy("MoveFolder", Id(folder), Id(target)).code(), "NoError");
  EXPECT_THAT(NamesIn(Well("inbox")), ElementsAre("Target"));
  EXPECT_THAT(NamesIn(Id(target)), ElementsAre("Box"));
  EXPECT_THAT(NamesIn(Id(folder)), ElementsAre("Below"));
  EXPECT_THAT(Subjects(Id(folder)), ElementsAre("inside"));
}

TEST_F(Moves, CopyAFolderEvenIntoItself) {
  const std::string folder = Make("Box");
  Make("Below", Id(folder));
  Save("inside", Id(folder));
  const Reply copied = MoveOrCopy("CopyFolder", Id(folder), Id(folder));
  ASSERT_EQ(copied.code(), "NoError");
  const std::string copy = AttributeOf(copied.Find(T("FolderId")), "Id");
  EXPECT_NE(copy, folder);
  EXPECT_THAT(NamesIn(Id(folder)), UnorderedElementsAre("Below", "Box"));
  EXPECT_THAT(NamesIn(Id(copy)), ElementsAre("Below"));
  EXPECT_THAT(Subjects(Id(copy)), ElementsAre("inside"));
}

TEST_F(Moves, RefuseWhatMakesNoTree) {
  const std::string folder = Make("Box");
  const std::string below = Make("Below", Id(folder));
  EXPECT_EQ(MoveOrCopy("MoveFolder", Id(folder), Id(below)).code(),
            "ErrorMoveCopyFailed");
  EXPECT_EQ(MoveOrCopy("MoveFolder", Well("drafts"), Id(below)).code(),
            "ErrorMoveDistinguishedFolder");
  EXPECT_EQ(MoveOrCopy("CopyFolder", Well("root"), Id(below)).code(),
            "ErrorMoveCopyFailed");
  EXPECT_EQ(MoveOrCopy("MoveFolder", Id(folder), Well("voicemail")).code(),
            "ErrorToFolderNotFound");
  Make("Box", Well("drafts"));
  EXPECT_EQ(MoveOrCopy("MoveFolder", Id(folder), Well("drafts")).code(),
            "ErrorFolderExists");
}

TEST_F(Moves, ThrowAFolderAwayInThreeWays) {
  const std::string folder = Make("Box");
  Save("inside", Id(folder));
  EXPECT_EQ(DeleteFolder(Id(folder), "MoveToDeletedItems"), "NoError");
  EXPECT_THAT(NamesIn(Well("deleteditems")), ElementsAre("Box"));
  EXPECT_THAT(Subjects(Id(folder)), ElementsAre("inside"));
  EXPECT_EQ(DeleteFolder(Id(folder), "SoftDelete"), "NoError");
  EXPECT_THAT(NamesIn(Well("deleteditems")), IsEmpty());
  EXPECT_THAT(Subjects(Well("recoverableitemsdeletions")),
              ElementsAre("inside"));
  EXPECT_EQ(DeleteFolder(Id(folder), "HardDelete"), "ErrorFolderNotFound");
}

TEST_F(Moves, TellWhereAFolderWentTo) {
  const std::string folder = Make("Box"), target = Make("Target");
  const std::string id =
      client_
          .Ask(
              "<m:Subscribe><m:PullSubscriptionRequest SubscribeToAllFolders="
              "'true'><t:EventTypes><t:EventType>MovedEvent</t:EventType>"
              "</t:EventTypes><t:Timeout>10</t:Timeout>"
              "</m:PullSubscriptionRequest></m:Subscribe>")
          .Find(M("SubscriptionId"))
          .Text();
  MoveOrCopy("MoveFolder", Id(folder), Id(target));
  const Reply events =
      client_.Ask("<m:GetEvents><m:SubscriptionId>" + id +
                  "</m:SubscriptionId><m:Watermark>TGJDAAAAAAAAAAA="
                  "</m:Watermark></m:GetEvents>");
  const xml::Element event = events.Find(T("MovedEvent"));
  ASSERT_TRUE(event) << events.envelope;
  EXPECT_EQ(AttributeOf(event.Child(T("ParentFolderId")), "Id"), target);
  EXPECT_EQ(AttributeOf(event.Child(T("OldFolderId")), "Id"), folder);
}

TEST_F(Moves, KeepJunkAwayOnceASenderIsMarked) {
  const auto mark = [&](const std::string& id, const std::string& is_junk) {
    return client_.Ask("<m:MarkAsJunk IsJunk='" + is_junk +
                       "' MoveItem='true'><m:ItemIds>" + ItemIds({id}) +
                       "</m:ItemIds></m:MarkAsJunk>");
  };
  const Reply marked = mark(Deliver(SmallMail("one")), "true");
  EXPECT_EQ(marked.code(), "NoError");
  EXPECT_THAT(client_.Ids("junkemail"),
              ElementsAre(AttributeOf(marked.Find(M("MovedItemId")), "Id")));
  client_.store.Deliver("anna@contoso.test", SmallMail("two"));
  EXPECT_THAT(client_.Ids("inbox"), IsEmpty());
  EXPECT_THAT(Subjects(Well("junkemail")), ElementsAre("two", "one"));
  mark(client_.Ids("junkemail").at(0), "false");
  client_.store.Deliver("anna@contoso.test", SmallMail("three"));
  EXPECT_THAT(Subjects(Well("inbox")), ElementsAre("three", "two"));
  EXPECT_EQ(mark("none", "true").code(), "ErrorInvalidIdMalformed");
}

}  // namespace
}  // namespace letterbox::exchange
