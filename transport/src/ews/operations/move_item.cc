#include "ews/operations/move_item.h"

namespace letterbox::ews {

void MoveItem::Write(RequestWriter& out) const { WriteTransfer(out, id, to); }

MoveItem::Result MoveItem::Read(xml::Element message) {
  return {ReadFirstItemId(message)};
}

}  // namespace letterbox::ews
