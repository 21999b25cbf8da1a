// https://learn.microsoft.com/exchange/client-developer/web-service-reference/resolvenames-operation
#ifndef LETTERBOX_EWS_OPERATIONS_RESOLVE_NAMES_H_
#define LETTERBOX_EWS_OPERATIONS_RESOLVE_NAMES_H_

#include <string>
#include <vector>

#include "ews/shapes.h"
#include "letterbox/transport/email.h"

namespace letterbox::ews {

/// Looks a name or an address up in the directory and among the contacts. The
/// answer is ErrorNameResolutionNoResults where there is none, and a warning,
/// ErrorNameResolutionMultipleResults, where there are several.
struct ResolveNames {
  static constexpr OperationTraits kTraits{"ResolveNames", true, false, true};

  std::string name;  ///< or the beginning of one

  struct Result {
    std::vector<EmailAddress> found;
    bool includes_last = true;  ///< the server has no more to tell
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_RESOLVE_NAMES_H_
