#include "ews/operations/delete_item.h"

#include <array>
#include <cstddef>

namespace letterbox::ews {
namespace {

// In the order of Deletion.
constexpr std::array<std::string_view, 3> kDeleteTypes = {
    "HardDelete", "SoftDelete", "MoveToDeletedItems"};

}  // namespace

void DeleteItem::Write(RequestWriter& out) const {
  out.Attribute("DeleteType",
                kDeleteTypes.at(static_cast<std::size_t>(deletion)));
  out.Open("m:ItemIds");
  WriteItemId(out, id);
  out.Close();
}

DeleteItem::Result DeleteItem::Read(xml::Element) { return {}; }

}  // namespace letterbox::ews
