#include "letterbox/matchers/link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "letterbox/matchers/address.h"
#include "support/explain.h"

namespace letterbox {
namespace {

using testing::_;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::Optional;
using testing::StartsWith;

constexpr char kSafe[] =
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcontoso."
    "test%2Freset%3Ftoken%3Da&data=05%7C02";

const Link& Track() {
  static const Link link = {
      "Track", "https://Shop.Contoso.test/track/1?order=A%2D1&x=1&x=2"};
  return link;
}

Email Html(const std::string& html) {
  return Email::FromMime("Content-Type: text/html\r\n\r\n" + html);
}

TEST(LinkParts, AreMatched) {
  EXPECT_THAT(Track(),
              AllOf(WithScheme("https"), WithHost("shop.contoso.test"),
                    WithPath(StartsWith("/track/")), WithQuery("order", "A-1"),
                    WithQuery("x", "2"), WithQuery("x")));
  EXPECT_THAT(Track(), Not(WithScheme("http")));
  EXPECT_THAT(Track(), Not(WithHost("contoso.test")));
  EXPECT_THAT(Track(), Not(WithPath("/track")));
  EXPECT_THAT(Track(), Not(WithQuery("x", "3")));
  EXPECT_THAT(Track(), Not(WithQuery("y")));
  EXPECT_THAT((Link{"", "/track"}), Not(WithHost(_)));
  EXPECT_THAT((Link{"", "mailto:a@b.test"}), Not(WithHost(_)));
}

TEST(LinkParts, SayWhatTheyWantAndWhatIsThere) {
  EXPECT_EQ(Describe(WithHost("a.test")),
            "which has a host that is equal to \"a.test\"");
  EXPECT_EQ(DescribeNegation(WithScheme("http")),
            "which has no scheme that is equal to \"http\"");
  EXPECT_EQ(Explain(WithHost("a.test"), Track()),
            "which has the host \"shop.contoso.test\"");
  EXPECT_EQ(Explain(WithPath("/"), Track()), "which has the path \"/track/1\"");
  EXPECT_EQ(Explain(WithScheme("ftp"), Link{"", "track"}),
            "which has no scheme");
  EXPECT_EQ(Describe(WithQuery("x", "3")),
            "which has a query parameter x that is equal to \"3\"");
  EXPECT_EQ(DescribeNegation(WithQuery("x")), "which has no query parameter x");
  EXPECT_EQ(Explain(WithQuery("x", "3"), Track()),
            "which has 2 query parameters x: \"1\"; \"2\"");
}

TEST(IsMailto, MatchesSomeRecipient) {
  const Link link = {"Write",
                     "mailto:ann%2Bx@contoso.test,b@c.test?subject=Hi"};
  EXPECT_THAT(link, IsMailto("ann+x@contoso.test"));
  EXPECT_THAT(link, IsMailto(std::string("b@C.test")));
  EXPECT_THAT(link, IsMailto(WithAddress(EndsWith("@c.test"))));
  EXPECT_THAT(link, Not(IsMailto("a@contoso.test")));
  EXPECT_THAT(Track(), Not(IsMailto(_)));
  EXPECT_EQ(Describe(IsMailto("a@b.test")),
            "which writes mail to a recipient with the address \"a@b.test\"");
  EXPECT_EQ(DescribeNegation(IsMailto("a@b.test")),
            "which writes mail to no recipient with the address \"a@b.test\"");
  EXPECT_EQ(Explain(IsMailto("a@b.test"), Track()),
            "which writes mail to no recipient");
  EXPECT_EQ(Explain(IsMailto("b@c.test"), link),
            "which writes mail to b@c.test");
}

TEST(IsRewritten, KnowsTheGateways) {
  const Link link = {"Reset", kSafe};
  EXPECT_THAT(link, IsRewritten());
  EXPECT_THAT(Track(), Not(IsRewritten()));
  EXPECT_EQ(Describe(IsRewritten()), "that a gateway rewrote");
  EXPECT_EQ(DescribeNegation(IsRewritten()), "that no gateway rewrote");
  EXPECT_EQ(Explain(IsRewritten(), link),
            "that a gateway rewrote, originally "
            "https://contoso.test/reset?token=a");
}

TEST(WithOriginal, LooksThroughTheGateway) {
  const Link link = {"Reset", kSafe};
  EXPECT_THAT(link, WithOriginal("https://contoso.test/reset?token=a"));
  EXPECT_THAT(link, WithOriginal(std::string("https://contoso.test/reset?"
                                             "token=a")));
  EXPECT_THAT(link,
              WithOriginal(AllOf(WithHost("contoso.test"), WithText("Reset"))));
  EXPECT_THAT(link, Not(WithOriginal(WithHost(EndsWith("outlook.com")))));
  EXPECT_THAT(Track(), WithOriginal(Track().url));
  EXPECT_EQ(Describe(WithOriginal("u")),
            "whose original is with a URL that is equal to \"u\"");
  EXPECT_EQ(DescribeNegation(WithOriginal("u")),
            "whose original is with a URL that isn't equal to \"u\"");
  EXPECT_THAT(Explain(WithOriginal("u"), link),
              StartsWith("whose original is \"Reset\" to "
                         "https://contoso.test/reset?token=a, with the URL"));
}

TEST(HasWellFormedLinks, NamesTheOneThatIsNot) {
  EXPECT_THAT(Html("<a href='https://a.test/'>a</a><a href='#b'>b</a>"),
              HasWellFormedLinks());
  EXPECT_THAT(Html("<p>no link"), HasWellFormedLinks());
  const Email bad = Html("<a href='https://a.test'>a</a><a href='/b'>b</a>");
  EXPECT_THAT(bad, Not(HasWellFormedLinks()));
  EXPECT_EQ(Describe(HasWellFormedLinks()), "whose links are all well-formed");
  EXPECT_EQ(DescribeNegation(HasWellFormedLinks()),
            "whose links are not all well-formed");
  EXPECT_EQ(Explain(HasWellFormedLinks(), bad),
            "whose links are not all well-formed, the link \"b\" to /b has no "
            "scheme, such as https:");
}

Email Newsletter() {
  return Email::FromMime(
      "List-Unsubscribe: <mailto:u@contoso.test>, <https://contoso.test/u?i=1>"
      "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\n");
}

TEST(HasUnsubscribe, LooksAtTheHeader) {
  EXPECT_THAT(Newsletter(), HasUnsubscribe("https://contoso.test/u?i=1"));
  EXPECT_THAT(Newsletter(), HasUnsubscribe(std::string("mailto:u@contoso."
                                                       "test")));
  EXPECT_THAT(Newsletter(), HasUnsubscribe(IsMailto("u@contoso.test")));
  EXPECT_THAT(Newsletter(), Not(HasUnsubscribe(WithHost("a.test"))));
  EXPECT_THAT(Email(), Not(HasUnsubscribe(_)));
  EXPECT_EQ(Describe(HasUnsubscribe("u")),
            "which has an unsubscribe link with a URL that is equal to \"u\"");
  EXPECT_EQ(DescribeNegation(HasUnsubscribe(_)),
            "which has no unsubscribe link");
  EXPECT_EQ(Explain(HasUnsubscribe(_), Email()),
            "which has no unsubscribe link");
  EXPECT_THAT(Explain(HasUnsubscribe("u"), Newsletter()),
              StartsWith("which has 2 unsubscribe links: "));
}

TEST(HasOneClickUnsubscribe, WantsBothHeaders) {
  EXPECT_THAT(Newsletter(), HasOneClickUnsubscribe());
  const Email mail = Email::FromMime(
      "List-Unsubscribe: <https://a.test>\r\n"
      "\r\n");
  EXPECT_THAT(mail, Not(HasOneClickUnsubscribe()));
  EXPECT_EQ(Describe(HasOneClickUnsubscribe()),
            "which one request unsubscribes");
  EXPECT_EQ(DescribeNegation(HasOneClickUnsubscribe()),
            "which no one request unsubscribes");
  EXPECT_THAT(Explain(HasOneClickUnsubscribe(), Email()),
              EndsWith("it has no List-Unsubscribe"));
  EXPECT_THAT(Explain(HasOneClickUnsubscribe(), mail),
              EndsWith("List-Unsubscribe-Post is missing"));
}

TEST(LinkMatchers, StandWhereverAMatcherMay) {
  const Email mail = Html("<a href='https://contoso.test/a?b=c'>go</a>");
  const std::vector<Email> mails = {Email(), mail};
  EXPECT_THAT(mails, Contains(HasLink(WithQuery("b", "c"))));
  EXPECT_THAT(mails, ElementsAre(HasWellFormedLinks(),
                                 HasLink(WithHost("contoso.test"))));
  EXPECT_THAT(std::optional<Email>(mail),
              Optional(EmailMatcher(AllOf(HasLink(WithScheme("https")),
                                          Not(HasUnsubscribe(_)),
                                          Not(HasOneClickUnsubscribe())))));
  EXPECT_THAT(
      mail.links(),
      ElementsAre(AllOf(WithPath("/a"), Not(IsRewritten()), Not(IsMailto(_)),
                        WithOriginal(WithText("go")))));
}

TEST(LinkMatchers, PrintNoTextOfAMailRaw) {
  const Email mail = Html(
      "<a href='https://a.test/[  FAILED  ]?q=[  PASSED  ]'>[       OK ]</a>");
  for (const EmailMatcher& matcher :
       {HasLink(WithPath("x")), HasLink(WithQuery("q", "x")),
        HasWellFormedLinks(), HasLink(WithOriginal("x"))}) {
    EXPECT_THAT(Explain(matcher, mail), Not(HasSubstr("[  ")));
  }
}

}  // namespace
}  // namespace letterbox
