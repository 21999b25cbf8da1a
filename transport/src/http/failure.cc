#include "http/failure.h"

#include <openssl/err.h>

#include <cerrno>

#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

using Kind = ConnectionError::Kind;

/// What is said of a step, in the order of FailureStep.
struct Step {
  const char* timed_out;  ///< continued by "within 100 s."
  const char* closed;
  bool maybe_sent;
  bool may_be_stale;
};

// A request whose last write failed was not seen whole.
constexpr Step kSteps[] = {
    {"no connection was made", "the connection attempt was given up.", false,
     false},
    {"the TLS handshake was not finished", "", false, false},
    {"the server did not take the request",
     "the server ended the connection before it had read the whole request.",
     false, true},
    {"no answer came", "the server ended the connection without an answer.",
     true, true},
    {"no further part of the answer came",
     "the server ended the connection in the middle of its answer.", true,
     false},
};

const Step& Of(FailureStep step) {
  return kSteps[static_cast<std::size_t>(step)];
}

struct Rule {
  std::string_view what;  ///< how cpprestsdk's text begins
  Kind kind;
  FailureStep step;
  const char* sentence;  ///< null: what the kind and the step say
};

constexpr Rule kRules[] = {
    {"Error resolving address", Kind::kResolve, FailureStep::kConnect,
     kHostUnknown},
    {"Failed to resolve address", Kind::kResolve, FailureStep::kConnect,
     "the host name has no address. Check its spelling."},
    {"Failed to connect", Kind::kConnect, FailureStep::kConnect,
     kConnectionRefused},
    {"Request canceled by user.", Kind::kConnect, FailureStep::kConnect,
     nullptr},
    {"Error in SSL handshake", Kind::kTls, FailureStep::kHandshake, nullptr},
    {"Failed to write request headers", Kind::kClosed, FailureStep::kRequest,
     nullptr},
    {"Failed to write request body", Kind::kClosed, FailureStep::kRequest,
     nullptr},
    {"Failed to read HTTP status line", Kind::kClosed, FailureStep::kAnswer,
     nullptr},
    {"Invalid HTTP status line", Kind::kProtocol, FailureStep::kAnswer,
     kNotHttp},
    {"Retrieving message chunk header", Kind::kClosed, FailureStep::kBody,
     nullptr},
    {"Failed to read chunked response part", Kind::kClosed, FailureStep::kBody,
     nullptr},
    {"Failed to read response body", Kind::kClosed, FailureStep::kBody,
     nullptr},
    {"Invalid chunked response header", Kind::kProtocol, FailureStep::kBody,
     kPartsNotHttp},
};

/// Why a handshake failed other than for the certificate; empty where the
/// connection ended.
std::string HandshakeReason(int code) {
  const auto packed = static_cast<unsigned long>(static_cast<unsigned>(code));
  const char* reason = ERR_reason_error_string(packed);
  // Numbers of the operating system have no library part.
  return ERR_GET_LIB(packed) == 0 || reason == nullptr ? "" : reason;
}

}  // namespace

std::string Seconds(std::chrono::milliseconds time) {
  if (time.count() % 1000 == 0)
    return std::to_string(time.count() / 1000) + " s";
  return std::to_string(time.count()) + " ms";
}

Failure SilenceFailure(FailureStep step, std::chrono::milliseconds timeout) {
  return {Kind::kTimeout,
          std::string(Of(step).timed_out) + " within " + Seconds(timeout) + ".",
          Of(step).maybe_sent, false};
}

Failure ClosedFailure(FailureStep step) {
  return {step == FailureStep::kConnect ? Kind::kConnect : Kind::kClosed,
          Of(step).closed, Of(step).maybe_sent, Of(step).may_be_stale};
}

Failure KeptConnectionEnded() {
  return {Kind::kClosed, "the kept connection had ended.", false, true};
}

Failure HandshakeFailure(const std::string& reason) {
  if (reason.empty())
    return {Kind::kTls,
            "the TLS handshake failed: the server ended it. Check that the "
            "port speaks TLS."};
  for (const char* const old : {"unsupported protocol", "protocol version"})
    if (reason.find(old) != reason.npos)
      return {Kind::kTls,
              "the server's TLS is too old (" + reason +
                  "): only TLS 1.2 or later is spoken here. Its administrator "
                  "must enable that."};
  return {Kind::kTls, "the TLS handshake failed (" + reason +
                          "). Check that the port speaks TLS."};
}

Failure ExplainFailure(std::string_view what, int code,
                       std::chrono::milliseconds timeout) {
  for (const Rule& rule : kRules) {
    if (what.substr(0, rule.what.size()) != rule.what) continue;
    if (code == ETIMEDOUT) return SilenceFailure(rule.step, timeout);
    if (rule.sentence != nullptr)
      return {rule.kind, rule.sentence, Of(rule.step).maybe_sent, false};
    if (rule.kind == Kind::kTls) return HandshakeFailure(HandshakeReason(code));
    return ClosedFailure(rule.step);
  }
  return {Kind::kProtocol, "the exchange failed: " + Printable(what) + ".",
          true, false};
}

}  // namespace letterbox
