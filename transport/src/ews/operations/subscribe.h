// https://learn.microsoft.com/exchange/client-developer/web-service-reference/subscribe-operation
#ifndef LETTERBOX_EWS_OPERATIONS_SUBSCRIBE_H_
#define LETTERBOX_EWS_OPERATIONS_SUBSCRIBE_H_

#include <string>
#include <vector>

#include "ews/shapes.h"

namespace letterbox::ews {

/// A streaming subscription to what comes into some folders. Seen twice it
/// makes a second subscription, which the server forgets by itself.
struct Subscribe {
  static constexpr OperationTraits kTraits{"Subscribe", true, true};

  std::vector<Folder> folders;  ///< at least one

  struct Result {
    std::string subscription;  ///< its id, opaque
  };

  void Write(xml::Writer& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_SUBSCRIBE_H_
