#include "auth/redirect/redirect_request.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "support/rounds.h"

namespace letterbox {
namespace {

const std::string kPost =
    "POST /back?a=b HTTP/1.1\r\nhost: localhost:8400 \r\nCookie: x\r\n"
    "Content-Type: Application/X-WWW-Form-URLencoded; charset=utf-8\r\n"
    "Content-Length: 5\r\n\r\nc=1&d";

Reading Read(const std::string& bytes) {
  RedirectRequest request;
  return ReadRedirectRequest(bytes, request);
}

std::string With(const std::string& field) {
  return "GET / HTTP/1.1\r\nHost: localhost\r\n" + field + "\r\n\r\n";
}

TEST(RedirectRequest, ReadsWhatABrowserSends) {
  RedirectRequest request;
  ASSERT_EQ(ReadRedirectRequest(kPost, request), Reading::kDone);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path, "/back");
  EXPECT_EQ(request.query, "a=b");
  EXPECT_EQ(request.host, "localhost:8400");
  EXPECT_EQ(request.content_type, "application/x-www-form-urlencoded");
  EXPECT_EQ(request.body, "c=1&d");
}

TEST(RedirectRequest, WaitsForAllOfIt) {
  for (std::size_t size = 0; size < kPost.size(); ++size)
    EXPECT_EQ(Read(kPost.substr(0, size)), Reading::kMore) << size;
}

TEST(RedirectRequest, RefusesWhatIsNone) {
  for (const std::string bad :
       {"\r\n\r\n", "GET\r\n\r\n", " / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/2\r\nHost: a\r\n\r\n",
        "GET http://localhost/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"})
    EXPECT_EQ(Read(bad), Reading::kBad) << bad;
  for (const std::string bad :
       {"Host: another", ": a", "a", "Content-Length: 5x", "Content-Length: -1",
        "Content-Length: 99999999999999999999",
        "Content-Length: 5\r\nContent-Length: 6", "Transfer-Encoding: chunked"})
    EXPECT_EQ(Read(With(bad)), Reading::kBad) << bad;
}

TEST(RedirectRequest, RefusesMoreThanABrowserSends) {
  const std::string much(kLargestRedirectRequest, 'a');
  EXPECT_EQ(Read("GET /" + much), Reading::kTooLarge);
  EXPECT_EQ(Read(With("Cookie: " + much)), Reading::kTooLarge);
  EXPECT_EQ(Read(With("Content-Length: 99999999")), Reading::kTooLarge);
}

TEST(RedirectRequest, SurvivesDamage) {
  std::mt19937 random(1);
  for (int round = 0; round < Rounds(2000); ++round) {
    std::string bytes = kPost;
    for (int i = 0; i < 3; ++i)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    Read(bytes);
  }
}

}  // namespace
}  // namespace letterbox
