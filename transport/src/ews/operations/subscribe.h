// https://learn.microsoft.com/exchange/client-developer/web-service-reference/subscribe-operation
#ifndef LETTERBOX_EWS_OPERATIONS_SUBSCRIBE_H_
#define LETTERBOX_EWS_OPERATIONS_SUBSCRIBE_H_

#include <string>
#include <vector>

#include "ews/shapes.h"

namespace letterbox::ews {

/// A subscription to what comes into some folders. Seen twice it makes a second
/// subscription, which the server forgets by itself.
struct Subscribe {
  static constexpr OperationTraits kTraits{"Subscribe", true, true};

  enum class Kind {
    kStreaming,  ///< read by GetStreamingEvents
    kPull,       ///< read by GetEvents
  };

  Kind kind = Kind::kStreaming;
  std::vector<FolderId> folders;  ///< at least one
  /// Of kPull: how long the server keeps it unread, 1 to 1440.
  int minutes = 30;

  struct Result {
    std::string subscription;  ///< its id, opaque
    std::string watermark;     ///< of kPull: where reading begins, opaque
  };

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_SUBSCRIBE_H_
