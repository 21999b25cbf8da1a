// Where traced requests are kept.
#ifndef LETTERBOX_TRACE_LOG_H_
#define LETTERBOX_TRACE_LOG_H_

#include "letterbox/transport/trace.h"

namespace letterbox {

/// Gives `request` its number. Thread-safe.
void AddToTrace(TracedRequest request);

}  // namespace letterbox

#endif  // LETTERBOX_TRACE_LOG_H_
