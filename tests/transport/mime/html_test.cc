#include "mime/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace letterbox {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::string Text(std::string_view html) { return ViewHtml(html).text; }

std::vector<std::string> Urls(const std::vector<Link>& links) {
  std::vector<std::string> urls;
  for (const Link& link : links) urls.push_back(link.url);
  return urls;
}

std::string Repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(HtmlText, CollapsesWhiteSpace) {
  EXPECT_EQ(Text("  a \r\n\t b&nbsp;&nbsp; c&#8239;d\f"), "a b c d");
  EXPECT_EQ(Text("a&zwnj;b"), "a\u200Cb");
}

TEST(HtmlText, SeparatesBlocksButNotInlineElements) {
  EXPECT_EQ(Text("<p>a</p><p>b</p>c<br>d<div>e</div>f"), "a b c d e f");
  EXPECT_EQ(Text("<table><tr><td>a<td>b<tr><th>c</table>"), "a b c");
  EXPECT_EQ(Text("<ul><li>a<li>b</ul><h1>c</h1>d<hr>e"), "a b c d e");
  EXPECT_EQ(Text("wo<b>r</b><span>d</span><o:p>s</o:p>"), "words");
}

TEST(HtmlText, DecodesEntities) {
  EXPECT_EQ(Text("&lt;&amp;&euro;&#252;&#x1F600;&copy"), "<&€ü😀©");
}

TEST(HtmlText, LeavesOutWhatNobodySees) {
  EXPECT_EQ(Text("<head><title>t</title><style>s</style></head>a"), "a");
  EXPECT_EQ(Text("a<script>b</script><!-- c --><template>d</template>"), "a");
  EXPECT_EQ(Text("a<noscript>b</noscript><img alt='c'>"), "a");
  EXPECT_EQ(Text("a<p hidden>b</p>"), "a");
  EXPECT_EQ(Text("a<div style='color:red; DISPLAY : none'>b<p>c</div>"), "a");
  EXPECT_EQ(Text("a<i style='visibility:hidden !important'>b</i>"), "a");
  EXPECT_EQ(Text("a<i style='display:none;display:inline'>b</i>"), "ab");
  EXPECT_EQ(Text("a<i style='x-display:none'>b</i>"), "ab");
}

TEST(HtmlText, LeavesOutTheConditionalCommentsOfOutlook) {
  EXPECT_EQ(Text("<!--[if mso]>a<![endif]--><![if !mso]>b<![endif]>"), "b");
}

TEST(HtmlText, TakesPiecesOfHtml) {
  EXPECT_EQ(Text(""), "");
  EXPECT_EQ(Text("plain"), "plain");
  EXPECT_EQ(Text("<p>a<p>b</i></table>c"), "a bc");
  EXPECT_EQ(Text("a < b"), "a < b");
}

TEST(HtmlLinks, ComeInTheOrderOfTheBody) {
  const HtmlView view = ViewHtml(
      "<a href='https://a.test/?x=1&amp;y=2'> a\n<b>b</b> </a>"
      "<map><area href='https://c.test'></map>"
      "<a name='no link'>n</a><a href='mailto:d@e.test'><div>d</div></a>");
  ASSERT_THAT(view.links, SizeIs(3));
  EXPECT_EQ(view.links[0].text, "a b");
  EXPECT_EQ(view.links[0].url, "https://a.test/?x=1&y=2");
  EXPECT_EQ(view.links[1].text, "");
  EXPECT_EQ(view.links[1].url, "https://c.test");
  EXPECT_EQ(view.links[2].text, "d");
  EXPECT_EQ(view.links[2].url, "mailto:d@e.test");
}

TEST(HtmlLinks, AreThoseThatCanBeSeen) {
  EXPECT_THAT(ViewHtml("<p hidden><a href='x'>x</a></p>").links, IsEmpty());
}

TEST(HtmlLimits, ReadsDeepHtml) {
  EXPECT_EQ(Text(Repeated("<div>", 2000) + "a"), "a");
}

TEST(HtmlLimits, ShowsTheSourceOfWhatWouldTakeTooLong) {
  const std::string deep = Repeated("<div>", 100000) + "a";
  EXPECT_EQ(Text(deep), deep);
  EXPECT_THAT(ViewHtml(deep + "<a href='x'>").links, IsEmpty());
  std::string fonts;
  for (int i = 0; i < 3000; ++i) {
    fonts += "<font size=" + std::to_string(i) + ">";
  }
  EXPECT_THAT(Text(fonts + Repeated("<p>", 3000)), SizeIs(testing::Gt(50000u)));
}

TEST(HtmlLimits, ReadsALargeMail) {
  const std::string row =
      "<tr><td style='color:red'><a href=x>Hello</a> world</td></tr>";
  EXPECT_THAT(ViewHtml("<table>" + Repeated(row, 20000)).links, SizeIs(20000));
}

TEST(HtmlLimits, TakesAnyBytes) {
  const std::string seed =
      "<html><body style='a:b;c'><table><tr><td><a href='x&amp;y'>l</a></td>"
      "</tr></table><!-- c --><svg><a href=q>s</a></svg><p hidden>&nbsp;&#0;";
  std::minstd_rand random(1);
  for (int round = 0; round < 3000; ++round) {
    std::string html = seed;
    for (int i = 0; i < 5; ++i) {
      html[random() % html.size()] = static_cast<char>(random() >> 8);
    }
    ViewHtml(html);
    ViewHtml(html.substr(0, random() % html.size()));
    LinksInText(html);
  }
}

TEST(LinksInText, EndWhereTheAddressEnds) {
  EXPECT_THAT(
      Urls(LinksInText("See https://a.test/x?y=1, (http://b.test/c_(d)), "
                       "<mailto:e@f.test>; \"https://g.test\". "
                       "\u00A0https://h.test\u00A0i https://j.test/ü!")),
      ElementsAre("https://a.test/x?y=1", "http://b.test/c_(d)",
                  "mailto:e@f.test", "https://g.test", "https://h.test",
                  "https://j.test/ü"));
}

TEST(LinksInText, BeginAtASchemeOnly) {
  EXPECT_THAT(Urls(LinksInText("xhttp://a.test http:// www.a.test")),
              IsEmpty());
  EXPECT_THAT(Urls(LinksInText("HTTPS://A.test")),
              ElementsAre("HTTPS://A.test"));
}

TEST(LinksInText, TakeManyBrackets) {
  EXPECT_THAT(LinksInText("http://" + Repeated(")", 200000)), IsEmpty());
}

TEST(CollapseWhitespace, KeepsWords) {
  EXPECT_EQ(CollapseWhitespace(" a  b\u3000\u00A0c\u00FC "), "a b c\u00FC");
  EXPECT_EQ(CollapseWhitespace(" \n "), "");
}

}  // namespace
}  // namespace letterbox
