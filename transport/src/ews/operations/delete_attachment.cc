#include "ews/operations/delete_attachment.h"

#include "xml/names.h"

namespace letterbox::ews {

void DeleteAttachment::Write(RequestWriter& out) const {
  out.Open("m:AttachmentIds");
  out.Open("t:AttachmentId").Attribute("Id", id).Close();
  out.Close();
}

DeleteAttachment::Result DeleteAttachment::Read(xml::Element message) {
  const xml::Element root = message.Child(xml::M("RootItemId"));
  return {{root.Attribute("RootItemId").value_or(""),
           root.Attribute("RootItemChangeKey").value_or("")}};
}

}  // namespace letterbox::ews
