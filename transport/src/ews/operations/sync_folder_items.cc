#include "ews/operations/sync_folder_items.h"

#include "xml/names.h"

namespace letterbox::ews {
namespace {

using xml::M;
using xml::T;
using Change = SyncFolderItems::Change;

struct ChangeName {
  std::string_view name;
  Change::Kind kind;
  bool holds_item;  ///< the id stands inside an item
};

constexpr ChangeName kChanges[] = {
    {"Create", Change::Kind::kCreate, true},
    {"Update", Change::Kind::kUpdate, true},
    {"Delete", Change::Kind::kDelete, false},
    {"ReadFlagChange", Change::Kind::kReadFlagChange, false},
};

}  // namespace

void SyncFolderItems::Write(RequestWriter& out) const {
  out.Open("m:ItemShape").Leaf("t:BaseShape", "IdOnly");
  out.Open("t:AdditionalProperties");
  WriteField(out, "item:Size");
  out.Close().Close();
  out.Open("m:SyncFolderId");
  WriteFolder(out, folder);
  out.Close();
  if (!state.empty()) out.Leaf("m:SyncState", state);
  out.Number("m:MaxChangesReturned", page);
}

SyncFolderItems::Result SyncFolderItems::Read(xml::Element message) {
  Result result;
  result.state = message.ChildText(M("SyncState"));
  if (result.state.empty()) throw xml::ParseError("there is no SyncState");
  for (const xml::Element change : message.Child(M("Changes"))) {
    for (const ChangeName& known : kChanges) {
      if (!change.Is(T(known.name))) continue;
      const xml::Element holder =
          known.holds_item ? change.FirstChild() : change;
      result.changes.push_back({known.kind, ReadItemId(holder)});
    }
  }
  // Where the server does not say whether this is all, it is once it has
  // nothing to tell.
  result.includes_last = ReadBool(
      message.ChildText(M("IncludesLastItemInRange")), result.changes.empty());
  return result;
}

}  // namespace letterbox::ews
