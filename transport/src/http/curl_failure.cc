#include "http/curl_failure.h"

#include <string>

#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

using Kind = ConnectionError::Kind;

struct Rule {
  CURLcode code;
  std::string_view text;  ///< what libcurl's text holds; empty: anything
  Kind kind;
  const char* sentence;  ///< null: what the kind and the step say
};

constexpr Rule kRules[] = {
    {CURLE_COULDNT_RESOLVE_HOST, "", Kind::kResolve, kHostUnknown},
    {CURLE_COULDNT_CONNECT, "", Kind::kConnect, kConnectionRefused},
    {CURLE_SSL_CONNECT_ERROR, "", Kind::kTls, nullptr},
    {CURLE_PEER_FAILED_VERIFICATION, "", Kind::kTls, nullptr},
    {CURLE_UNSUPPORTED_PROTOCOL, "", Kind::kProtocol, kNotHttp},
    {CURLE_WEIRD_SERVER_REPLY, "", Kind::kProtocol, kNotHttp},
    {CURLE_RECV_ERROR, "chunk", Kind::kProtocol, kPartsNotHttp},
    {CURLE_OK, "", Kind::kClosed, nullptr},
    {CURLE_GOT_NOTHING, "", Kind::kClosed, nullptr},
    {CURLE_PARTIAL_FILE, "", Kind::kClosed, nullptr},
    {CURLE_SEND_ERROR, "", Kind::kClosed, nullptr},
    {CURLE_RECV_ERROR, "", Kind::kClosed, nullptr},
};

}  // namespace

// "error:0A00010B:SSL routines::wrong version number" ends in the reason; what
// does not begin so is of the operating system.
std::string HandshakeReason(std::string_view text) {
  const std::size_t error = text.find("error:");
  if (error == std::string_view::npos) return "";
  return std::string(text.substr(text.rfind(':') + 1));
}

Failure ExplainCurlFailure(CURLcode code, std::string_view text,
                           FailureStep step, bool maybe_sent) {
  for (const Rule& rule : kRules) {
    if (rule.code != code || text.find(rule.text) == std::string_view::npos)
      continue;
    if (rule.sentence != nullptr)
      return {rule.kind, rule.sentence, maybe_sent, false};
    if (rule.kind == Kind::kTls || step == FailureStep::kHandshake)
      return HandshakeFailure(HandshakeReason(text));
    Failure failure = ClosedFailure(step);
    failure.maybe_sent = maybe_sent;
    return failure;
  }
  const std::string what(text.empty() ? curl_easy_strerror(code) : text);
  return {Kind::kProtocol, "the exchange failed: " + Printable(what) + ".",
          maybe_sent, false};
}

}  // namespace letterbox
