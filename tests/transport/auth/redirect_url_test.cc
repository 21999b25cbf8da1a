#include "auth/redirect/redirect_url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "letterbox/transport/error.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(RedirectUrl, KeepsWhatIsRegisteredButForThePort) {
  const RedirectUrl plain = ParseRedirectUrl("http://localhost");
  EXPECT_EQ(plain.host, "localhost");
  EXPECT_EQ(plain.port, 0);
  EXPECT_EQ(plain.target(), "/");
  EXPECT_EQ(plain.With(8400), "http://localhost:8400");

  const RedirectUrl whole = ParseRedirectUrl("HTTP://LocalHost:8400/Back/to");
  EXPECT_EQ(whole.host, "localhost");
  EXPECT_EQ(whole.port, 8400);
  EXPECT_EQ(whole.target(), "/Back/to");
  EXPECT_EQ(whole.With(8400), "http://localhost:8400/Back/to");
  EXPECT_EQ(whole.With(80), "http://localhost/Back/to");

  EXPECT_EQ(ParseRedirectUrl("http://127.0.0.1/").With(1),
            "http://127.0.0.1:1/");
  EXPECT_EQ(ParseRedirectUrl("http://[::1]:65535/").port, 65535);
}

TEST(RedirectUrl, RefusesWhatNobodyCanListenOn) {
  for (const char* bad :
       {"", "localhost", "https://localhost/", "http://contoso.com/",
        "http://localhost.contoso.com/", "http://127.0.0.1.contoso.com/",
        "http://localhost@contoso.com/", "http://localhost:/",
        "http://localhost:0/", "http://localhost:65536/",
        "http://localhost:8400x/", "http://localhost:-1/",
        "http://localhost/?a=b", "http://localhost/#a", "http://localhost/a b",
        "http://localhost/\r\n", "http://0.0.0.0/", "http://127.0.0.2/",
        "urn:ietf:wg:oauth:2.0:oob"}) {
    EXPECT_THAT(
        [&] { ParseRedirectUrl(bad); },
        ThrowsMessage<Error>(AllOf(HasSubstr("cannot be listened on"),
                                   HasSubstr("http://localhost:PORT/"))))
        << bad;
  }
}

}  // namespace
}  // namespace letterbox
