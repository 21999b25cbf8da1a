#include "ews/operations/delete_item.h"

namespace letterbox::ews {

void DeleteItem::Write(RequestWriter& out) const {
  out.Attribute("DeleteType", DeleteType(deletion));
  out.Open("m:ItemIds");
  WriteItemId(out, id);
  out.Close();
}

DeleteItem::Result DeleteItem::Read(xml::Element) { return {}; }

}  // namespace letterbox::ews
