#include "ews/operations/delete_folder.h"

namespace letterbox::ews {

void DeleteFolder::Write(RequestWriter& out) const {
  out.Attribute("DeleteType", DeleteType(deletion));
  out.Open("m:FolderIds");
  WriteFolder(out, folder);
  out.Close();
}

DeleteFolder::Result DeleteFolder::Read(xml::Element) { return {}; }

}  // namespace letterbox::ews
