// Pages of a find operation that are too large for the server.
#ifndef LETTERBOX_EWS_FIND_LIMIT_H_
#define LETTERBOX_EWS_FIND_LIMIT_H_

#include "letterbox/transport/error.h"

namespace letterbox::ews {

/// Halves `page` where `error` says that the server does not give so much at a
/// time. Returns false where it says something else, or no page is smaller.
bool MakeSmaller(int& page, const ServerError& error);

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_FIND_LIMIT_H_
