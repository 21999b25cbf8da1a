#include "ews/operations/get_folder.h"

#include "xml/names.h"

namespace letterbox::ews {

using xml::M;
using xml::T;

void GetFolder::Write(RequestWriter& out) const {
  out.Open("m:FolderShape").Leaf("t:BaseShape", "Default").Close();
  out.Open("m:FolderIds");
  WriteFolder(out, folder);
  out.Close();
}

GetFolder::Result GetFolder::Read(xml::Element message) {
  const xml::Element read = message.Child(M("Folders")).FirstChild();
  Result result;
  result.id = ReadFolderId(read);
  result.name = read.ChildText(T("DisplayName"));
  result.total = ReadInt(read.ChildText(T("TotalCount")), 0);
  return result;
}

}  // namespace letterbox::ews
