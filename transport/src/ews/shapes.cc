#include "ews/shapes.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <system_error>

#include "xml/names.h"

namespace letterbox::ews {
namespace {

// In the order of Folder.
constexpr std::array<std::string_view, 8> kFolderNames = {
    "inbox",
    "drafts",
    "sentitems",
    "deleteditems",
    "junkemail",
    "outbox",
    "recoverableitemsdeletions",
    "msgfolderroot"};

}  // namespace

void WriteFolder(RequestWriter& out, const FolderId& folder) {
  if (!folder.id.empty()) {
    out.Open("t:FolderId").Attribute("Id", folder.id).Close();
    return;
  }
  out.Open("t:DistinguishedFolderId").Attribute("Id", FolderName(folder.known));
  if (!out.owner().empty()) {
    out.Open("t:Mailbox").Leaf("t:EmailAddress", out.owner()).Close();
  }
  out.Close();
}

std::string FolderName(Folder folder) {
  return std::string(kFolderNames.at(static_cast<std::size_t>(folder)));
}

void WriteItemId(xml::Writer& out, const ItemId& id) {
  out.Open("t:ItemId").Attribute("Id", id.id);
  if (!id.change_key.empty()) out.Attribute("ChangeKey", id.change_key);
  out.Close();
}

void WriteField(xml::Writer& out, std::string_view field) {
  out.Open("t:FieldURI").Attribute("FieldURI", field).Close();
}

ItemId ReadItemId(xml::Element parent) {
  const xml::Element element = parent.Child(xml::T("ItemId"));
  const std::string id = element.Attribute("Id").value_or("");
  if (id.empty()) throw xml::ParseError("an item has no ItemId");
  return {id, element.Attribute("ChangeKey").value_or("")};
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
