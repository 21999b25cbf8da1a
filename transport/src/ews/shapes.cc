#include "ews/shapes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <system_error>

#include "xml/names.h"

namespace letterbox::ews {
namespace {

// In the order of Deletion.
constexpr std::array<std::string_view, 3> kDeleteTypes = {
    "HardDelete", "SoftDelete", "MoveToDeletedItems"};

}  // namespace

void WriteFolder(RequestWriter& out, const FolderId& folder) {
  if (!folder.id.empty()) {
    out.Open("t:FolderId").Attribute("Id", folder.id).Close();
    return;
  }
  out.Open("t:DistinguishedFolderId")
      .Attribute("Id", FolderPath(folder.known).str());
  if (!out.owner().empty()) {
    out.Open("t:Mailbox").Leaf("t:EmailAddress", out.owner()).Close();
  }
  out.Close();
}

std::string_view DeleteType(Deletion deletion) {
  return kDeleteTypes.at(static_cast<std::size_t>(deletion));
}

void WriteTransfer(RequestWriter& out, const ItemId& id, const FolderId& to) {
  out.Open("m:ToFolderId");
  WriteFolder(out, to);
  out.Close().Open("m:ItemIds");
  WriteItemId(out, id);
  out.Close();
}

void WriteCategories(RequestWriter& out,
                     const std::vector<std::string>& categories) {
  out.Open("t:Categories");
  for (const std::string& category : categories) out.Leaf("t:String", category);
  out.Close();
}

void WritePage(RequestWriter& out, std::string_view element, int offset,
               int page) {
  out.Open(element)
      .Attribute("MaxEntriesReturned", std::to_string(page))
      .Attribute("Offset", std::to_string(offset))
      .Attribute("BasePoint", "Beginning")
      .Close();
}

void WriteItemId(xml::Writer& out, const ItemId& id) {
  out.Open("t:ItemId").Attribute("Id", id.id);
  if (!id.change_key.empty()) out.Attribute("ChangeKey", id.change_key);
  out.Close();
}

void WriteField(xml::Writer& out, std::string_view field) {
  out.Open("t:FieldURI").Attribute("FieldURI", field).Close();
}

std::string ReadFolderId(xml::Element parent) {
  const std::string id =
      parent.Child(xml::T("FolderId")).Attribute("Id").value_or("");
  if (id.empty()) throw xml::ParseError("a folder has no FolderId");
  return id;
}

ItemId ReadFirstItemId(xml::Element message) {
  const xml::Element item = message.Child(xml::M("Items")).FirstChild();
  return item ? ReadItemId(item) : ItemId();
}

ItemId ReadItemId(xml::Element parent) {
  const xml::Element element = parent.Child(xml::T("ItemId"));
  const std::string id = element.Attribute("Id").value_or("");
  if (id.empty()) throw xml::ParseError("an item has no ItemId");
  const int size = ReadInt(parent.ChildText(xml::T("Size")), 0);
  return {id, element.Attribute("ChangeKey").value_or(""),
          static_cast<std::size_t>(std::max(size, 0))};
}

std::vector<EmailAddress> ReadMailboxes(xml::Element recipients) {
  std::vector<EmailAddress> addresses;
  for (const xml::Element mailbox : recipients) {
    if (!mailbox.Is(xml::T("Mailbox"))) continue;
    addresses.emplace_back(mailbox.ChildText(xml::T("EmailAddress")),
                           mailbox.ChildText(xml::T("Name")));
  }
  return addresses;
}

bool ReadBool(std::string_view text, bool otherwise) {
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return otherwise;
}

int ReadInt(std::string_view text, int otherwise) {
  int value = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  return error == std::errc() && end == last ? value : otherwise;
}

}  // namespace letterbox::ews
