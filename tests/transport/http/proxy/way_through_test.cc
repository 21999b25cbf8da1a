// Requests through proxies of each kind, by each transport.
#include <future>

#include "http/proxy/relay.h"
#include "proxy_fixture.h"
#include "support/tls_client.h"

namespace letterbox {
namespace {

using ProxyKind = TestProxy::Kind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ProxyWay
    : public testing::TestWithParam<std::tuple<Implementation, ProxyKind>> {
 protected:
  static std::unique_ptr<HttpTransport> NewTransport(
      const HttpOptions& options) {
    return NewTransportOf(std::get<0>(GetParam()), options);
  }
  static ProxyKind kind() { return std::get<1>(GetParam()); }
  /// What the proxy wants to hear.
  static std::string Login() {
    return kind() == ProxyKind::kSocks5 ? "qa:pw:d@" : kBasicLogin;
  }
  MailServer mail_{AnswerAlways(HttpAnswer(200, "hello"))};
};

std::string NameOfWayThrough(
    const testing::TestParamInfo<ProxyWay::ParamType>& info) {
  static constexpr const char* kNames[] = {"Http", "Https", "Socks5"};
  return std::string(std::get<0>(info.param).name) +
         kNames[static_cast<int>(std::get<1>(info.param))];
}

INSTANTIATE_TEST_SUITE_P(All, ProxyWay,
                         testing::Combine(testing::Values(kCpprest, kCurl),
                                          testing::Values(ProxyKind::kHttp,
                                                          ProxyKind::kHttps,
                                                          ProxyKind::kSocks5)),
                         NameOfWayThrough);

TEST_P(ProxyWay, LeadsToAServerThatOnlyTheProxyKnows) {
  const TestProxy proxy(mail_.Behind(kind()));
  const auto transport = NewTransport(Through(proxy.url()));
  EXPECT_EQ(transport->Send(Post(kMailUrl)).body, "hello");
  EXPECT_THAT(mail_.raw().requests().at(0),
              AllOf(StartsWith("POST /EWS HTTP/1.1\r\n"),
                    HasSubstr("Host: mail.contoso.test\r\n")));
}

TEST_P(ProxyWay, IsKeptForTheNextRequests) {
  const TestProxy proxy(mail_.Behind(kind()));
  const auto transport = NewTransport(Through(proxy.url()));
  for (int i = 0; i < 4; ++i)
    EXPECT_EQ(transport->Send(Post(kMailUrl)).status, 200);
  EXPECT_EQ(proxy.tunnels(), 1);
}

TEST_P(ProxyWay, ThatEndedAtRestIsOpenedAgainAndNothingIsSentTwice) {
  TestProxy proxy(mail_.Behind(kind()));
  const auto transport = NewTransport(Through(proxy.url()));
  transport->Send(Post(kMailUrl));
  proxy.CutTunnels();
  mail_.raw().AwaitEnded(1);
  EXPECT_EQ(transport->Send(Post(kMailUrl)).status, 200);
  EXPECT_EQ(proxy.tunnels(), 2);
  EXPECT_EQ(mail_.raw().requests().size(), 2u);
}

TEST_P(ProxyWay, TakesTheRightLogin) {
  TestProxy::Options options = mail_.Behind(kind());
  options.login = Login();
  const TestProxy proxy(options);
  const auto transport = NewTransport(SignedIn(Through(proxy.url())));
  EXPECT_EQ(transport->Send(Post(kMailUrl)).status, 200);
}

TEST_P(ProxyWay, WrongLoginIsAProxyErrorThatSaysSo) {
  TestProxy::Options options = mail_.Behind(kind());
  options.login = "something else";
  const TestProxy proxy(options);
  HttpOptions settings = SignedIn(Through(proxy.url()));
  settings.proxy.password = "marker";
  const ConnectionError error =
      ErrorOf([&] { NewTransport(settings)->Send(Post(kMailUrl)); });
  EXPECT_EQ(error.kind(), Kind::kProxy);
  EXPECT_FALSE(error.maybe_sent());
  EXPECT_THAT(error.what(),
              AllOf(HasSubstr("refused the user and password"),
                    HasSubstr(std::to_string(proxy.port())),
                    HasSubstr("of proxy:"), Not(HasSubstr("marker"))));
  EXPECT_EQ(mail_.raw().connections(), 0u);
}

TEST_P(ProxyWay, MissingLoginIsAProxyErrorThatSaysSo) {
  TestProxy::Options options = mail_.Behind(kind());
  options.login = Login();
  const TestProxy proxy(options);
  const ConnectionError error = ErrorOf(
      [&] { NewTransport(Through(proxy.url()))->Send(Post(kMailUrl)); });
  EXPECT_EQ(error.kind(), Kind::kProxy);
  EXPECT_THAT(error.what(), HasSubstr("sign in"));
}

TEST_P(ProxyWay, NeitherEndSeesTheSecretsOfTheOther) {
  TestProxy::Options options = mail_.Behind(kind());
  options.login = Login();
  const TestProxy proxy(options);
  const auto transport = NewTransport(SignedIn(Through(proxy.url())));
  HttpRequest request = Post(kMailUrl);
  request.headers = {{"Authorization", "Bearer marker-of-exchange"}};
  ASSERT_EQ(transport->Send(request).status, 200);
  EXPECT_THAT(proxy.heard(), Not(HasSubstr("marker-of-exchange")));
  EXPECT_THAT(proxy.passed(), Not(HasSubstr("marker-of-exchange")));
  const std::string seen = mail_.raw().requests().at(0);
  EXPECT_THAT(seen, HasSubstr("Bearer marker-of-exchange\r\n"));
  for (const char* const secret : {"Proxy-", "Basic", "cWE6cHc6ZEA=", "pw:d@"})
    EXPECT_THAT(seen, Not(HasSubstr(secret)));
}

TEST_P(ProxyWay, WhatTheServerSendsArrivesAtOnce) {
  std::promise<void> first_arrived;
  std::future<void> arrived = first_arrived.get_future();
  MailServer mail([&](RawConnection& connection) {
    connection.ReadRequest();
    connection.Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" +
                     HttpPart("first"));
    arrived.wait();
    connection.Write(HttpPart("second") + HttpPart(""));
    connection.AwaitEnd();
  });
  const TestProxy proxy(mail.Behind(kind()));
  const auto transport = NewTransport(Through(proxy.url()));
  std::string all;
  transport->Stream(Post(kMailUrl),
                    [&](std::string_view bytes) {
                      // The second part waits for this.
                      if (all.empty()) first_arrived.set_value();
                      all += bytes;
                    },
                    {});
  EXPECT_EQ(all, "firstsecond");
}

TEST_P(ProxyWay, LargeBodiesPassUnharmed) {
  const std::string large(3 << 20, 'x');
  MailServer mail(AnswerAlways(HttpAnswer(200, large + "end")));
  const TestProxy proxy(mail.Behind(kind()));
  const auto transport = NewTransport(Through(proxy.url()));
  EXPECT_EQ(transport->Send(Post(kMailUrl, large)).body, large + "end");
  const std::string request = mail.raw().requests().at(0);
  EXPECT_EQ(request.size() - request.find("\r\n\r\n") - 4, large.size());
}

TEST_P(ProxyWay, NameOfTheServersCertificateIsStillChecked) {
  RawServer other(AnswerAlways(HttpAnswer(200, "hello")), Trusted());
  TestProxy::Options options = mail_.Behind(kind());
  options.targets = {{kMailHost, other.port()}};
  const TestProxy proxy(options);
  const ConnectionError error = ErrorOf(
      [&] { NewTransport(Through(proxy.url()))->Send(Post(kMailUrl)); });
  EXPECT_EQ(error.kind(), Kind::kTls);
  EXPECT_THAT(error.what(), HasSubstr("not for mail.contoso.test"));
}

class ProxyToken : public OnEachTransport {};
INSTANTIATE_ON_EACH_TRANSPORT(ProxyToken);

TEST_P(ProxyToken, IsForTheProxyAlone) {
  MailServer mail(AnswerAlways(HttpAnswer(200, "hello")));
  TestProxy::Options options = mail.Behind();
  options.login = "Bearer marker-of-proxy";
  options.offer = "Bearer realm=\"proxy\"";
  const TestProxy proxy(options);
  HttpOptions settings = Through(proxy.url());
  settings.proxy.method = Proxy::Method::kBearer;
  settings.proxy.token = "marker-of-proxy";
  EXPECT_EQ(NewTransport(settings)->Send(Post(kMailUrl)).status, 200);
  EXPECT_THAT(mail.raw().requests().at(0), Not(HasSubstr("marker-of-proxy")));

  settings.proxy.token = "stale";
  const ConnectionError error =
      ErrorOf([&] { NewTransport(settings)->Send(Post(kMailUrl)); });
  EXPECT_EQ(error.kind(), Kind::kProxy);
  EXPECT_THAT(error.what(), HasSubstr("refused the token"));
  EXPECT_THAT(error.what(), Not(HasSubstr("stale")));
}

TEST_P(ProxyToken, ThatIsRefusedIsRenewedOnceARequest) {
  MailServer mail(AnswerAlways(HttpAnswer(200, "hello")));
  TestProxy::Options options = mail.Behind();
  options.login = "Bearer token-2";
  options.offer = "Bearer realm=\"proxy\"";
  const TestProxy proxy(options);
  HttpOptions settings = Through(proxy.url());
  settings.proxy.method = Proxy::Method::kBearer;
  std::vector<std::string> refused;
  settings.proxy_token = [&] {
    return "token-" + std::to_string(refused.size() + 1);
  };
  settings.proxy_token_refused = [&](const std::string& token) {
    refused.push_back(token);
  };
  EXPECT_EQ(NewTransport(settings)->Send(Post(kMailUrl)).status, 200);
  EXPECT_THAT(refused, ElementsAre("token-1"));

  const auto transport = NewTransport(settings);
  refused.push_back("token-2");
  const ConnectionError error =
      ErrorOf([&] { transport->Send(Post(kMailUrl)); });
  EXPECT_THAT(error.what(), HasSubstr("refused the token"));
  EXPECT_THAT(refused, ElementsAre("token-1", "token-2", "token-3"));
}

TEST_P(ProxyToken, WeakerSchemeIsNotUsedInItsPlace) {
  MailServer mail(AnswerAlways(HttpAnswer(200, "hello")));
  TestProxy::Options options = mail.Behind();
  options.login = kBasicLogin;
  const TestProxy proxy(options);
  HttpOptions settings = SignedIn(Through(proxy.url()));
  settings.proxy.method = Proxy::Method::kDigest;
  const ConnectionError error =
      ErrorOf([&] { NewTransport(settings)->Send(Post(kMailUrl)); });
  EXPECT_EQ(error.kind(), Kind::kProxy);
  EXPECT_THAT(error.what(), AllOf(HasSubstr("does not offer Digest"),
                                  HasSubstr("It offers Basic.")));
  EXPECT_THAT(proxy.heard(), Not(HasSubstr("Proxy-Authorization")));
}

class Redirect : public OnEachTransport {};
INSTANTIATE_ON_EACH_TRANSPORT(Redirect);

TEST_P(Redirect, LeadsElsewhereAndTheNameStays) {
  MailServer mail(AnswerAlways(HttpAnswer(200, "hello")));
  HttpOptions options;
  options.network.resolve = [](const std::string&) { return EAI_NONAME; };
  options.network.redirect = [&](const Endpoint& wanted) {
    return wanted.host == "mail.contoso.test" && wanted.port == 443
               ? std::optional(Endpoint{"127.0.0.1", mail.raw().port()})
               : std::nullopt;
  };
  const auto transport = NewTransport(options);
  EXPECT_EQ(transport->Send(Post(kMailUrl)).body, "hello");
  EXPECT_EQ(transport->Send(Post(kMailUrl)).body, "hello");
  EXPECT_EQ(mail.raw().connections(), 1u);
  EXPECT_THAT(mail.raw().requests().at(0),
              HasSubstr("Host: mail.contoso.test\r\n"));
}

TEST_P(Redirect, RefusedEndpointIsAConnectFailure) {
  HttpOptions options;
  int gone = 0;
  {
    RawServer closed([](RawConnection&) {});
    gone = closed.port();
  }
  options.network.redirect = [&](const Endpoint&) {
    return Endpoint{"127.0.0.1", gone};
  };
  const ConnectionError error =
      ErrorOf([&] { NewTransport(options)->Send(Post(kMailUrl)); });
  EXPECT_EQ(error.kind(), Kind::kConnect);
  EXPECT_FALSE(error.maybe_sent());
}

TEST(RelayDoor, IsClosedToStrangers) {
  const TestProxy proxy({});
  ProxyAccess access;
  access.server = ParseProxyUrl(proxy.url());
  Relay relay(ParseHttpUrl(kMailUrl), Route{access, {}},
              std::make_shared<TlsRules>(Tls()));
  relay.Admit(1);  // nobody's
  TlsClient stranger(relay.port());
  stranger.Write("CONNECT mail.contoso.test:443 HTTP/1.1\r\n\r\n");
  EXPECT_EQ(stranger.ReadAll(), "");
  EXPECT_EQ(proxy.heard(), "");
}

}  // namespace
}  // namespace letterbox
