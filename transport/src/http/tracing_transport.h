// A transport that leaves a trace of each request.
#ifndef LETTERBOX_HTTP_TRACING_TRANSPORT_H_
#define LETTERBOX_HTTP_TRACING_TRANSPORT_H_

#include <memory>
#include <string>

#include "http/http_transport.h"

namespace letterbox {

/// `inner`, whose requests TraceAfter shows under the name of a connection.
std::unique_ptr<HttpTransport> NewTracingTransport(
    std::unique_ptr<HttpTransport> inner, std::string connection);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_TRACING_TRANSPORT_H_
