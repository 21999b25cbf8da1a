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
  /// Whether a proxy refused what it was given to sign in with.
  bool login_refused = false;
};

/// How far an exchange had come.
enum class FailureStep { kConnect, kHandshake, kRequest, kAnswer, kBody };

/// Nothing went forward for `timeout`.
Failure SilenceFailure(FailureStep step, std::chrono::milliseconds timeout);

/// The server ended the connection.
Failure ClosedFailure(FailureStep step);

/// Before anything was sent on a connection that was at rest.
Failure KeptConnectionEnded();

/// A handshake failed other than for the certificate. `reason` is OpenSSL's;
/// empty where the connection ended.
Failure HandshakeFailure(const std::string& reason);

// Sentences that do not depend on the step.
inline constexpr char kHostUnknown[] =
    "the host name cannot be resolved. Check its spelling and the network.";
inline constexpr char kConnectionRefused[] =
    "the connection was refused, or the host cannot be reached. Check host and "
    "port, and that the server runs.";
inline constexpr char kNotHttp[] =
    "what came back is not HTTP. Check the port.";
inline constexpr char kPartsNotHttp[] = "the parts of the answer are not HTTP.";

/// What cpprestsdk reported as `what` with `code`. `timeout` is the one that
/// was in force.
Failure ExplainFailure(std::string_view what, int code,
                       std::chrono::milliseconds timeout);

/// "100 s", "250 ms".
std::string Seconds(std::chrono::milliseconds time);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_FAILURE_H_
