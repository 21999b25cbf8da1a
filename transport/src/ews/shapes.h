// The pieces that several operations share.
#ifndef LETTERBOX_EWS_SHAPES_H_
#define LETTERBOX_EWS_SHAPES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ews/request_writer.h"
#include "letterbox/transport/email.h"
#include "letterbox/transport/mailbox.h"
#include "xml/reader.h"
#include "xml/writer.h"

namespace letterbox::ews {

/// What the client has to know of an operation besides its XML.
struct OperationTraits {
  std::string_view name;
  /// Whether the server may see the request twice without harm.
  bool repeatable = false;
  /// Whether it must reach the server that keeps the subscription.
  bool affine = false;
};

/// https://learn.microsoft.com/exchange/client-developer/web-service-reference/itemid
struct ItemId {
  std::string id;          ///< opaque
  std::string change_key;  ///< opaque; may be empty
};

/// A folder as a request names it: well known, or by its id.
struct FolderId {
  FolderId() = default;
  FolderId(Folder folder) : known(folder) {}  // NOLINT: an id without more
  explicit FolderId(std::string folder_id) : id(std::move(folder_id)) {}

  Folder known = Folder::kInbox;  ///< where `id` is empty
  std::string id;                 ///< opaque
};

/// `<t:DistinguishedFolderId Id="inbox"/>`, or
/// `<t:FolderId Id="…"/>`
void WriteFolder(RequestWriter& out, const FolderId& folder);

/// "inbox": the name that the protocol has for a folder of every mailbox.
std::string FolderName(Folder folder);

/// `<t:ItemId Id="…" ChangeKey="…"/>`
void WriteItemId(xml::Writer& out, const ItemId& id);

/// `<t:FieldURI FieldURI="item:Subject"/>`
void WriteField(xml::Writer& out, std::string_view field);

/// The t:ItemId inside `parent`. Throws xml::ParseError where there is none.
ItemId ReadItemId(xml::Element parent);

/// The t:Mailbox elements inside `recipients`.
std::vector<EmailAddress> ReadMailboxes(xml::Element recipients);

/// xs:boolean; `otherwise` where it is missing or none.
bool ReadBool(std::string_view text, bool otherwise);

/// xs:int; `otherwise` where it is missing or none.
int ReadInt(std::string_view text, int otherwise);

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_SHAPES_H_
