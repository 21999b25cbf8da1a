// Why an exchange failed, in words of our own: cpprestsdk's numbers are wrong
// for most failures and its texts name steps of its source.
#ifndef LETTERBOX_HTTP_FAILURE_H_
#define LETTERBOX_HTTP_FAILURE_H_

#include <chrono>
#include <string>
#include <string_view>

#include "letterbox/transport/error.h"

namespace letterbox {

/// Thrown inside this folder; a ConnectionError once the URL is added.
struct Failure {
  ConnectionError::Kind kind;
  std::string sentence;
  bool maybe_sent = false;
  /// Whether it may be because a kept connection had ended.
  bool may_be_stale = false;
};

/// What cpprestsdk reported as `what` with `code`. `timeout` is the one that
/// was in force.
Failure ExplainFailure(std::string_view what, int code,
                       std::chrono::milliseconds timeout);

/// "100 s", "250 ms".
std::string Seconds(std::chrono::milliseconds time);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_FAILURE_H_
