// https://learn.microsoft.com/exchange/client-developer/web-service-reference/finditem-operation
#ifndef LETTERBOX_EWS_OPERATIONS_FIND_ARRIVALS_H_
#define LETTERBOX_EWS_OPERATIONS_FIND_ARRIVALS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "ews/shapes.h"

namespace letterbox::ews {

/// FindItem in the order of arrival: what a baseline of a large folder is made
/// of. It tells ids and the keys that they are ordered by.
struct FindArrivals {
  static constexpr OperationTraits kTraits{"FindItem", true};

  enum class Key {
    /// PR_INTERNET_ARTICLE_NUMBER: one more with each arrival in the folder,
    /// whether delivered, saved or moved in; the UID of IMAP.
    /// https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxprops
    kNumber,
    /// DateTimeReceived in seconds since 1970: what is moved in keeps its own.
    kTime,
  };

  Folder folder = Folder::kInbox;
  Key key = Key::kNumber;
  /// Nothing: the latest arrival first. Else from this key on, which is
  /// included, the earliest first.
  std::optional<std::int64_t> from;
  int offset = 0;
  int page = 100;  ///< at least 1

  struct Item {
    ItemId id;
    std::optional<std::int64_t> key;  ///< some servers leave it out
  };
  struct Result {
    std::vector<Item> items;
    int total = 0;  ///< of what is listed, this page and the rest
    bool includes_last = true;
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_FIND_ARRIVALS_H_
