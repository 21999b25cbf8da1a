// Matchers of the elements, the tables, the order and the agreement of bodies.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "letterbox/matchers/body.h"
#include "support/explain.h"

namespace letterbox {
namespace {

using testing::_;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Optional;
using testing::SizeIs;

Email Html(const std::string& html) {
  return Email::FromMime("Content-Type: text/html; charset=utf-8\r\n\r\n" +
                         html);
}

Email Both(const std::string& text, const std::string& html) {
  return Email::FromMime(
      "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b"
      "\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" +
      text + "\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" +
      html + "\r\n--b--\r\n");
}

Email Order() {
  return Html(
      "<table id=items><tr><th>Item</th><th>Price</th></tr>"
      "<tr><td>Pen</td><td class=price align=right>3.00</td></tr>"
      "<tr><td>Ink</td><td class=price>4.50</td></tr></table>");
}

TEST(HasElement, MatchesSomeElement) {
  EXPECT_THAT(Order(), HasElement("#items td.price"));
  EXPECT_THAT(Order(), HasElement("td", WithInnerText("Ink")));
  EXPECT_THAT(Order(), HasElement(".price", AllOf(WithInnerText("3.00"),
                                                  WithAttribute("align"))));
  EXPECT_THAT(Order(), Not(HasElement("td.total")));
  EXPECT_THAT(Order(), Not(HasElement("td", WithInnerText("Pencil"))));
}

TEST(HasElement, SaysWhatItWantsAndWhatIsThere) {
  const EmailMatcher matcher = HasElement(".price", WithInnerText("5"));
  EXPECT_EQ(Describe(matcher),
            "which has an element .price with a text that is equal to \"5\"");
  EXPECT_EQ(DescribeNegation(matcher),
            "which has no element .price with a text that is equal to \"5\"");
  EXPECT_EQ(Explain(matcher, Order()),
            "which has 2 elements .price: <td class=\"price\" align=\"right\"> "
            "\"3.00\", with the text \"3.00\"; <td class=\"price\"> \"4.50\", "
            "with the text \"4.50\"");
  EXPECT_EQ(Explain(HasElement("b"), Order()), "which has no element b");
  EXPECT_EQ(Explain(HasElement("td", WithInnerText("Pen")), Order()),
            "which has the element <td> \"Pen\"");
}

TEST(HasElement, RefusesASelectorThatItDoesNotKnow) {
  EXPECT_THROW(HasElement("a:hover"), std::invalid_argument);
  EXPECT_THROW(HasElements("", _), std::invalid_argument);
}

TEST(HasElements, MatchesAllOfThem) {
  EXPECT_THAT(Order(), HasElements("td.price", SizeIs(2)));
  EXPECT_THAT(Order(),
              HasElements("th", ElementsAre(WithInnerText("Item"), _)));
  EXPECT_THAT(Order(), HasElements("b", IsEmpty()));
  EXPECT_EQ(Explain(HasElements("th", SizeIs(3)), Order()),
            "which has 2 elements th: <th> \"Item\"; <th> \"Price\", whose "
            "size 2 doesn't match");
  EXPECT_EQ(DescribeNegation(HasElements("th", IsEmpty())),
            "whose list of elements th isn't empty");
}

TEST(WithAttribute, LooksAtTheValue) {
  const HtmlElement element = {"a", {{"href", "x"}, {"class", "b c"}}, "go"};
  EXPECT_THAT(element, WithAttribute("href", "x"));
  EXPECT_THAT(element, WithAttribute("class", HasSubstr("c")));
  EXPECT_THAT(element, Not(WithAttribute("id")));
  EXPECT_EQ(Describe(WithAttribute("href", "y")),
            "which has an attribute href that is equal to \"y\"");
  EXPECT_EQ(DescribeNegation(WithAttribute("id")), "which has no attribute id");
  EXPECT_EQ(Explain(WithAttribute("href", "y"), element),
            "which has the attribute href \"x\"");
  EXPECT_EQ(DescribeNegation(WithInnerText("y")),
            "with a text that isn't equal to \"y\"");
  EXPECT_EQ(Explain(WithInnerText("y"), element), "with the text \"go\"");
}

TEST(HasTable, MatchesSomeTable) {
  EXPECT_THAT(Order(), HasTable(WithRow(ElementsAre("Pen", "3.00"))));
  EXPECT_THAT(Order(), HasTable(WithRow(Contains("4.50"))));
  EXPECT_THAT(Order(), HasTable(WithRows(SizeIs(3))));
  EXPECT_THAT(Order(), Not(HasTable(WithRow(ElementsAre("Pen", "4.50")))));
  EXPECT_THAT(Html("<p>no table"), Not(HasTable(_)));
}

TEST(HasTable, SaysWhatItWantsAndWhatIsThere) {
  const EmailMatcher matcher = HasTable(WithRow(Contains("Glue")));
  EXPECT_EQ(Describe(matcher),
            "which has a table which has a row that contains at least one "
            "element that is equal to \"Glue\"");
  EXPECT_EQ(DescribeNegation(HasTable(_)), "which has no table");
  EXPECT_THAT(Explain(matcher, Order()),
              AllOf(HasSubstr("which has the table of 3 rows: Item | Price / "
                              "Pen | 3.00 / Ink | 4.50, which has 3 rows: "),
                    HasSubstr("Pen | 3.00")));
  EXPECT_EQ(Explain(HasTable(_), Html("x")), "which has no table");
  EXPECT_EQ(DescribeNegation(WithRow(IsEmpty())),
            "which has no row that is empty");
  EXPECT_EQ(DescribeNegation(WithRows(IsEmpty())),
            "whose list of rows isn't empty");
  EXPECT_THAT(Explain(WithRows(SizeIs(1)), Order().tables().front()),
              HasSubstr("whose size 3 doesn't match"));
}

TEST(HasTextInOrder, WantsOneAfterTheOther) {
  const Email mail = Html("<p>Pen 3.00</p><p>Ink\n4.50</p><p>Total 7.50</p>");
  EXPECT_THAT(mail, HasTextInOrder({"Pen", "Ink 4.50", "Total"}));
  EXPECT_THAT(mail, HasTextInOrder({"Ink\n  4.50"}));
  EXPECT_THAT(mail, HasTextInOrder({}));
  EXPECT_THAT(mail, Not(HasTextInOrder({"Total", "Pen"})));
  EXPECT_THAT(mail, Not(HasTextInOrder({"Pen", "Pen"})));
  EXPECT_EQ(Describe(HasTextInOrder({"a", "b"})),
            "whose text holds, in this order, \"a\", \"b\"");
  EXPECT_EQ(DescribeNegation(HasTextInOrder({"a"})),
            "whose text does not hold, in this order, \"a\"");
  EXPECT_EQ(Explain(HasTextInOrder({"Ink", "Pen"}), mail),
            "whose text does not hold, in this order, \"Ink\", \"Pen\", "
            "\"Pen\" stands before \"Ink\"");
  EXPECT_THAT(Explain(HasTextInOrder({"Ink", "Glue"}), mail),
              HasSubstr("\"Glue\" is not in the text \"Pen 3.00"));
}

TEST(HasAgreeingBodies, ComparesTheWords) {
  EXPECT_THAT(Both("Hello Ann!\r\n\r\n* Pen\r\nTrack it: https://a.test/x",
                   "<h1>HELLO ANN</h1><ul><li>Pen</ul><a href=x>Track it</a>"),
              HasAgreeingBodies());
  EXPECT_THAT(Both("Hello Ann", "<p>Hello Bob"), Not(HasAgreeingBodies()));
  EXPECT_THAT(Both("Hello", "<p>Hello Bob"), Not(HasAgreeingBodies()));
  EXPECT_THAT(Html("<p>Hello"), Not(HasAgreeingBodies()));
}

TEST(HasAgreeingBodies, SaysWhereTheyDiffer) {
  EXPECT_EQ(Describe(HasAgreeingBodies()),
            "whose text body and HTML body agree");
  EXPECT_EQ(DescribeNegation(HasAgreeingBodies()),
            "whose text body and HTML body do not agree");
  EXPECT_EQ(Explain(HasAgreeingBodies(), Both("a b c", "<p>a b<p>d e")),
            "whose text body and HTML body do not agree, after 2 words the "
            "text body has \"c\" and the HTML body \"d e\"");
  EXPECT_EQ(Explain(HasAgreeingBodies(), Both("a b", "<p>a")),
            "whose text body and HTML body do not agree, after 1 words the "
            "text body has \"b\" and the HTML body its end");
  EXPECT_THAT(Explain(HasAgreeingBodies(), Html("a")),
              HasSubstr("it has no text body"));
}

TEST(HasTextBody, LooksAtTheTextPart) {
  const Email mail = Both("in text", "<p>in HTML");
  EXPECT_THAT(mail, HasTextBody(HasSubstr("in text")));
  EXPECT_THAT(mail, Not(HasTextBody(HasSubstr("HTML"))));
  EXPECT_EQ(DescribeNegation(HasTextBody("x")),
            "whose text body isn't equal to \"x\"");
  EXPECT_THAT(Explain(HasTextBody("x"), mail),
              HasSubstr("whose text body is \"in text"));
}

TEST(HasPlaceholder, FindsWhatWasLeftUnfilled) {
  const Email mail = Html("<p>Dear {{name}}, your order %ORDER% is undefined.");
  EXPECT_THAT(mail, HasPlaceholder());
  EXPECT_THAT(mail, HasPlaceholder("%ORDER%"));
  EXPECT_THAT(mail, Not(HasPlaceholder("null")));
  EXPECT_THAT(Order(), Not(HasPlaceholder()));
  EXPECT_EQ(Describe(HasPlaceholder()),
            "which has a placeholder left unfilled");
  EXPECT_EQ(DescribeNegation(HasPlaceholder("x")),
            "which has no placeholder left unfilled that is equal to \"x\"");
  EXPECT_EQ(Explain(HasPlaceholder("null"), mail),
            "which has 3 placeholders left unfilled: \"{{name}}\"; "
            "\"%ORDER%\"; \"undefined\"");
  EXPECT_EQ(Explain(HasPlaceholder(), mail),
            "which has the placeholder left unfilled \"{{name}}\"");
}

TEST(HtmlMatchers, StandWhereverAMatcherMay) {
  const std::vector<Email> mails = {Email(), Order()};
  EXPECT_THAT(mails, ElementsAre(Not(HasElement("td")), HasElement("td")));
  EXPECT_THAT(mails, Contains(HasTable(_)));
  EXPECT_THAT(mails, Contains(HasElements("td", SizeIs(4))));
  EXPECT_THAT(std::optional<Email>(Order()),
              Optional(EmailMatcher(AllOf(
                  HasTextInOrder({"Pen", "Ink"}), Not(HasAgreeingBodies()),
                  Not(HasPlaceholder()), HasTextBody(IsEmpty())))));
  EXPECT_THAT(Order().Select("td"), Contains(WithInnerText("Pen")));
  EXPECT_THAT(Order().tables(), ElementsAre(WithRow(Contains("Pen"))));
}

TEST(HtmlMatchers, PrintNoTextOfAMailRaw) {
  const Email mail = Html(
      "<table title='[  FAILED  ]'><tr><td>[       OK ]&#x1b;]0;</table>"
      "{{[  PASSED  ]}}");
  for (const EmailMatcher& matcher :
       {HasElement("table", WithInnerText("x")), HasElements("td", IsEmpty()),
        HasTable(WithRow(Contains("x"))), HasTextInOrder({"[  FAILED  ]"}),
        HasPlaceholder("x"), HasTable(WithRows(IsEmpty()))}) {
    EXPECT_THAT(Explain(matcher, mail),
                AllOf(Not(HasSubstr("[  ")), Not(HasSubstr("\x1B"))));
  }
}

}  // namespace
}  // namespace letterbox
