#include "http/proxy/curl_route.h"

#include <new>

#include "http/failure.h"

namespace letterbox {
namespace {

using Method = Proxy::Method;
using ProxyKind = ProxyServer::Kind;

// In the order of ProxyServer::Kind. The proxy looks names up.
constexpr long kTypes[] = {CURLPROXY_HTTP, CURLPROXY_HTTPS,
                           CURLPROXY_SOCKS5_HOSTNAME};

// In the order of Proxy::Method. A bearer token is a header of ours.
constexpr unsigned long kSchemes[] = {
    CURLAUTH_BASIC | CURLAUTH_DIGEST | CURLAUTH_NTLM,
    CURLAUTH_BASIC,
    CURLAUTH_DIGEST,
    CURLAUTH_NTLM,
    CURLAUTH_NEGOTIATE,
    CURLAUTH_NONE};

std::string InUrl(const std::string& host) {
  return host.find(':') == host.npos ? host : "[" + host + "]";
}

}  // namespace

CurlRoute::CurlRoute(CURL* easy, const Route& route, const TlsRules& rules)
    : easy_(easy) {
  if (route.proxy) {
    SetProxy(*route.proxy, rules);
    return;
  }
  // An empty one keeps the machine's settings out.
  Set(CURLOPT_PROXY, "");
  if (!route.redirect) return;
  connect_to_ = ListOf("::" + InUrl(route.redirect->host) + ":" +
                       std::to_string(route.redirect->port));
  Set(CURLOPT_CONNECT_TO, connect_to_.get());
}

template <typename Value>
void CurlRoute::Set(CURLoption option, Value value) {
  if (curl_easy_setopt(easy_, option, value) != CURLE_OK)
    throw Failure{ConnectionError::Kind::kProxy,
                  "libcurl refused an option (" + std::to_string(option) +
                      ") that this proxy needs."};
}

void CurlRoute::SetProxy(const ProxyAccess& access, const TlsRules& rules) {
  const ProxyServer& server = access.server;
  Set(CURLOPT_PROXY, InUrl(server.host).c_str());
  Set(CURLOPT_PROXYPORT, static_cast<long>(server.port));
  Set(CURLOPT_PROXYTYPE, kTypes[static_cast<std::size_t>(server.kind)]);
  Set(CURLOPT_NOPROXY, "");
  // What is for the proxy does not go on to the server, nor the other way.
  Set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));
  Set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  if (server.kind == ProxyKind::kHttps) {
    // The handshake goes by TlsRules, whose callback checks the name too.
    Set(CURLOPT_PROXY_CAINFO, nullptr);
    Set(CURLOPT_PROXY_CAPATH, nullptr);
    Set(CURLOPT_PROXY_SSL_VERIFYPEER, 1L);
    Set(CURLOPT_PROXY_SSL_VERIFYHOST, rules.verify() ? 2L : 0L);
  }
  SetLogin(access);
}

void CurlRoute::SetLogin(const ProxyAccess& access) {
  const bool is_socks = access.server.kind == ProxyKind::kSocks5;
  const bool by_ticket = access.method == Method::kNegotiate;
  if (is_socks)
    Set(CURLOPT_SOCKS5_AUTH,
        static_cast<long>(by_ticket ? CURLAUTH_GSSAPI : CURLAUTH_BASIC));
  if (!access.method) return;
  if (access.method == Method::kBearer) {
    proxy_headers_ = ListOf("Proxy-Authorization: Bearer " + access.token);
    Set(CURLOPT_PROXYHEADER, proxy_headers_.get());
    return;
  }
  if (!is_socks)
    Set(CURLOPT_PROXYAUTH,
        static_cast<long>(kSchemes[static_cast<std::size_t>(*access.method)]));
  Set(CURLOPT_PROXYUSERNAME, access.user.c_str());
  Set(CURLOPT_PROXYPASSWORD, access.password.c_str());
}

CurlRoute::List CurlRoute::ListOf(const std::string& line) {
  List list(curl_slist_append(nullptr, line.c_str()));
  if (!list) throw std::bad_alloc();
  return list;
}

}  // namespace letterbox
