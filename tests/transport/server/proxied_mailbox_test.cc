// A connection with a proxy, from its first token on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "http/url.h"
#include "letterbox/transport/connection.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/mailbox.h"
#include "support/temp_folder.h"
#include "support/test_proxy.h"
#include "transport/server/server_fixture.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string AuthorityIn(const std::string& url) {
  return HostAndPort(ParseHttpUrl(url));
}

EmbeddedExchange::Options WithAllMethods() {
  EmbeddedExchange::Options options = ThreeUsers();
  options.methods = {Authentication::Method::kOAuth2,
                     Authentication::Method::kNtlm};
  return options;
}

class ProxiedMailbox : public testing::Test {
 protected:
  TestProxy::Options Behind(const std::string& login = "",
                            const std::string& offer = "Basic realm=\"x\"") {
    TestProxy::Options options;
    const HttpUrl url = ParseHttpUrl(exchange_.ews_url());
    options.targets = {{HostAndPort(url), url.port}};
    options.login = login;
    options.offer = offer;
    return options;
  }
  Connection Through(const TestProxy& proxy) {
    Connection connection = exchange_.ConnectionFor(kAlice);
    connection.name = "customer";
    connection.proxy.url = proxy.url();
    return connection;
  }
  /// At the proxy, whose authority is the server's.
  void SignInByToken(Connection& connection) {
    const Authentication& in = connection.authenticate;
    connection.proxy.method = Proxy::Method::kBearer;
    connection.proxy.token_url =
        exchange_.authority() + "/" + in.tenant_id + "/oauth2/v2.0/token";
    connection.proxy.client_id = in.client_id;
    connection.proxy.client_secret = in.client_secret;
    connection.proxy.scope = in.scope;
  }

  EmbeddedExchange exchange_{WithAllMethods()};
};

TEST_F(ProxiedMailbox, GetsTokensAndCallsThroughIt) {
  const TestProxy proxy(Behind("Basic cWE6cHc6ZEA="));
  Connection connection = Through(proxy);
  connection.proxy.user = "qa";
  connection.proxy.password = "pw:d@";
  OpenMailbox(connection)->Check();
  // The token and the call, of the same server here, share one way.
  EXPECT_GE(proxy.tunnels(), 1);
  EXPECT_THAT(proxy.heard(), Not(HasSubstr("Bearer")));
}

TEST_F(ProxiedMailbox, SignsInByNtlmThroughIt) {
  const TestProxy proxy(Behind("Basic cWE6cHc6ZEA="));
  Connection connection =
      exchange_.ConnectionFor(kAlice, Authentication::Method::kNtlm);
  connection.proxy.url = proxy.url();
  connection.proxy.user = "qa";
  connection.proxy.password = "pw:d@";
  OpenMailbox(connection)->Check();
  EXPECT_GE(proxy.tunnels(), 1);
  EXPECT_THAT(proxy.heard(), Not(HasSubstr("NTLM")));
}

TEST_F(ProxiedMailbox, GetsTheProxysTokenFromItsOwnAuthority) {
  const TestProxy proxy(Behind("Bearer ", "Bearer realm=\"x\""));
  Connection connection = Through(proxy);
  SignInByToken(connection);
  OpenMailbox(connection)->Check();
  EXPECT_GE(proxy.tunnels(), 1);
  EXPECT_THAT(proxy.heard(),
              AllOf(HasSubstr("Proxy-Authorization: Bearer "),
                    Not(HasSubstr(connection.proxy.client_secret))));
}

TEST_F(ProxiedMailbox, AsksForAnotherTokenWhereTheProxyRefusesTheStoredOne) {
  const TempFolder store;
  Connection connection = exchange_.ConnectionFor(kAlice);
  connection.name = "customer";
  connection.token_store = (store.path() / "tokens").string();
  SignInByToken(connection);
  const auto token_that_came = [&](const TestProxy& proxy) {
    connection.proxy.url = proxy.url();
    OpenMailbox(connection)->Check();
    const std::string heard = proxy.heard();
    const std::size_t at = heard.rfind("Bearer ");
    return heard.substr(at, heard.find("\r\n", at) - at);
  };
  const TestProxy first(Behind("Bearer ", "Bearer realm=\"x\""));
  const std::string stored = token_that_came(first);

  TestProxy::Options strict = Behind("Bearer ", "Bearer realm=\"x\"");
  strict.refused_login = stored;
  const TestProxy second(strict);
  const std::string renewed = token_that_came(second);
  EXPECT_NE(renewed, stored);

  // It is the one that other processes find.
  const TestProxy third(Behind("Bearer ", "Bearer realm=\"x\""));
  EXPECT_EQ(token_that_came(third), renewed);
}

TEST_F(ProxiedMailbox, WhatABearerLacksIsAConfigError) {
  const TestProxy proxy(Behind());
  Connection connection = Through(proxy);
  connection.proxy.method = Proxy::Method::kBearer;
  EXPECT_THROW(OpenMailbox(connection)->Check(), ConfigError);
  EXPECT_EQ(proxy.heard(), "");
}

TEST_F(ProxiedMailbox, IsNotSetUpWhereTheWayIsBarred) {
  TestProxy::Options nowhere = Behind();
  nowhere.targets.clear();
  const TestProxy proxy(nowhere);
  try {
    OpenMailbox(Through(proxy))->Check();
    ADD_FAILURE() << "it was";
  } catch (const ConnectionError& error) {
    EXPECT_EQ(error.kind(), ConnectionError::Kind::kConnect);
    EXPECT_THAT(error.what(), HasSubstr("could not reach " +
                                        AuthorityIn(exchange_.ews_url())));
  }
  EXPECT_THAT(exchange_.requests(), IsEmpty());
}

TEST_F(ProxiedMailbox, WithoutVerificationItWarnsOnceAProcess) {
  Connection connection = exchange_.ConnectionFor(kAlice);
  connection.name = "unverified";
  connection.tls.ca_pem.clear();
  connection.tls.verify = false;
  testing::internal::CaptureStderr();
  OpenMailbox(connection)->Check();
  OpenMailbox(connection)->Check();
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_THAT(said, AllOf(HasSubstr("warning: connection \"unverified\" takes "
                                    "any certificate"),
                          HasSubstr("ca_file or fingerprint")));
  EXPECT_EQ(said.find("warning"), said.rfind("warning"));
}

}  // namespace
}  // namespace letterbox
