#include "ews/operations/copy_item.h"

namespace letterbox::ews {

void CopyItem::Write(RequestWriter& out) const { WriteTransfer(out, id, to); }

CopyItem::Result CopyItem::Read(xml::Element message) {
  return {ReadFirstItemId(message)};
}

}  // namespace letterbox::ews
