// https://learn.microsoft.com/exchange/client-developer/web-service-reference/unsubscribe-operation
#ifndef LETTERBOX_EWS_OPERATIONS_UNSUBSCRIBE_H_
#define LETTERBOX_EWS_OPERATIONS_UNSUBSCRIBE_H_

#include <string>

#include "ews/shapes.h"

namespace letterbox::ews {

struct Unsubscribe {
  static constexpr OperationTraits kTraits{"Unsubscribe", true, true};

  std::string subscription;

  struct Result {};

  void Write(RequestWriter& out) const;
  static Result Read(xml::Element message);
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OPERATIONS_UNSUBSCRIBE_H_
