// A line to one origin: one cpprestsdk client, used by one request at a time,
// so that what its callbacks report belongs to that request.
#ifndef LETTERBOX_HTTP_LINE_H_
#define LETTERBOX_HTTP_LINE_H_

#include <chrono>
#include <cstddef>
#include <memory>

#include "http/http_transport.h"
#include "http/reception.h"
#include "http/tls.h"
#include "http/url.h"

namespace letterbox {

class Line {
 public:
  struct Options {
    std::chrono::milliseconds timeout;
    /// How many bytes of a body without parts are waited for.
    std::size_t part;
    std::shared_ptr<const TrustedAuthorities> authorities;
  };

  Line(const HttpUrl& origin, const Options& options);
  ~Line();

  /// Sends `request` to `url`, which is of this line's origin. What comes back
  /// goes to the returned Reception, which lives as long as it is needed.
  std::shared_ptr<Reception> Start(const HttpUrl& url,
                                   const HttpRequest& request);

  /// Ends the request, from any thread.
  void Stop();

  /// Whether the server may have seen the whole request by now.
  bool maybe_sent() const;

 private:
  struct State;
  struct Use;
  const std::shared_ptr<State> state_;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_LINE_H_
