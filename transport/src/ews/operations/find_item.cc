#include "ews/operations/find_item.h"

#include "ews/restriction.h"
#include "xml/names.h"

namespace letterbox::ews {
namespace {

using xml::M;
using xml::T;

std::string WithoutBrackets(std::string text) {
  if (text.size() >= 2 && text.front() == '<' && text.back() == '>') {
    return text.substr(1, text.size() - 2);
  }
  return text;
}

}  // namespace

void FindItem::Write(RequestWriter& out) const {
  out.Attribute("Traversal", "Shallow");
  out.Open("m:ItemShape").Leaf("t:BaseShape", "IdOnly");
  if (!properties.empty()) {
    out.Open("t:AdditionalProperties");
    for (const std::string& property : properties) WriteField(out, property);
    out.Close();
  }
  out.Close();
  WritePage(out, "m:IndexedPageItemView", offset, page);
  WriteRestriction(out, query);
  if (!newest_by.empty()) {
    out.Open("m:SortOrder").Open("t:FieldOrder");
    out.Attribute("Order", "Descending");
    WriteField(out, newest_by);
    out.Close().Close();
  }
  out.Open("m:ParentFolderIds");
  WriteFolder(out, folder);
  out.Close();
}

FindItem::Result FindItem::Read(xml::Element message) {
  const xml::Element root = message.Child(M("RootFolder"));
  if (!root) throw xml::ParseError("there is no RootFolder");
  Result result;
  for (const xml::Element item : root.Child(T("Items"))) {
    result.items.push_back({ReadItemId(item), WithoutBrackets(item.ChildText(
                                                  T("InternetMessageId")))});
  }
  result.total = ReadInt(root.Attribute("TotalItemsInView").value_or(""),
                         static_cast<int>(result.items.size()));
  result.includes_last =
      ReadBool(root.Attribute("IncludesLastItemInRange").value_or(""), true);
  return result;
}

}  // namespace letterbox::ews
