#include "ews/operations/empty_folder.h"

namespace letterbox::ews {

void EmptyFolder::Write(RequestWriter& out) const {
  out.Attribute("DeleteType", DeleteType(deletion));
  out.Attribute("DeleteSubFolders", with_folders ? "true" : "false");
  out.Open("m:FolderIds");
  WriteFolder(out, folder);
  out.Close();
}

EmptyFolder::Result EmptyFolder::Read(xml::Element) { return {}; }

}  // namespace letterbox::ews
