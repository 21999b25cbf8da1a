// Why an exchange on libcurl failed, in the words of failure.h.
#ifndef LETTERBOX_HTTP_CURL_FAILURE_H_
#define LETTERBOX_HTTP_CURL_FAILURE_H_

#include <curl/curl.h>

#include <string>
#include <string_view>

#include "http/failure.h"

namespace letterbox {

/// What libcurl reported as `code` and `text`. CURLE_OK means that the answer
/// ended before its head did. `step` and `maybe_sent` say how far it had come.
Failure ExplainCurlFailure(CURLcode code, std::string_view text,
                           FailureStep step, bool maybe_sent);

/// "wrong version number": OpenSSL's reason in libcurl's `text`; empty where
/// there is none, such as when the connection ended.
std::string HandshakeReason(std::string_view text);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_CURL_FAILURE_H_
