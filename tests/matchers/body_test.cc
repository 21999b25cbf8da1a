#include "letterbox/matchers/body.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "letterbox/matchers/link.h"
#include "support/explain.h"

namespace letterbox {
namespace {

using testing::_;
using testing::AllOf;
using testing::Contains;
using testing::Eq;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Optional;
using testing::SizeIs;
using testing::StartsWith;

Email Html(const std::string& html) {
  return Email::FromMime("Content-Type: text/html; charset=utf-8\r\n\r\n" +
                         html);
}

Email Order() {
  return Html(
      "<p>Thank you for your order.</p>"
      "<p><a href='https://contoso.test/track?a=1&amp;b=2'>Track your\n"
      "parcel</a> or <a href='https://contoso.test/help'>get help</a></p>");
}

TEST(HasText, TakesAStringOrAMatcher) {
  const Email mail = Html("<b>Hel</b>lo,\n world");
  const std::string text = "Hello, world";
  EXPECT_THAT(mail, HasText("Hello, world"));
  EXPECT_THAT(mail, HasText(text));
  EXPECT_THAT(mail, HasText(std::string("Hello, world")));
  EXPECT_THAT(mail, HasText(Eq("Hello, world")));
  EXPECT_THAT(mail, HasText(HasSubstr("world")));
  EXPECT_THAT(mail, HasText(Not(IsEmpty())));
  EXPECT_THAT(mail, HasText(_));
  EXPECT_THAT(mail, Not(HasText("Hello")));
}

TEST(HasText, AsksWhetherAPartWasMeant) {
  EXPECT_EQ(Explain(HasText("get help"), Order()),
            "whose text is \"Thank you for your order. Track your parcel or "
            "get help\"; did you mean HasText(HasSubstr(\"get help\"))?");
  EXPECT_EQ(Explain(HasText(std::string("bye")), Html("hello")),
            "whose text is \"hello\"");
  EXPECT_EQ(Explain(HasText(""), Html("hello")), "whose text is \"hello\"");
}

TEST(HasText, ShowsALongTextWhereItDiffers) {
  const std::string same(1000, 'x');
  const std::string text =
      Explain(HasText(same + "a"), Html(same + "b" + same));
  EXPECT_EQ(text, "whose text differs at byte 1000 of 2001, where it is ...\"" +
                      std::string(40, 'x') + "b" + std::string(159, 'x') +
                      "...\"");
}

TEST(HasHtml, PointsAtTheFirstDifference) {
  const std::string same(1000, 'x');
  const std::string at = "differs at byte 1000 of 1001, where it is ...\"" +
                         std::string(40, 'x') + "b\"";
  EXPECT_EQ(Explain(HasHtml(same + "a"), Html(same + "b")),
            "whose HTML body " + at);
  EXPECT_EQ(Explain(HasTextBody(same + "a"),
                    Email::FromMime("Subject: Hi\n\n" + same + "b")),
            "whose text body " + at);
  EXPECT_EQ(
      Explain(HasHtml("b"), Html("abc")),
      "whose HTML body is \"abc\"; did you mean HasHtml(HasSubstr(\"b\"))?");
}

TEST(HasText, ShowsWholeCharactersWhereItDiffers) {
  std::string umlauts;
  for (int i = 0; i < 300; ++i) umlauts += "ü";
  const std::string text = Explain(HasText(umlauts + "a"), Html(umlauts + "b"));
  EXPECT_THAT(text, HasSubstr("...\"üüü"));
  EXPECT_THAT(text, Not(HasSubstr("\\x")));
}

TEST(HasText, KeepsTheExplanationOfALongTextShort) {
  const Email mail = Html(std::string(50000, 'x'));
  EXPECT_THAT(Explain(HasText(HasSubstr("y")), mail), SizeIs(testing::Lt(300)));
  EXPECT_THAT(Explain(HasText("y"), mail), SizeIs(testing::Lt(300)));
  EXPECT_THAT(Explain(HasText(testing::AllOf(_, testing::Each('y'))), mail),
              SizeIs(testing::Lt(600)));
}

TEST(HasText, SaysWhatItWants) {
  for (const EmailMatcher& matcher :
       {HasText("Hello"), HasText(Eq(std::string("Hello"))),
        HasText(std::string("Hello"))}) {
    EXPECT_EQ(Describe(matcher), "whose text is equal to \"Hello\"");
    EXPECT_EQ(DescribeNegation(matcher), "whose text isn't equal to \"Hello\"");
  }
  EXPECT_EQ(Describe(HasText(HasSubstr("x"))),
            "whose text has substring \"x\"");
}

TEST(HasHtml, LooksAtTheSource) {
  EXPECT_THAT(Html("<p>x</p>"), HasHtml("<p>x</p>"));
  EXPECT_THAT(Html("<p>x</p>"), HasHtml(HasSubstr("<p>")));
  EXPECT_THAT(Email::FromMime("\r\nplain"), HasHtml(IsEmpty()));
  EXPECT_EQ(Explain(HasHtml("y"), Html("<p class=\"a\">")),
            R"(whose HTML body is "<p class=\"a\">")");
  EXPECT_EQ(DescribeNegation(HasHtml("y")),
            "whose HTML body isn't equal to \"y\"");
}

TEST(HasLink, MatchesSomeLink) {
  const Email mail = Order();
  EXPECT_THAT(mail, HasLink("https://contoso.test/track?a=1&b=2"));
  EXPECT_THAT(mail, HasLink(std::string("https://contoso.test/help")));
  EXPECT_THAT(mail, HasLink(WithText("Track your parcel")));
  EXPECT_THAT(mail, HasLink(WithUrl(HasSubstr("/help"))));
  EXPECT_THAT(mail, HasLink(_));
  EXPECT_THAT(mail, Not(HasLink("https://contoso.test/")));
  // Both of one link.
  EXPECT_THAT(
      mail,
      Not(HasLink(AllOf(WithText("get help"), WithUrl(HasSubstr("track"))))));
}

TEST(HasLink, SaysWhyNoLinkMatches) {
  const EmailMatcher matcher = HasLink(AllOf(
      WithUrl(StartsWith("https://contoso.test/help")), WithText("Help")));
  EXPECT_EQ(Describe(matcher),
            "which has a link (with a URL that starts with "
            "\"https://contoso.test/help\") and (with a text that is equal to "
            "\"Help\")");
  EXPECT_EQ(DescribeNegation(HasLink("u")),
            "which has no link with a URL that is equal to \"u\"");
  EXPECT_EQ(Explain(matcher, Order()),
            "which has 2 links: \"Track your parcel\" to "
            "https://contoso.test/track?a=1&b=2, with the URL "
            "\"https://contoso.test/track?a=1&b=2\"; \"get help\" to "
            "https://contoso.test/help, with the text \"get help\"");
  EXPECT_EQ(Explain(matcher, Html("no link")), "which has no link");
}

TEST(HasLink, SaysWhichLinkMatches) {
  EXPECT_EQ(Explain(HasLink(WithText("get help")), Order()),
            "which has the link \"get help\" to https://contoso.test/help");
}

TEST(WithText, SaysWhatItWantsAndWhatIsThere) {
  const Link link = {"Home", "https://contoso.test/"};
  EXPECT_THAT(link, WithText("Home"));
  EXPECT_THAT(link, Not(WithText("home")));
  EXPECT_THAT(link, WithUrl("https://contoso.test/"));
  EXPECT_EQ(Describe(WithText("x")), "with a text that is equal to \"x\"");
  EXPECT_EQ(DescribeNegation(WithText("x")),
            "with a text that isn't equal to \"x\"");
  EXPECT_EQ(Explain(WithText("x"), link), "with the text \"Home\"");
  EXPECT_EQ(DescribeNegation(WithUrl("x")),
            "with a URL that isn't equal to \"x\"");
  EXPECT_EQ(Explain(WithUrl("x"), link),
            "with the URL \"https://contoso.test/\"");
}

TEST(BodyMatchers, StandWhereverAMatcherMay) {
  const std::vector<Email> mails = {Email(), Order()};
  EXPECT_THAT(mails, Contains(HasText(HasSubstr("Thank you"))));
  EXPECT_THAT(mails, Contains(HasLink(WithText("get help"))));
  EXPECT_THAT(std::optional<Email>(Order()), Optional(HasLink(_)));
  EXPECT_THAT(Order(), AllOf(HasText(_), Not(HasHtml(IsEmpty()))));
  EXPECT_THAT(Order().links(), Contains(WithText("get help")));
  EXPECT_TRUE(testing::MatcherCast<Email>(HasText(_)).Matches(Order()));
}

TEST(BodyMatchers, PrintNoTextOfAMailRaw) {
  const Email mail = Html(
      "<a href='x&#10;[  FAILED  ]'>[       OK ]&#x1b;]0;</a> [  SKIPPED ]");
  for (const EmailMatcher& matcher :
       {HasText("x"), HasText(HasSubstr("x")), HasText("[  SKIPPED ]"),
        HasHtml("x"), HasLink("x"), HasLink(WithText("x"))}) {
    EXPECT_THAT(Explain(matcher, mail),
                AllOf(Not(HasSubstr("[  ")), Not(HasSubstr("\n")),
                      Not(HasSubstr("\x1B"))));
  }
}

}  // namespace
}  // namespace letterbox
