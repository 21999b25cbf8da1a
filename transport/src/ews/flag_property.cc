#include "ews/flag_property.h"

#include <cstdlib>
#include <string>

namespace letterbox::ews {
namespace {

constexpr long kFlagStatusTag = 0x1090;

}  // namespace

void WriteFlagPath(RequestWriter& out) {
  out.Open("t:ExtendedFieldURI")
      .Attribute("PropertyTag", "0x1090")
      .Attribute("PropertyType", "Integer")
      .Close();
}

bool IsFlagPath(xml::Element path) {
  const std::string tag = path.Attribute("PropertyTag").value_or("");
  return std::strtol(tag.c_str(), nullptr, 0) == kFlagStatusTag;
}

}  // namespace letterbox::ews
