#include "ews/operations/create_attachment.h"

#include "xml/names.h"

namespace letterbox::ews {

void CreateAttachment::Write(RequestWriter& out) const {
  out.Open("m:ParentItemId").Attribute("Id", parent.id);
  if (!parent.change_key.empty()) {
    out.Attribute("ChangeKey", parent.change_key);
  }
  out.Close().Open("m:Attachments").Open("t:FileAttachment");
  out.Leaf("t:Name", attachment.name)
      .Leaf("t:ContentType", attachment.content_type);
  if (!attachment.content_id.empty()) {
    out.Leaf("t:ContentId", attachment.content_id);
  }
  // The field exists since Exchange 2010, and says no where it is left out.
  if (attachment.is_inline) out.Leaf("t:IsInline", true);
  out.Open("t:Content");
  out.Base64(attachment.content);
  out.Close().Close().Close();
}

CreateAttachment::Result CreateAttachment::Read(xml::Element message) {
  const xml::Element id = message.Child(xml::M("Attachments"))
                              .FirstChild()
                              .Child(xml::T("AttachmentId"));
  Result result;
  result.id = id.Attribute("Id").value_or("");
  if (result.id.empty()) throw xml::ParseError("there is no AttachmentId");
  result.parent = {id.Attribute("RootItemId").value_or(""),
                   id.Attribute("RootItemChangeKey").value_or("")};
  return result;
}

}  // namespace letterbox::ews
