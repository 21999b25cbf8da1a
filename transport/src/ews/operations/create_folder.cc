#include "ews/operations/create_folder.h"

#include "xml/names.h"

namespace letterbox::ews {

void CreateFolder::Write(RequestWriter& out) const {
  out.Open("m:ParentFolderId");
  WriteFolder(out, parent);
  out.Close().Open("m:Folders").Open("t:Folder");
  out.Leaf("t:DisplayName", name).Close().Close();
}

CreateFolder::Result CreateFolder::Read(xml::Element message) {
  return {ReadFolderId(message.Child(xml::M("Folders")).FirstChild())};
}

}  // namespace letterbox::ews
