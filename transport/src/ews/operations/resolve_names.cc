#include "ews/operations/resolve_names.h"

#include "xml/names.h"

namespace letterbox::ews {

using xml::M;
using xml::T;

void ResolveNames::Write(RequestWriter& out) const {
  out.Attribute("ReturnFullContactData", "false");
  out.Leaf("m:UnresolvedEntry", name);
}

ResolveNames::Result ResolveNames::Read(xml::Element message) {
  const xml::Element set = message.Child(M("ResolutionSet"));
  Result result;
  for (const xml::Element resolution : set) {
    for (EmailAddress& address : ReadMailboxes(resolution)) {
      result.found.push_back(std::move(address));
    }
  }
  result.includes_last =
      ReadBool(set.Attribute("IncludesLastItemInRange").value_or(""), true);
  return result;
}

}  // namespace letterbox::ews
