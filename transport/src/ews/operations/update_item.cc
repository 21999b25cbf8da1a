#include "ews/operations/update_item.h"

#include "xml/names.h"

namespace letterbox::ews {

void UpdateItem::Write(RequestWriter& out) const {
  // The flag does not depend on what else the item holds, so a change key that
  // is no longer the newest does not matter.
  out.Attribute("ConflictResolution", "AlwaysOverwrite");
  out.Attribute("MessageDisposition", "SaveOnly");
  out.Open("m:ItemChanges").Open("t:ItemChange");
  WriteItemId(out, id);
  out.Open("t:Updates").Open("t:SetItemField");
  WriteField(out, "message:IsRead");
  out.Open("t:Message").Leaf("t:IsRead", is_read).Close();
  out.Close().Close().Close().Close();
}

UpdateItem::Result UpdateItem::Read(xml::Element message) {
  const xml::Element item = message.Child(xml::M("Items")).FirstChild();
  return {item ? ReadItemId(item) : ItemId()};
}

}  // namespace letterbox::ews
