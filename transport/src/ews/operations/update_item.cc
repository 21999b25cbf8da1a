#include "ews/operations/update_item.h"

#include "ews/flag_property.h"
#include "ews/words.h"

namespace letterbox::ews {
namespace {

void WriteRead(RequestWriter& out, bool is_read) {
  out.Open("t:SetItemField");
  WriteField(out, "message:IsRead");
  out.Open("t:Message").Leaf("t:IsRead", is_read).Close().Close();
}

void WriteFlag(RequestWriter& out, Flag flag) {
  const bool removes = flag == Flag::kNotFlagged;
  out.Open(removes ? "t:DeleteItemField" : "t:SetItemField");
  WriteFlagPath(out);
  if (!removes) {
    out.Open("t:Message").Open("t:ExtendedProperty");
    WriteFlagPath(out);
    out.Leaf("t:Value", WordOf(kFlags, flag)).Close().Close();
  }
  out.Close();
}

void WriteCategoriesUpdate(RequestWriter& out,
                           const std::vector<std::string>& categories) {
  const bool removes = categories.empty();
  out.Open(removes ? "t:DeleteItemField" : "t:SetItemField");
  WriteField(out, "item:Categories");
  if (!removes) {
    out.Open("t:Message");
    WriteCategories(out, categories);
    out.Close();
  }
  out.Close();
}

}  // namespace

void UpdateItem::Write(RequestWriter& out) const {
  // None of these depends on what else the item holds, so a change key that is
  // no longer the newest does not matter.
  out.Attribute("ConflictResolution", "AlwaysOverwrite");
  out.Attribute("MessageDisposition", "SaveOnly");
  out.Open("m:ItemChanges").Open("t:ItemChange");
  WriteItemId(out, id);
  out.Open("t:Updates");
  if (is_read) WriteRead(out, *is_read);
  if (flag) WriteFlag(out, *flag);
  if (categories) WriteCategoriesUpdate(out, *categories);
  out.Close().Close().Close();
}

UpdateItem::Result UpdateItem::Read(xml::Element message) {
  return {ReadFirstItemId(message)};
}

}  // namespace letterbox::ews
