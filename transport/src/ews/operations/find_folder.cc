#include "ews/operations/find_folder.h"

#include "xml/names.h"

namespace letterbox::ews {

using xml::M;
using xml::T;

void FindFolder::Write(RequestWriter& out) const {
  out.Attribute("Traversal", "Shallow");
  out.Open("m:FolderShape").Leaf("t:BaseShape", "Default").Close();
  WritePage(out, "m:IndexedPageFolderView", offset, page);
  if (!name.empty()) {
    out.Open("m:Restriction").Open("t:IsEqualTo");
    WriteField(out, "folder:DisplayName");
    out.Open("t:FieldURIOrConstant").Open("t:Constant");
    out.Attribute("Value", name).Close().Close().Close().Close();
  }
  out.Open("m:ParentFolderIds");
  WriteFolder(out, parent);
  out.Close();
}

FindFolder::Result FindFolder::Read(xml::Element message) {
  const xml::Element root = message.Child(M("RootFolder"));
  if (!root) throw xml::ParseError("there is no RootFolder");
  Result result;
  for (const xml::Element folder : root.Child(T("Folders"))) {
    result.folders.push_back(
        {ReadFolderId(folder), folder.ChildText(T("DisplayName")),
         ReadInt(folder.ChildText(T("TotalCount")), 0),
         ReadInt(folder.ChildText(T("UnreadCount")), 0),
         ReadInt(folder.ChildText(T("ChildFolderCount")), 0)});
  }
  result.includes_last =
      ReadBool(root.Attribute("IncludesLastItemInRange").value_or(""), true);
  return result;
}

}  // namespace letterbox::ews
