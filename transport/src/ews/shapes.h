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
  /// Whether an answer with a warning has a value all the same.
  bool warns = false;
};

/// https://learn.microsoft.com/exchange/client-developer/web-service-reference/itemid
struct ItemId {
  std::string id;          ///< opaque
  std::string change_key;  ///< opaque; may be empty
  std::size_t size = 0;    ///< of the item, in bytes; 0 where it is not told
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

/// "SoftDelete" and the like.
std::string_view DeleteType(Deletion deletion);

/// `<m:ToFolderId>`, `<m:ItemIds>`: what moving and copying ask.
void WriteTransfer(RequestWriter& out, const ItemId& id, const FolderId& to);

/// t:Categories
void WriteCategories(RequestWriter& out,
                     const std::vector<std::string>& categories);

/// `element`: "m:IndexedPageItemView" or the like.
void WritePage(RequestWriter& out, std::string_view element, int offset,
               int page);

/// `<t:ItemId Id="…" ChangeKey="…"/>`
void WriteItemId(xml::Writer& out, const ItemId& id);

/// `<t:FieldURI FieldURI="item:Subject"/>`
void WriteField(xml::Writer& out, std::string_view field);

/// The Id of the t:FolderId inside `parent`. Throws xml::ParseError where there
/// is none.
std::string ReadFolderId(xml::Element parent);

/// That of the first of m:Items; empty where a server tells none.
ItemId ReadFirstItemId(xml::Element message);

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
