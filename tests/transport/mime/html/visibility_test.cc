#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "mime/html/style.h"
#include "mime/html/view.h"

namespace letterbox {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::SizeIs;

std::string Text(const std::string& html) { return HtmlDocument(html).text(); }

// What is seen of "<i style=...>b</i>".
std::string Styled(const std::string& style) {
  return Text("<i style=\"" + style + "\">b</i>");
}

std::string WithSheet(const std::string& sheet, const std::string& body) {
  return Text("<head><style>" + sheet + "</style></head><body>" + body);
}

TEST(InlineStyle, Hides) {
  for (const char* style :
       {"display:none", "DISPLAY : NONE !important", "visibility:hidden",
        "visibility: collapse", "opacity:0", "opacity: 0.0;", "mso-hide:all",
        "font-size:0", "font-size: 0px", "font-size:0.0em", "font:0/0 a",
        "font: bold 0px Arial", "color:red;display:none",
        "background:url(data:image/png;base64,x);display:none",
        "/* a; */ display: none"}) {
    EXPECT_EQ(Styled(style), "") << style;
  }
}

TEST(InlineStyle, ShowsWhatOnlyLooksLikeIt) {
  for (const char* style :
       {"display:inline", "x-display:none", "opacity:0.5", "opacity:1",
        "font-size:10px", "font-size:0.5em", "font-size:100%",
        "font: 700 12px/0 Arial", "mso-hide:none", "visibility:visible",
        "display:none;display:inline", "line-height:0", "max-height:0",
        "content:'display:none'", "display", ""}) {
    EXPECT_EQ(Styled(style), "b") << style;
  }
}

TEST(InlineStyle, HidesWhatIsInside) {
  EXPECT_EQ(Text("<div style='display:none'><p>a<b style='display:inline'>b"),
            "");
  EXPECT_EQ(Text("<div style='opacity:0'><p style='opacity:1'>a"), "");
  EXPECT_EQ(Text("<div style='visibility:hidden'>a<b>b"), "");
  EXPECT_EQ(Text("<div style='font-size:0'>a<b>b"), "");
}

TEST(InlineStyle, ShowsInsideWhatMayBeShown) {
  EXPECT_EQ(Text("<div style='visibility:hidden'>a<b style='visibility:"
                 "visible'>b</b></div>"),
            "b");
  EXPECT_EQ(Text("<td><div style='font-size:0'>a<p style='font-size:14px'>b"),
            "b");
  EXPECT_EQ(Text("<div style='font-size:0'><p style='font-size:2em'>b"), "");
}

TEST(InlineStyle, LeavesTheImageOfALinkWithoutText) {
  const std::string cell = "<div style='font-size:0'>";
  EXPECT_THAT(HtmlDocument(cell + "<a href=x><img src=y></a>").Links(),
              ElementsAre(Field(&Link::url, "x")));
  EXPECT_THAT(HtmlDocument(cell + "<a href=x>z</a>").Links(), SizeIs(0));
}

TEST(StyleSheet, HidesByTypeClassAndId) {
  const std::string body = "<p class='a b'>1</p><p id=c>2</p><i>3</i>";
  EXPECT_EQ(WithSheet(".a{display:none}", body), "2 3");
  EXPECT_EQ(WithSheet("#c { display : none }", body), "1 3");
  EXPECT_EQ(WithSheet("i{visibility:hidden}", body), "1 2");
  EXPECT_EQ(WithSheet("p.b, i {mso-hide:all}", body), "2");
  EXPECT_EQ(WithSheet("body .b{opacity:0} x{}", body), "2 3");
  EXPECT_EQ(WithSheet("<!-- .a{font-size:0} -->", body), "2 3");
}

TEST(StyleSheet, LeavesOutWhatHoldsElsewhere) {
  const std::string body = "<p class=a>1</p><p class=b>2</p>";
  EXPECT_EQ(
      WithSheet("@media print { .a{display:none} .b{display:none} }", body),
      "1 2");
  EXPECT_EQ(WithSheet("@media (max-width:1px) { @media print { p{display:none} "
                      "} } .b{display:none}",
                      body),
            "1");
  EXPECT_EQ(WithSheet("@import url('x;y.css'); .b{display:none}", body), "1");
  EXPECT_EQ(WithSheet("p:hover{display:none} .b{display:none}", body), "1");
  EXPECT_EQ(Text("<style media='print'>p{display:none}</style><p>1"), "1");
}

TEST(StyleSheet, LetsTheStrongestRuleWin) {
  const std::string body = "<p class=a id=b>1</p>";
  EXPECT_EQ(WithSheet(".a{display:none} p{display:block}", body), "");
  EXPECT_EQ(WithSheet("#b{display:block} .a{display:none}", body), "1");
  EXPECT_EQ(WithSheet("p{display:none} p{display:block}", body), "1");
  EXPECT_EQ(WithSheet("p{display:none !important} #b{display:block}", body),
            "");
  EXPECT_EQ(WithSheet(".a{display:none}", "<p class=a style='display:block'>1"),
            "1");
  EXPECT_EQ(WithSheet(".a{display:none!important}",
                      "<p class=a style='display:block'>1"),
            "");
}

TEST(StyleSheet, TakesAnything) {
  for (const char* sheet :
       {"{", "}", "a{", "a{b", "a{b:}", "@", "@media", "@media{", "/*", "a{'",
        "}}}p{", ":not(:not(a)){x:y}", ",{display:none}", "p{display:none"}) {
    WithSheet(sheet, "<p>1");
  }
  EXPECT_EQ(WithSheet("} .a{display:none}", "<p class=a>1<p>2"), "2");
}

TEST(StyleSheet, WithManyRulesIsReadInBoundedTime) {
  std::string sheet;
  for (int i = 0; i < 5000; ++i) {
    sheet += ".c" + std::to_string(i) + "{display:none}";
  }
  std::string body;
  for (int i = 0; i < 20000; ++i) body += "<p>x";
  EXPECT_THAT(WithSheet(sheet, body), SizeIs(20000u * 2 - 1));
}

TEST(ParseDeclarations, TakesThemApart) {
  const auto declarations =
      ParseDeclarations("Color: RED ; background: url(a;b:c) !IMPORTANT; ; d");
  ASSERT_THAT(declarations, SizeIs(2));
  EXPECT_EQ(declarations[0].property, "color");
  EXPECT_EQ(declarations[0].value, "red");
  EXPECT_FALSE(declarations[0].is_important);
  EXPECT_EQ(declarations[1].value, "url(a;b:c)");
  EXPECT_TRUE(declarations[1].is_important);
}

}  // namespace
}  // namespace letterbox
