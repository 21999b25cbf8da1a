// Why the way through a proxy was not opened.
#ifndef LETTERBOX_HTTP_PROXY_PROXY_FAILURE_H_
#define LETTERBOX_HTTP_PROXY_PROXY_FAILURE_H_

#include <curl/curl.h>

#include <chrono>
#include <string>
#include <string_view>

#include "http/failure.h"
#include "http/route.h"
#include "http/tls.h"

namespace letterbox {

/// The proxy, as the other side of a handshake.
TlsPeer PeerOf(const ProxyAccess& access);

/// What `easy` failed with before anything reached the server. `target` is
/// "mail.contoso.com:443"; `note` is of a handshake with the proxy.
Failure ExplainProxyFailure(CURL* easy, CURLcode code, std::string_view text,
                            const ProxyAccess& access,
                            const std::string& target,
                            const CertificateNote& note);

/// The proxy answered a request with 407.
Failure LoginRefused(CURL* easy, const ProxyAccess& access);

/// The way was not open after `timeout`, though, where `connected`, the proxy
/// had taken the connection.
Failure ProxySilence(bool connected, const ProxyAccess& access,
                     const std::string& target,
                     std::chrono::milliseconds timeout);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_PROXY_PROXY_FAILURE_H_
