#include "auth/redirect/redirect_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const RedirectExpectation kExpected = {"localhost:8400", "/", "the-state"};

RedirectRequest Get(const std::string& query) {
  RedirectRequest request;
  request.method = "GET";
  request.path = "/";
  request.query = query;
  request.host = "localhost:8400";
  return request;
}

RedirectVerdict Judge(const RedirectRequest& request) {
  return JudgeRedirect(request, kExpected);
}

TEST(RedirectAnswer, TakesTheCodeOfAQuery) {
  const RedirectVerdict verdict = Judge(
      Get("code=a%2Bb&state=the-state&session_state=x&iss=https%3A%2F%2Fas"));
  EXPECT_EQ(verdict.status, 200);
  ASSERT_TRUE(verdict.answer);
  EXPECT_EQ(verdict.answer->code, "a+b");
  EXPECT_EQ(verdict.answer->iss, "https://as");
  EXPECT_EQ(verdict.answer->error, "");
}

TEST(RedirectAnswer, TakesTheCodeOfAForm) {
  RedirectRequest request = Get("");
  request.method = "POST";
  request.content_type = "application/x-www-form-urlencoded";
  request.body = "code=abc&state=the-state";
  ASSERT_TRUE(Judge(request).answer);
  EXPECT_EQ(Judge(request).answer->code, "abc");

  request.content_type = "text/plain";
  EXPECT_EQ(Judge(request).status, 400);
  request.content_type = "";
  EXPECT_EQ(Judge(request).status, 400);
}

TEST(RedirectAnswer, DoesNotTakeAQueryForAForm) {
  RedirectRequest request = Get("code=abc&state=the-state");
  request.method = "POST";
  request.content_type = "application/x-www-form-urlencoded";
  EXPECT_EQ(Judge(request).status, 400);
}

TEST(RedirectAnswer, TakesAnError) {
  const RedirectVerdict verdict = Judge(
      Get("error=access_denied&error_description=%3Cb%3Eno&state=the-state"));
  EXPECT_EQ(verdict.status, 200);
  ASSERT_TRUE(verdict.answer);
  EXPECT_EQ(verdict.answer->error, "access_denied");
  EXPECT_EQ(verdict.answer->error_description, "<b>no");
}

TEST(RedirectAnswer, GoesOnWaitingAfterEverythingElse) {
  for (const char* query :
       {"", "code=abc", "state=the-state",
        "code=abc&state=", "code=abc&state=another", "code=abc&state=the-stat",
        "code=&state=the-state", "code=abc&error=no&state=the-state",
        "code=abc&code=abc&state=the-state",
        "code=abc&state=the-state&state=the-state",
        "code=abc&state=another&state=the-state", "code=%&state=the-state"}) {
    const RedirectVerdict verdict = Judge(Get(query));
    EXPECT_EQ(verdict.status, 400) << query;
    EXPECT_FALSE(verdict.answer) << query;
  }
}

TEST(RedirectAnswer, TakesNothingWithoutAState) {
  RedirectExpectation used = kExpected;
  used.state.clear();
  EXPECT_FALSE(JudgeRedirect(Get("code=abc&state="), used).answer);
  EXPECT_FALSE(JudgeRedirect(Get("code=abc"), used).answer);
}

TEST(RedirectAnswer, AnswersOnlyToItsOwnAddress) {
  RedirectRequest good = Get("code=abc&state=the-state");
  for (const char* host : {"evil.test", "localhost", "localhost:80",
                           "127.0.0.1:8400", "localhost:8400.evil.test"}) {
    RedirectRequest request = good;
    request.host = host;
    EXPECT_EQ(Judge(request).status, 403) << host;
    EXPECT_FALSE(Judge(request).answer) << host;
  }
  good.host = "LOCALHOST:8400";
  EXPECT_TRUE(Judge(good).answer);
  good.path = "/favicon.ico";
  EXPECT_EQ(Judge(good).status, 404);
  good.path = "/";
  for (const char* method : {"HEAD", "PUT", "OPTIONS", "get"}) {
    good.method = method;
    EXPECT_EQ(Judge(good).status, 405) << method;
    EXPECT_FALSE(Judge(good).answer) << method;
  }
}

TEST(RedirectAnswer, ShowsAPageThatHoldsNothingOfTheRequest) {
  const std::string page = RedirectPage(
      Judge(Get("error=x&error_description=%3Cscript%3Emark%3C%2Fscript%3E&"
                "state=the-state")));
  EXPECT_THAT(
      page, AllOf(StartsWith("HTTP/1.1 200 OK\r\n"),
                  HasSubstr("\r\nContent-Type: text/html; charset=utf-8\r\n"),
                  HasSubstr("\r\nCache-Control: no-store\r\n"),
                  HasSubstr("\r\nReferrer-Policy: no-referrer\r\n"),
                  HasSubstr("\r\nContent-Security-Policy: default-src 'none'"),
                  HasSubstr("You can close this page.")));
  EXPECT_THAT(page, AllOf(Not(HasSubstr("script")), Not(HasSubstr("mark")),
                          Not(HasSubstr("the-state"))));
  EXPECT_THAT(RedirectPage(RefuseRedirect(405)),
              HasSubstr("\r\nAllow: GET, POST\r\n"));
  EXPECT_THAT(RedirectPage(RefuseRedirect(408)), StartsWith("HTTP/1.1 408 "));
}

}  // namespace
}  // namespace letterbox
