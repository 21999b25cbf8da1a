#include "http/url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "letterbox/transport/error.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::ThrowsMessage;

TEST(ParseHttpUrl, TakesAUrlApart) {
  const HttpUrl url =
      ParseHttpUrl("HTTPS://Mail.Contoso.com:8443/EWS/Exchange.asmx?a=b#c");
  EXPECT_TRUE(url.tls);
  EXPECT_EQ(url.host, "mail.contoso.com");
  EXPECT_EQ(url.origin, "https://mail.contoso.com:8443");
  EXPECT_EQ(url.target, "/EWS/Exchange.asmx?a=b");
  EXPECT_EQ(url.shown, "https://mail.contoso.com:8443/EWS/Exchange.asmx");
}

TEST(ParseHttpUrl, LeavesTheDefaultPortOut) {
  EXPECT_EQ(ParseHttpUrl("https://a.test:443").origin, "https://a.test");
  EXPECT_EQ(ParseHttpUrl("http://localhost:80/").origin, "http://localhost");
}

TEST(ParseHttpUrl, GivesEveryUrlATarget) {
  EXPECT_EQ(ParseHttpUrl("https://a.test").target, "/");
  EXPECT_EQ(ParseHttpUrl("https://a.test?x=1").target, "/?x=1");
}

TEST(ParseHttpUrl, AllowsPlainHttpOnThisMachineOnly) {
  EXPECT_NO_THROW(ParseHttpUrl("http://localhost:8080/"));
  EXPECT_NO_THROW(ParseHttpUrl("http://127.0.0.1:8080/"));
  EXPECT_NO_THROW(ParseHttpUrl("http://127.9.8.7/"));
  for (const char* url :
       {"http://mail.contoso.com/", "http://10.0.0.1/",
        "http://127.0.0.1.evil.test/", "http://localhost.evil.test/"}) {
    EXPECT_THAT([&] { ParseHttpUrl(url); },
                ThrowsMessage<Error>(HasSubstr("plain http")))
        << url;
  }
}

TEST(ParseHttpUrl, AllowsPlainHttpElsewhereToWhoAsksForIt) {
  const HttpUrl url = ParseHttpUrl("http://autodiscover.contoso.com/a", true);
  EXPECT_FALSE(url.tls);
  EXPECT_EQ(url.origin, "http://autodiscover.contoso.com");
}

struct Refused {
  const char* url;
  const char* why;
};

TEST(ParseHttpUrl, RefusesWhatCannotBeUsedWithASentence) {
  const Refused cases[] = {
      {"", "begin with https://"},
      {"mail.contoso.com", "begin with https://"},
      {"ftp://mail.contoso.com/", "begin with https://"},
      {"https://", "host name"},
      {"https:///path", "host name"},
      {"https://a b/", "character"},
      {"https://a.test/\r\nX: y", "character"},
      {"https://a.test/\xC3\xA9", "character"},
      {"https://a.test:0/", "port"},
      {"https://a.test:65536/", "port"},
      {"https://a.test:12x/", "port"},
      {"https://a.test:/", "port"},
      {"https://[::1]:443/", "IPv6"},
      {"https://user:marker@a.test/", "user name"},
  };
  for (const Refused& refused : cases) {
    EXPECT_THAT([&] { ParseHttpUrl(refused.url); },
                ThrowsMessage<Error>(
                    AllOf(HasSubstr(refused.why), Not(HasSubstr("marker")))))
        << refused.url;
  }
}

TEST(ParseHttpUrl, KeepsTheQueryOutOfItsErrors) {
  EXPECT_THAT([] { ParseHttpUrl("http://a.test/?token=marker"); },
              ThrowsMessage<Error>(Not(HasSubstr("marker"))));
}

}  // namespace
}  // namespace letterbox
