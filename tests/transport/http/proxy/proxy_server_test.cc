// The URL of a proxy.
#include "http/proxy/proxy_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "letterbox/transport/error.h"

namespace letterbox {
namespace {

using Kind = ProxyServer::Kind;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::ThrowsMessage;

TEST(ProxyUrl, IsTakenApart) {
  const ProxyServer proxy = ParseProxyUrl("https://Proxy.Contoso.com:3129/");
  EXPECT_EQ(proxy.kind, Kind::kHttps);
  EXPECT_EQ(proxy.host, "proxy.contoso.com");
  EXPECT_EQ(proxy.port, 3129);
  EXPECT_EQ(proxy.user, "");
  EXPECT_EQ(proxy.shown(), "https://proxy.contoso.com:3129");
}

TEST(ProxyUrl, WithoutASchemeIsHttp) {
  EXPECT_EQ(ParseProxyUrl("proxy:3128").kind, Kind::kHttp);
}

TEST(ProxyUrl, BothSchemesOfSocksLeaveNamesToTheProxy) {
  EXPECT_EQ(ParseProxyUrl("socks5://proxy:1080").kind, Kind::kSocks5);
  EXPECT_EQ(ParseProxyUrl("SOCKS5H://proxy:1080").kind, Kind::kSocks5);
}

TEST(ProxyUrl, UserAndPasswordAreDecodedAndNotShown) {
  const ProxyServer proxy = ParseProxyUrl("http://qa:p%40ss:%2f@proxy:3128");
  EXPECT_EQ(proxy.user, "qa");
  EXPECT_EQ(proxy.password, "p@ss:/");
  EXPECT_EQ(proxy.shown(), "http://proxy:3128");
}

TEST(ProxyUrl, AddressesOfVersion6StandInBrackets) {
  const ProxyServer proxy = ParseProxyUrl("http://[::1]:3128");
  EXPECT_EQ(proxy.host, "::1");
  EXPECT_EQ(proxy.shown(), "http://[::1]:3128");
}

TEST(ProxyUrl, RefusalsShowNothingOfIt) {
  struct Case {
    const char* url;
    const char* why;
  };
  for (const Case& wrong : std::initializer_list<Case>{
           {"ftp://marker:marker@proxy:21", "scheme other than"},
           {"socks4://marker:1080", "scheme other than"},
           {"http://marker", "has no port"},
           {"http://[::1]", "has no port"},
           {"http://marker:0", "not a number from 1"},
           {"http://marker:65536", "not a number from 1"},
           {"http://marker:31x8", "not a number from 1"},
           {"http://:3128", "no usable host name"},
           {"http://mar ker:3128", "no usable host name"},
           {"http://[marker]:3128", "no usable host name"},
           {"http://marker:3128/path", "after its port"},
           {"http://marker%0a:x@proxy:3128", "control character"},
           {"", "has no port"}}) {
    EXPECT_THAT([&] { ParseProxyUrl(wrong.url); },
                ThrowsMessage<Error>(
                    AllOf(HasSubstr(wrong.why), Not(HasSubstr("marker")))))
        << wrong.url;
  }
}

}  // namespace
}  // namespace letterbox
