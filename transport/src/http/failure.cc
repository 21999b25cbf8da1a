#include "http/failure.h"

#include <openssl/err.h>

#include <cerrno>

#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

using Kind = ConnectionError::Kind;

struct Rule {
  std::string_view what;  ///< how cpprestsdk's text begins
  Kind kind;
  bool maybe_sent;
  bool may_be_stale;
  const char* sentence;
  const char* timed_out;  ///< continued by "within 100 s."
};

constexpr char kNoConnection[] = "no connection was made";
constexpr char kNotTaken[] = "the server did not take the request";
constexpr char kNoAnswer[] = "no answer came";
constexpr char kNoMore[] = "no further part of the answer came";
constexpr char kEndedMidway[] =
    "the server ended the connection in the middle of its answer.";
constexpr char kEndedWriting[] =
    "the server ended the connection before it had read the whole request.";

// A request whose last write failed was not seen whole.
constexpr Rule kRules[] = {
    {"Error resolving address", Kind::kResolve, false, false,
     "the host name cannot be resolved. Check its spelling and the network.",
     kNoConnection},
    {"Failed to resolve address", Kind::kResolve, false, false,
     "the host name has no address. Check its spelling.", kNoConnection},
    {"Failed to connect", Kind::kConnect, false, false,
     "the connection was refused, or the host cannot be reached. Check host "
     "and port, and that the server runs.",
     kNoConnection},
    {"Request canceled by user.", Kind::kConnect, false, false,
     "the connection attempt was given up.", kNoConnection},
    {"Error in SSL handshake", Kind::kTls, false, false,
     "the TLS handshake failed", "the TLS handshake was not finished"},
    {"Failed to write request headers", Kind::kClosed, false, true,
     kEndedWriting, kNotTaken},
    {"Failed to write request body", Kind::kClosed, false, true, kEndedWriting,
     kNotTaken},
    {"Failed to read HTTP status line", Kind::kClosed, true, true,
     "the server ended the connection without an answer.", kNoAnswer},
    {"Invalid HTTP status line", Kind::kProtocol, true, false,
     "what came back is not HTTP. Check the port.", kNoAnswer},
    {"Retrieving message chunk header", Kind::kClosed, true, false,
     kEndedMidway, kNoMore},
    {"Failed to read chunked response part", Kind::kClosed, true, false,
     kEndedMidway, kNoMore},
    {"Failed to read response body", Kind::kClosed, true, false, kEndedMidway,
     kNoMore},
    {"Invalid chunked response header", Kind::kProtocol, true, false,
     "the parts of the answer are not HTTP.", kNoMore},
};

/// Why a handshake failed other than for the certificate.
std::string HandshakeReason(int code) {
  const auto packed = static_cast<unsigned long>(static_cast<unsigned>(code));
  const char* reason = ERR_reason_error_string(packed);
  // Numbers of the operating system have no library part.
  if (ERR_GET_LIB(packed) == 0 || reason == nullptr)
    return ": the server ended it. Check that the port speaks TLS.";
  return " (" + std::string(reason) +
         "). Check that the port speaks TLS 1.2 or later.";
}

}  // namespace

std::string Seconds(std::chrono::milliseconds time) {
  if (time.count() % 1000 == 0)
    return std::to_string(time.count() / 1000) + " s";
  return std::to_string(time.count()) + " ms";
}

Failure ExplainFailure(std::string_view what, int code,
                       std::chrono::milliseconds timeout) {
  for (const Rule& rule : kRules) {
    if (what.substr(0, rule.what.size()) != rule.what) continue;
    if (code == ETIMEDOUT) {
      return {Kind::kTimeout,
              std::string(rule.timed_out) + " within " + Seconds(timeout) + ".",
              rule.maybe_sent, false};
    }
    std::string sentence = rule.sentence;
    if (rule.kind == Kind::kTls) sentence += HandshakeReason(code);
    return {rule.kind, sentence, rule.maybe_sent, rule.may_be_stale};
  }
  return {Kind::kProtocol, "the exchange failed: " + Printable(what) + ".",
          true, false};
}

}  // namespace letterbox
