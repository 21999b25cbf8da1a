// Every way in which a proxy fails: kind, sentence, and how soon.
#include <chrono>
#include <future>
#include <ostream>

#include "proxy_fixture.h"

namespace letterbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using testing::AllOf;
using testing::HasSubstr;

std::string UrlOf(const RawServer& proxy, const std::string& scheme = "http") {
  return scheme + "://localhost:" + std::to_string(proxy.port());
}

struct Reply {
  const char* name;
  const char* bytes;  ///< to CONNECT
  Kind kind;
  const char* sentence;
};

void PrintTo(const Reply& reply, std::ostream* out) { *out << reply.name; }

class ProxyReply
    : public testing::TestWithParam<std::tuple<Implementation, Reply>> {};
INSTANTIATE_TEST_SUITE_P(
    All, ProxyReply,
    testing::Combine(
        testing::Values(kCpprest, kCurl),
        testing::Values(
            Reply{"WantsLogin",
                  "HTTP/1.1 407 Who\r\nProxy-Authenticate: Negotiate\r\n"
                  "Proxy-Authenticate: NTLM\r\n"
                  "Proxy-Authenticate: Basic realm=\"x\"\r\n"
                  "Content-Length: 0\r\n\r\n",
                  Kind::kProxy,
                  "wants somebody to sign in. Write user and password, or a "
                  "token, below proxy:. It offers Negotiate, NTLM, Basic."},
            Reply{"TakesNobody", "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n",
                  Kind::kProxy, "wants somebody to sign in."},
            Reply{"Forbids", "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n",
                  Kind::kProxy,
                  "does not let anybody through to mail.contoso.test:443 "
                  "(403). Ask its administrator to allow CONNECT"},
            Reply{"FindsNobody", "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n",
                  Kind::kConnect,
                  "could not reach mail.contoso.test:443 (503)"},
            Reply{"Fails", "HTTP/1.0 500 Oh\r\nContent-Length: 0\r\n\r\n",
                  Kind::kConnect,
                  "could not reach mail.contoso.test:443 (500)"},
            Reply{"Closes", "", Kind::kClosed, "ended the connection"},
            Reply{"IsNoProxy", "SSH-2.0-x\r\n\r\n", Kind::kProtocol,
                  "answered is not HTTP"})),
    [](const auto& info) {
      return std::string(std::get<0>(info.param).name) +
             std::get<1>(info.param).name;
    });

TEST_P(ProxyReply, IsExplained) {
  const auto& [implementation, reply] = GetParam();
  RawServer proxy([bytes = reply.bytes](RawConnection& connection) {
    connection.ReadRequest();
    connection.Write(bytes);
  });
  const auto transport = NewTransportOf(implementation, Through(UrlOf(proxy)));
  const ConnectionError error =
      ErrorOf([&] { transport->Send(Post(kMailUrl)); });
  EXPECT_EQ(error.kind(), reply.kind) << error.what();
  EXPECT_FALSE(error.maybe_sent());
  EXPECT_THAT(error.what(),
              AllOf(HasSubstr("POST https://mail.contoso.test/EWS through the "
                              "proxy " +
                              UrlOf(proxy) + ": "),
                    HasSubstr(reply.sentence)));
}

class ProxyFailure : public OnEachTransport {
 protected:
  static ConnectionError Failing(const HttpOptions& options,
                                 const HttpRequest& request = Post(kMailUrl)) {
    return ErrorOf([&] { NewTransport(options)->Send(request); });
  }
  static void Hang(RawConnection& connection) {
    connection.ReadRequest();
    connection.AwaitEnd();
  }
};
INSTANTIATE_ON_EACH_TRANSPORT(ProxyFailure);

TEST_P(ProxyFailure, UnknownNameIsOfTheProxy) {
  const ConnectionError error =
      Failing(Through("http://proxy.contoso.test:3128"));
  EXPECT_EQ(error.kind(), Kind::kResolve);
  EXPECT_THAT(error.what(),
              HasSubstr("through the proxy http://proxy.contoso.test:3128: "));
}

TEST_P(ProxyFailure, RefusedConnectionIsOfTheProxy) {
  std::string url;
  {
    RawServer gone([](RawConnection&) {});
    url = UrlOf(gone);
  }
  const ConnectionError error = Failing(Through(url));
  EXPECT_EQ(error.kind(), Kind::kConnect);
  EXPECT_THAT(error.what(), HasSubstr("the proxy " + url + " refused"));
}

TEST_P(ProxyFailure, SilenceIsATimeoutThatNamesTheProxy) {
  RawServer proxy(Hang);
  HttpRequest request = Post(kMailUrl);
  request.timeout = milliseconds(300);
  const ConnectionError error = Failing(Through(UrlOf(proxy)), request);
  EXPECT_EQ(error.kind(), Kind::kTimeout);
  EXPECT_FALSE(error.maybe_sent());
  EXPECT_THAT(error.what(),
              HasSubstr("the proxy " + UrlOf(proxy) +
                        " did not open the way to mail.contoso.test:443 within "
                        "300 ms"));
}

TEST_P(ProxyFailure, DeadlineHoldsInConnect) {
  RawServer proxy(Hang);
  HttpRequest request = Post(kMailUrl);
  request.timeout = std::chrono::minutes(2);
  const auto begun = steady_clock::now();
  request.deadline = begun + milliseconds(300);
  const ConnectionError error = Failing(Through(UrlOf(proxy)), request);
  EXPECT_EQ(error.kind(), Kind::kTimeout);
  EXPECT_FALSE(error.maybe_sent());
  EXPECT_LT(steady_clock::now() - begun, std::chrono::seconds(30));
  proxy.AwaitEnded(1);
}

TEST_P(ProxyFailure, CancellingInConnectEndsTheConnectionToo) {
  RawServer proxy(Hang);
  const auto transport = NewTransport(Through(UrlOf(proxy)));
  const Cancellation cancellation;
  auto failed = std::async(std::launch::async, [&] {
    return ErrorOf([&] { transport->Send(Post(kMailUrl), cancellation); });
  });
  proxy.AwaitRequests(1);
  cancellation.Cancel();
  const ConnectionError error = failed.get();
  EXPECT_EQ(error.kind(), Kind::kCancelled);
  EXPECT_FALSE(error.maybe_sent());
  proxy.AwaitEnded(1);
}

TEST_P(ProxyFailure, ProxyThatIsNotTrustedIsNamed) {
  RawServer proxy(Hang, RawServer::Tls{TestIdentity::SelfSigned({}), 0});
  const ConnectionError error = Failing(Through(UrlOf(proxy, "https")));
  EXPECT_EQ(error.kind(), Kind::kTls);
  EXPECT_THAT(error.what(), HasSubstr("the proxy " + UrlOf(proxy, "https") +
                                      "'s certificate is self-signed"));
}

TEST_P(ProxyFailure, PlainProxyIsNotTakenForOneWithTls) {
  RawServer proxy([](RawConnection& connection) {
    connection.AwaitBytes();
    connection.Write("HTTP/1.1 400 What\r\n\r\n");
  });
  const ConnectionError error = Failing(Through(UrlOf(proxy, "https")));
  EXPECT_EQ(error.kind(), Kind::kTls);
  EXPECT_THAT(error.what(), HasSubstr("Check scheme and port of proxy:"));
}

TEST_P(ProxyFailure, HttpProxyIsNotTakenForSocks) {
  RawServer proxy([](RawConnection& connection) {
    connection.AwaitBytes();
    connection.Write("HTTP/1.1 400 What\r\n\r\n");
    connection.AwaitEnd();
  });
  const ConnectionError error = Failing(Through(UrlOf(proxy, "socks5")));
  EXPECT_EQ(error.kind(), Kind::kProtocol);
  EXPECT_THAT(error.what(), HasSubstr("does not speak SOCKS 5"));
}

TEST_P(ProxyFailure, SocksProxyThatKnowsNobodyIsNamed) {
  TestProxy::Options nobody;
  nobody.kind = TestProxy::Kind::kSocks5;
  const TestProxy proxy(nobody);
  const ConnectionError error = Failing(Through(proxy.url()));
  EXPECT_EQ(error.kind(), Kind::kConnect);
  EXPECT_THAT(error.what(), HasSubstr("could not reach mail.contoso.test:443"));
}

}  // namespace
}  // namespace letterbox
