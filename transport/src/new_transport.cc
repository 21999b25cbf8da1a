#include "new_transport.h"

#include <algorithm>
#include <iostream>
#include <iterator>
#include <mutex>
#include <optional>
#include <set>

#include "auth/token_source.h"
#include "http/latin1.h"
#include "http/proxy/proxy_rules.h"
#include "http/tracing_transport.h"
#include "http/url.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

using Method = Authentication::Method;

// How a method reaches the server. The last two are bound to the connection,
// which cpprestsdk cannot do.
struct Way {
  Method method;
  std::unique_ptr<HttpTransport> (*new_transport)(const HttpOptions& options);
  std::optional<HttpLogin::Scheme> scheme;
};

constexpr Way kWays[] = {
    {Method::kOAuth2, NewCpprestTransport, std::nullopt},
    {Method::kBasic, NewCpprestTransport, std::nullopt},
    {Method::kNtlm, NewCurlTransport, HttpLogin::Scheme::kNtlm},
    {Method::kNegotiate, NewCurlTransport, HttpLogin::Scheme::kNegotiate},
};

std::string NtlmText(const Connection& connection, const std::string& key,
                     const std::string& value) {
  if (const auto text = ToLatin1(value)) return *text;
  // The value stays out of the text: it may be a secret.
  throw ConfigError("Connection " + Quoted(connection.name) + ": `" + key +
                        "` holds a character beyond U+00FF, which libcurl's "
                        "NTLM cannot send. Use another user or password for "
                        "it.",
                    "", 0, key);
}

/// Empty where it is not known yet.
std::string HostOf(const Connection& connection) {
  try {
    return ParseHttpUrl(EwsUrl(connection)).host;
  } catch (const Error&) {
    return "";
  }
}

/// The tokens of a proxy, from an authority that is reached without it.
class ProxyTokens {
 public:
  explicit ProxyTokens(const Connection& connection)
      : connection_(AtTheAuthority(connection)),
        transport_(NewCpprestTransport(HttpOptionsOf(connection_))),
        source_(NewTokenSource(connection_, *transport_, SystemClock())) {}

  std::string Get() {
    const std::string authorization = source_->Authorization();
    return authorization.substr(authorization.find(' ') + 1);
  }

  void Refuse(const std::string& token) { source_->Refuse("Bearer " + token); }

 private:
  static Connection AtTheAuthority(const Connection& connection) {
    Connection authority;
    authority.name = connection.name + " proxy";
    // Any server: the request goes to token_url alone.
    authority.host = connection.proxy.token_url;
    authority.tls = connection.tls;
    authority.tls.fingerprint.clear();
    authority.proxy.url = "none";
    authority.token_store = connection.token_store;
    Authentication& in = authority.authenticate;
    in.method = Authentication::Method::kOAuth2;
    in.flow = Authentication::Flow::kClientCredentials;
    in.token_url = connection.proxy.token_url;
    in.client_id = connection.proxy.client_id;
    in.client_secret = connection.proxy.client_secret;
    in.scope = connection.proxy.scope;
    return authority;
  }

  const Connection connection_;
  const std::unique_ptr<HttpTransport> transport_;
  const std::unique_ptr<TokenSource> source_;
};

void WarnIfUnverified(const Connection& connection) {
  static std::mutex mutex;
  static std::set<std::string> warned;
  if (connection.tls.verify) return;
  const std::lock_guard lock(mutex);
  if (!warned.insert(connection.name).second) return;
  std::cerr << "letterbox: warning: connection " << Quoted(connection.name)
            << " takes any certificate (tls: verify: false): whoever stands "
               "between can read and change everything. Use ca_file or "
               "fingerprint."
            << std::endl;
}

}  // namespace

HttpOptions HttpOptionsOf(const Connection& connection) {
  HttpOptions options;
  options.tls = connection.tls;
  options.pinned_host = HostOf(connection);
  options.proxy = connection.proxy;
  if (connection.proxy.method == Proxy::Method::kBearer &&
      !connection.proxy.token_url.empty()) {
    const auto tokens = std::make_shared<ProxyTokens>(connection);
    options.proxy_token = [tokens] { return tokens->Get(); };
    options.proxy_token_refused = [tokens](const std::string& token) {
      tokens->Refuse(token);
    };
  }
  return options;
}

std::string ShownProxy(const Connection& connection, const std::string& url) {
  const auto proxy = ProxyRules(connection.proxy).For(ParseHttpUrl(url));
  return proxy ? proxy->shown() : "";
}

std::unique_ptr<HttpTransport> NewAnonymousTransport(
    const Connection& connection) {
  WarnIfUnverified(connection);
  return NewTracingTransport(NewCpprestTransport(HttpOptionsOf(connection)),
                             connection.name);
}

std::unique_ptr<HttpTransport> NewTransport(const Connection& connection,
                                            const std::string& origin) {
  WarnIfUnverified(connection);
  HttpOptions options = HttpOptionsOf(connection);
  options.pinned_host = ParseHttpUrl(origin).host;
  const auto* const way = std::find_if(
      std::begin(kWays), std::end(kWays),
      [&](const Way& w) { return w.method == connection.authenticate.method; });
  if (way->scheme) {
    options.login = HttpLogin{*way->scheme, origin,
                              NtlmText(connection, "user", connection.user),
                              NtlmText(connection, "authenticate.password",
                                       connection.authenticate.password)};
  }
  return NewTracingTransport(way->new_transport(options), connection.name);
}

}  // namespace letterbox
