// Which proxy a request goes through.
#include "http/proxy/proxy_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "http/route.h"
#include "letterbox/transport/error.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::ThrowsMessage;
using Variables = std::map<std::string, std::string>;

ProxyRules RulesOf(const std::string& url, const Variables& variables = {}) {
  Proxy proxy;
  proxy.url = url;
  return ProxyRules(proxy, [&](const std::string& name) {
    const auto found = variables.find(name);
    return found == variables.end() ? "" : found->second;
  });
}

std::string Chosen(const ProxyRules& rules, const std::string& url) {
  const auto server = rules.For(ParseHttpUrl(url));
  return server ? server->shown() : "none";
}

constexpr char kMail[] = "https://mail.contoso.test/EWS";

TEST(ProxyRules, NamedProxyIsForEverythingAndForThisMachineToo) {
  const ProxyRules rules = RulesOf(
      "http://named:1", {{"https_proxy", "http://other:2"}, {"no_proxy", "*"}});
  EXPECT_EQ(Chosen(rules, kMail), "http://named:1");
  EXPECT_EQ(Chosen(rules, "https://localhost:9/"), "http://named:1");
  EXPECT_EQ(Chosen(rules, "http://127.0.0.1:9/"), "http://named:1");
}

TEST(ProxyRules, NoneLeavesTheEnvironmentAside) {
  EXPECT_EQ(Chosen(RulesOf("none", {{"HTTPS_PROXY", "http://env:1"}}), kMail),
            "none");
}

TEST(ProxyRules, EnvironmentIsTheDefault) {
  EXPECT_EQ(Proxy().url, "environment");
}

TEST(ProxyRules, VariablesAreReadInBothCasesLowerFirst) {
  EXPECT_EQ(Chosen(RulesOf("environment", {{"HTTPS_PROXY", "http://upper:1"}}),
                   kMail),
            "http://upper:1");
  EXPECT_EQ(Chosen(RulesOf("environment", {{"HTTPS_PROXY", "http://upper:1"},
                                           {"https_proxy", "http://lower:2"}}),
                   kMail),
            "http://lower:2");
  EXPECT_EQ(
      Chosen(RulesOf("environment", {{"ALL_PROXY", "socks5h://all:3"}}), kMail),
      "socks5://all:3");
}

TEST(ProxyRules, EachSchemeHasItsVariable) {
  const ProxyRules rules = RulesOf("environment", {{"https_proxy", "tls:1"},
                                                   {"http_proxy", "plain:2"},
                                                   {"all_proxy", "all:3"}});
  EXPECT_EQ(Chosen(rules, kMail), "http://tls:1");
  // Plain http is for this machine only, which is never behind a proxy of the
  // environment.
  HttpUrl plain;
  plain.tls = false;
  plain.host = "autodiscover.contoso.test";
  plain.port = 80;
  EXPECT_EQ(rules.For(plain)->shown(), "http://plain:2");
}

TEST(ProxyRules, ExemptionsAndThisMachineAreOfTheEnvironmentAlone) {
  const ProxyRules rules = RulesOf(
      "environment", {{"https_proxy", "env:1"}, {"NO_PROXY", ".contoso.test"}});
  EXPECT_EQ(Chosen(rules, kMail), "none");
  EXPECT_EQ(Chosen(rules, "https://mail.fabrikam.test/"), "http://env:1");
  for (const char* const here :
       {"https://localhost/", "https://127.0.0.1/", "https://127.9.9.9:1/"})
    EXPECT_EQ(Chosen(rules, here), "none");
}

TEST(ProxyRules, WrongVariableIsNamedOnceItIsUsed) {
  const ProxyRules rules =
      RulesOf("environment", {{"HTTPS_PROXY", "http://qa:marker@proxy"}});
  EXPECT_EQ(Chosen(rules, "https://localhost/"), "none");
  EXPECT_THAT(
      [&] { Chosen(rules, kMail); },
      ThrowsMessage<ConfigError>(AllOf(HasSubstr("HTTPS_PROXY has no port"),
                                       Not(HasSubstr("marker")))));
}

TEST(Routes, EnvironmentsUserSignsInUnlessTheConnectionNamesOne) {
  HttpOptions options;
  options.proxy.url = "http://url:secret@proxy:3128";
  Route route = Router(options).RouteTo(ParseHttpUrl(kMail));
  EXPECT_EQ(route.proxy->user, "url");
  EXPECT_EQ(route.proxy->password, "secret");
  options.proxy.user = "named";
  options.proxy.password = "other";
  route = Router(options).RouteTo(ParseHttpUrl(kMail));
  EXPECT_EQ(route.proxy->user, "named");
  EXPECT_EQ(route.proxy->password, "other");
}

TEST(Routes, NobodySignsInWithoutAUser) {
  HttpOptions options;
  options.proxy.url = "http://proxy:3128";
  EXPECT_FALSE(Router(options).RouteTo(ParseHttpUrl(kMail)).proxy->method);
}

TEST(Routes, TokenIsAskedForEachConnectionAnew) {
  HttpOptions options;
  options.proxy.url = "http://proxy:3128";
  options.proxy.method = Proxy::Method::kBearer;
  int asked = 0;
  options.proxy_token = [&] { return "token " + std::to_string(++asked); };
  const Router router(options);
  EXPECT_EQ(router.RouteTo(ParseHttpUrl(kMail)).proxy->token, "token 1");
  EXPECT_EQ(router.RouteTo(ParseHttpUrl(kMail)).proxy->token, "token 2");
}

TEST(Routes, WhatAMethodLacksIsNamed) {
  HttpOptions options;
  options.proxy.url = "http://proxy:3128";
  options.proxy.method = Proxy::Method::kBearer;
  EXPECT_THAT([&] { Router{options}; },
              ThrowsMessage<ConfigError>(HasSubstr("neither a `token`")));
  options.proxy.method = Proxy::Method::kDigest;
  EXPECT_THAT([&] { Router{options}; },
              ThrowsMessage<ConfigError>(HasSubstr("`user` and `password`")));
}

TEST(Routes, RedirectIsAskedOnlyWithoutAProxy) {
  HttpOptions options;
  options.proxy.url = "none";
  options.network.redirect = [](const Endpoint& wanted) {
    EXPECT_EQ(wanted.host, "mail.contoso.test");
    EXPECT_EQ(wanted.port, 443);
    return Endpoint{"127.0.0.1", 7};
  };
  EXPECT_EQ(Router(options).RouteTo(ParseHttpUrl(kMail)).redirect->port, 7);
  options.proxy.url = "http://proxy:3128";
  EXPECT_FALSE(Router(options).RouteTo(ParseHttpUrl(kMail)).redirect);
}

}  // namespace
}  // namespace letterbox
