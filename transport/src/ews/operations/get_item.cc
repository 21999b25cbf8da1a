#include "ews/operations/get_item.h"

#include <optional>

#include "ews/flag_property.h"
#include "ews/words.h"
#include "xml/date_time.h"
#include "xml/names.h"

namespace letterbox::ews {
namespace {

using xml::M;
using xml::T;

constexpr std::string_view kProperties[] = {
    "item:ParentFolderId",   "item:ItemClass",      "item:Sensitivity",
    "item:DateTimeReceived", "item:Categories",     "item:Importance",
    "item:DateTimeSent",     "item:ConversationId", "message:BccRecipients",
    "message:IsRead",
};

std::string ReadFlag(xml::Element element) {
  for (xml::Element property = element.Child(T("ExtendedProperty")); property;
       property = property.Next(T("ExtendedProperty"))) {
    const xml::Element path = property.Child(T("ExtendedFieldURI"));
    if (IsFlagPath(path)) return property.ChildText(T("Value"));
  }
  return "";
}

std::vector<std::string> ReadStrings(xml::Element list) {
  std::vector<std::string> strings;
  for (const xml::Element string : list) {
    if (string.Is(T("String"))) strings.push_back(string.Text());
  }
  return strings;
}

ItemProperties ReadProperties(xml::Element element) {
  ItemProperties item;
  const ItemId id = ReadItemId(element);
  item.id = id.id;
  item.change_key = id.change_key;
  item.parent_folder_id =
      element.Child(T("ParentFolderId")).Attribute("Id").value_or("");
  item.item_class = element.ChildText(T("ItemClass"));
  item.received = xml::ParseDateTime(element.ChildText(T("DateTimeReceived")));
  item.sent = xml::ParseDateTime(element.ChildText(T("DateTimeSent")));
  item.is_read = ReadBool(element.ChildText(T("IsRead")), false);
  item.importance = ValueOf(kImportances, element.ChildText(T("Importance")));
  item.sensitivity =
      ValueOf(kSensitivities, element.ChildText(T("Sensitivity")));
  item.flag = ValueOf(kFlags, ReadFlag(element)).value_or(Flag::kNotFlagged);
  item.categories = ReadStrings(element.Child(T("Categories")));
  item.bcc = ReadMailboxes(element.Child(T("BccRecipients")));
  item.conversation_id =
      element.Child(T("ConversationId")).Attribute("Id").value_or("");
  return item;
}

std::vector<GetItem::AttachmentName> ReadAttachments(xml::Element list) {
  std::vector<GetItem::AttachmentName> names;
  for (const xml::Element attachment : list) {
    names.push_back(
        {attachment.Child(T("AttachmentId")).Attribute("Id").value_or(""),
         attachment.ChildText(T("Name"))});
  }
  return names;
}

}  // namespace

void GetItem::Write(RequestWriter& out) const {
  out.Open("m:ItemShape").Leaf("t:BaseShape", "IdOnly");
  out.Leaf("t:IncludeMimeContent", true).Open("t:AdditionalProperties");
  for (const std::string_view property : kProperties) WriteField(out, property);
  if (with_attachments) WriteField(out, "item:Attachments");
  WriteFlagPath(out);
  out.Close().Close().Open("m:ItemIds");
  for (const ItemId& id : ids) WriteItemId(out, id);
  out.Close();
}

GetItem::Result GetItem::Read(xml::Element message) {
  const xml::Element element = message.Child(M("Items")).FirstChild();
  if (!element) throw xml::ParseError("there is no item");
  std::optional<std::string> mime =
      element.Child(T("MimeContent")).TakeBase64();
  if (!mime) throw xml::ParseError("its MimeContent is not Base64");
  return {ReadProperties(element), std::move(*mime),
          ReadAttachments(element.Child(T("Attachments")))};
}

}  // namespace letterbox::ews
