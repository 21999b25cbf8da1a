// A server that only a proxy knows, and the proxy.
#ifndef LETTERBOX_TESTS_TRANSPORT_HTTP_PROXY_PROXY_FIXTURE_H_
#define LETTERBOX_TESTS_TRANSPORT_HTTP_PROXY_PROXY_FIXTURE_H_

#include <netdb.h>

#include <memory>
#include <string>
#include <utility>

#include "support/test_proxy.h"
#include "transport/http/http_fixture.h"

namespace letterbox {

/// Where the server is, as the proxy knows it.
inline constexpr char kMailHost[] = "mail.contoso.test:443";
inline constexpr char kMailUrl[] = "https://mail.contoso.test/EWS";

inline TestIdentity::Options MailNames() {
  TestIdentity::Options options;
  options.names = "DNS:mail.contoso.test";
  return options;
}

/// "qa" with "pw:d@".
inline constexpr char kBasicLogin[] = "Basic cWE6cHc6ZEA=";

inline HttpOptions Through(const std::string& proxy_url) {
  HttpOptions options;
  options.proxy.url = proxy_url;
  // Nobody here knows the server: the proxy is asked by name.
  options.network.resolve = [](const std::string& host) {
    return host == "localhost" ? 0 : EAI_NONAME;
  };
  return options;
}

inline HttpOptions SignedIn(HttpOptions options) {
  options.proxy.user = "qa";
  options.proxy.password = "pw:d@";
  return options;
}

/// The server behind the proxy.
class MailServer {
 public:
  explicit MailServer(RawServer::Script script)
      : server_(std::move(script),
                RawServer::Tls{Authority().Issue(MailNames()), 0}) {}

  RawServer& raw() { return server_; }
  TestProxy::Options Behind(TestProxy::Kind kind = TestProxy::Kind::kHttp) {
    static const TestIdentity* const identity =
        new TestIdentity(Authority().Issue({}));
    TestProxy::Options options;
    options.kind = kind;
    options.targets = {{kMailHost, server_.port()}};
    options.identity = identity;
    return options;
  }

 private:
  RawServer server_;
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_TRANSPORT_HTTP_PROXY_PROXY_FIXTURE_H_
