#include "ews/operations/send_item.h"

namespace letterbox::ews {

void SendItem::Write(RequestWriter& out) const {
  out.Attribute("SaveItemToFolder", "true");
  out.Open("m:ItemIds");
  WriteItemId(out, id);
  out.Close().Open("m:SavedItemFolderId");
  WriteFolder(out, folder);
  out.Close();
}

SendItem::Result SendItem::Read(xml::Element) { return {}; }

}  // namespace letterbox::ews
