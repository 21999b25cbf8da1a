#include "http/proxy/proxy_failure.h"

#include "http/curl_failure.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

using Kind = ConnectionError::Kind;
using Method = Proxy::Method;

constexpr int kLoginWanted = 407;
// What tinyproxy answers to the wrong user or password.
constexpr int kLoginRefused = 401;

std::string Who(const ProxyAccess& access) {
  return "the proxy " + access.server.shown();
}

struct Word {
  long scheme;
  Method method;
  const char* name;
};

// From the strongest on.
constexpr Word kWords[] = {
    {CURLAUTH_NEGOTIATE, Method::kNegotiate, "Negotiate"},
    {CURLAUTH_BEARER, Method::kBearer, "Bearer"},
    {CURLAUTH_NTLM, Method::kNtlm, "NTLM"},
    {CURLAUTH_DIGEST, Method::kDigest, "Digest"},
    {CURLAUTH_BASIC, Method::kBasic, "Basic"},
};

long OffersOf(CURL* easy) {
  long offers = 0;
  curl_easy_getinfo(easy, CURLINFO_PROXYAUTH_AVAIL, &offers);
  return offers;
}

std::string Shown(long offers) {
  std::string text;
  for (const Word& word : kWords) {
    if ((offers & word.scheme) == 0) continue;
    text += (text.empty() ? "" : ", ") + std::string(word.name);
  }
  return text;
}

const char* NameOf(Method method) {
  for (const Word& word : kWords)
    if (word.method == method) return word.name;
  return nullptr;
}

bool IsOffered(long offers, Method method) {
  for (const Word& word : kWords)
    if (word.method == method) return (offers & word.scheme) != 0;
  const long any = CURLAUTH_BASIC | CURLAUTH_DIGEST | CURLAUTH_NTLM;
  return (offers & any) != 0;  // kOffered
}

std::string RefusedRemedy(Method method) {
  if (method == Method::kBearer)
    return "refused the token. Give proxy: a token that is still good.";
  if (method == Method::kNegotiate)
    return "refused the Kerberos ticket, or there is none: run kinit, and use "
           "the name that the proxy has in Kerberos.";
  return "refused the user and password. Check user and password of proxy:.";
}

Failure OfLogin(const ProxyAccess& access, long offers) {
  const std::string shown =
      offers == 0 ? "" : " It offers " + Shown(offers) + ".";
  if (!access.method)
    return {Kind::kProxy, Who(access) +
                              " wants somebody to sign in. Write user and "
                              "password, or a token, below proxy:." +
                              shown};
  if (offers != 0 && !IsOffered(offers, *access.method)) {
    const char* const name = NameOf(*access.method);
    return {Kind::kProxy, Who(access) + " does not offer " +
                              (name ? name : "what a password is good for") +
                              ". Change method of proxy:." + shown};
  }
  Failure failure{Kind::kProxy,
                  Who(access) + " " + RefusedRemedy(*access.method) + shown};
  failure.login_refused = true;
  return failure;
}

Failure OfStatus(CURL* easy, long status, const ProxyAccess& access,
                 const std::string& target) {
  const std::string answered = " (" + std::to_string(status) + ")";
  if (status == kLoginWanted || status == kLoginRefused)
    return OfLogin(access, OffersOf(easy));
  if (status >= 500)
    return {Kind::kConnect, Who(access) + " could not reach " + target +
                                answered +
                                ". Check the host name, and whether the proxy "
                                "may and can go there."};
  return {
      Kind::kProxy,
      Who(access) + " does not let anybody through to " + target + answered +
          ". Ask its administrator to allow CONNECT to that host and port."};
}

struct SocksRule {
  CURLproxycode code;
  Kind kind;
  const char* sentence;  ///< after the proxy; continued by the target if it
                         ///< ends in a blank
  const char* remedy;
};

constexpr char kCheckUser[] = "Check user and password of proxy:.";
constexpr char kCheckTarget[] =
    "Check the host name, and whether the proxy may and can go there.";
constexpr char kAskAdministrator[] =
    "Ask its administrator to allow that host and port.";
constexpr char kCheckScheme[] = "Check scheme and port of proxy:.";

// https://www.rfc-editor.org/rfc/rfc1928#section-6
constexpr SocksRule kSocksRules[] = {
    {CURLPX_USER_REJECTED, Kind::kProxy, "refused the user and password",
     kCheckUser},
    {CURLPX_NO_AUTH, Kind::kProxy, "takes none of the ways to sign in",
     kCheckUser},
    {CURLPX_GSSAPI, Kind::kProxy, "refused the Kerberos ticket",
     "Run kinit, and use the name that the proxy has in Kerberos."},
    {CURLPX_REPLY_NOT_ALLOWED, Kind::kProxy, "does not let anybody through to ",
     kAskAdministrator},
    {CURLPX_REPLY_GENERAL_SERVER_FAILURE, Kind::kConnect, "could not reach ",
     kCheckTarget},
    {CURLPX_REPLY_NETWORK_UNREACHABLE, Kind::kConnect, "could not reach ",
     kCheckTarget},
    {CURLPX_REPLY_HOST_UNREACHABLE, Kind::kConnect, "could not reach ",
     kCheckTarget},
    {CURLPX_REPLY_CONNECTION_REFUSED, Kind::kConnect, "could not reach ",
     kCheckTarget},
    {CURLPX_REPLY_TTL_EXPIRED, Kind::kConnect, "could not reach ",
     kCheckTarget},
    {CURLPX_CLOSED, Kind::kClosed, "ended the connection", kCheckScheme},
    {CURLPX_RECV_AUTH, Kind::kClosed, "ended the connection", kCheckScheme},
    {CURLPX_RECV_CONNECT, Kind::kClosed, "ended the connection", kCheckScheme},
    {CURLPX_RECV_REQACK, Kind::kClosed, "ended the connection", kCheckScheme},
    {CURLPX_BAD_VERSION, Kind::kProtocol, "does not speak SOCKS 5",
     kCheckScheme},
    {CURLPX_UNKNOWN_MODE, Kind::kProxy, "takes none of the ways to sign in",
     kCheckUser},
};

Failure OfSocks(CURL* easy, const ProxyAccess& access,
                const std::string& target) {
  long reply = CURLPX_OK;
  curl_easy_getinfo(easy, CURLINFO_PROXY_ERROR, &reply);
  for (const SocksRule& rule : kSocksRules) {
    if (rule.code != reply) continue;
    std::string sentence = rule.sentence;
    if (sentence.back() == ' ') sentence += target;
    return {rule.kind, Who(access) + " " + sentence + ". " + rule.remedy};
  }
  return {Kind::kProxy, Who(access) + " did not open the way to " + target +
                            " (SOCKS, libcurl's code " + std::to_string(reply) +
                            "). " + kCheckScheme};
}

Failure OfHandshake(std::string_view text, const ProxyAccess& access,
                    const CertificateNote& note) {
  if (note.refused)
    return {Kind::kTls, CertificateSentence(note, PeerOf(access))};
  const std::string reason = HandshakeReason(text);
  return {Kind::kTls, "the TLS handshake with " + Who(access) + " failed" +
                          (reason.empty() ? "" : " (" + reason + ")") +
                          ". Check scheme and port of proxy:." +
                          CertificateHint(note)};
}

}  // namespace

TlsPeer PeerOf(const ProxyAccess& access) {
  return {access.server.host, Who(access), true};
}

Failure LoginRefused(CURL* easy, const ProxyAccess& access) {
  return OfLogin(access, OffersOf(easy));
}

Failure ExplainProxyFailure(CURL* easy, CURLcode code, std::string_view text,
                            const ProxyAccess& access,
                            const std::string& target,
                            const CertificateNote& note) {
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &status);
  if (status >= 300) return OfStatus(easy, status, access, target);
  // libcurl's word for an answer without a status.
  if (text.find("response 0") != text.npos) code = CURLE_WEIRD_SERVER_REPLY;
  switch (code) {
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
      return {Kind::kResolve, Who(access) +
                                  " cannot be found: its name cannot be "
                                  "resolved. Check proxy: and the network."};
    case CURLE_COULDNT_CONNECT:
      return {Kind::kConnect, Who(access) +
                                  " refused the connection, or cannot be "
                                  "reached. Check host and port of proxy:, "
                                  "and that it runs."};
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
      return OfHandshake(text, access, note);
    case CURLE_PROXY:
      return OfSocks(easy, access, target);
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return {Kind::kProtocol,
              "what " + Who(access) + " answered is not HTTP. " + kCheckScheme};
    default:
      return {Kind::kClosed, Who(access) + " ended the connection (" +
                                 Printable(text) + "). " + kCheckScheme};
  }
}

Failure ProxySilence(bool connected, const ProxyAccess& access,
                     const std::string& target,
                     std::chrono::milliseconds timeout) {
  const std::string what =
      connected ? Who(access) + " did not open the way to " + target
                : "no connection to " + Who(access) + " was made";
  return {Kind::kTimeout, what + " within " + Seconds(timeout) +
                              ". Check host and port of proxy:, and that it "
                              "runs."};
}

}  // namespace letterbox
