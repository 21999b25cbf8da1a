#include "ews/operations/create_item.h"

#include <array>
#include <cstddef>

#include "xml/names.h"

namespace letterbox::ews {
namespace {

// In the order of CreateItem::Disposition.
constexpr std::array<std::string_view, 3> kDispositions = {
    "SaveOnly", "SendOnly", "SendAndSaveCopy"};

void WriteMailbox(xml::Writer& out, const EmailAddress& address) {
  out.Open("t:Mailbox");
  if (!address.name.empty()) out.Leaf("t:Name", address.name);
  out.Leaf("t:EmailAddress", address.address).Close();
}

}  // namespace

void CreateItem::Write(RequestWriter& out) const {
  out.Attribute("MessageDisposition",
                kDispositions.at(static_cast<std::size_t>(disposition)));
  if (disposition != Disposition::kSendOnly) {
    out.Open("m:SavedItemFolderId");
    WriteFolder(out, folder);
    out.Close();
  }
  out.Open("m:Items").Open("t:Message");
  out.Open("t:MimeContent").Attribute("CharacterSet", "UTF-8");
  out.Base64(mime);
  out.Close();
  if (!categories.empty()) WriteCategories(out, categories);
  if (!bcc.empty()) {
    out.Open("t:BccRecipients");
    for (const EmailAddress& address : bcc) WriteMailbox(out, address);
    out.Close();
  }
  out.Close().Close();
}

CreateItem::Result CreateItem::Read(xml::Element message) {
  return {ReadFirstItemId(message)};
}

}  // namespace letterbox::ews
