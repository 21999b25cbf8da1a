// A way to one origin, whichever library goes it.
#ifndef LETTERBOX_HTTP_LINE_H_
#define LETTERBOX_HTTP_LINE_H_

#include <chrono>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "http/failure.h"
#include "http/http_transport.h"
#include "http/route.h"
#include "http/url.h"

namespace letterbox {

/// The beginning of an answer.
struct ResponseHead {
  int status = 0;
  std::vector<Header> headers;
};

/// Used by one request at a time. It may keep its connection for the next one.
class Line {
 public:
  /// What is made of an answer, on the calling thread. What these throw ends
  /// the request.
  struct Sink {
    std::function<void(ResponseHead)> head;       ///< once, before the body
    std::function<void(std::string_view)> bytes;  ///< of the body, decoded
  };

  virtual ~Line() = default;

  /// Sends `request` to `url`, which is of this line's origin. Throws Failure.
  /// After anything was thrown the line is not to be used again.
  virtual void Exchange(const HttpUrl& url, const HttpRequest& request,
                        const Sink& sink, const Cancellation& cancellation) = 0;
};

/// What a line is made for.
struct LineOptions {
  std::chrono::milliseconds timeout;
  /// Whether the body is wanted as it arrives.
  bool streams = false;
  Route route;
};

using NewLine =
    std::function<std::unique_ptr<Line>(const HttpUrl&, const LineOptions&)>;

/// A transport that makes its lines with `new_line` and keeps those that are at
/// rest.
std::unique_ptr<HttpTransport> NewLineTransport(const HttpOptions& options,
                                                NewLine new_line);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_LINE_H_
