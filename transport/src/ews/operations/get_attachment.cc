#include "ews/operations/get_attachment.h"

#include <optional>
#include <utility>

#include "ascii.h"
#include "xml/names.h"

namespace letterbox::ews {
namespace {

using xml::M;
using xml::T;

std::string Decoded(xml::Element base64) {
  std::optional<std::string> bytes = base64.TakeBase64();
  if (!bytes) {
    throw xml::ParseError("its " + std::string(base64.local()) +
                          " is not Base64");
  }
  return *std::move(bytes);
}

xml::Element ItemIn(xml::Element attachment) {
  for (const xml::Element child : attachment) {
    if (child.Child(T("MimeContent"))) return child;
  }
  return {};
}

}  // namespace

void GetAttachment::Write(RequestWriter& out) const {
  out.Open("m:AttachmentShape").Leaf("t:IncludeMimeContent", true).Close();
  out.Open("m:AttachmentIds");
  for (const std::string& id : ids) {
    out.Open("t:AttachmentId").Attribute("Id", id).Close();
  }
  out.Close();
}

GetAttachment::Result GetAttachment::Read(xml::Element message) {
  const xml::Element element = message.Child(M("Attachments")).FirstChild();
  if (!element) throw xml::ParseError("there is no attachment");
  Result result;
  Attachment& attachment = result.attachment;
  attachment.name = element.ChildText(T("Name"));
  attachment.content_id = element.ChildText(T("ContentId"));
  attachment.is_inline = ReadBool(element.ChildText(T("IsInline")), false);
  const std::string type = element.ChildText(T("ContentType"));
  if (!type.empty()) attachment.content_type = ToLower(type);
  if (element.Is(T("ItemAttachment"))) {
    attachment.content_type = "message/rfc822";
    attachment.content = Decoded(ItemIn(element).Child(T("MimeContent")));
  } else {
    attachment.content = Decoded(element.Child(T("Content")));
  }
  return result;
}

}  // namespace letterbox::ews
