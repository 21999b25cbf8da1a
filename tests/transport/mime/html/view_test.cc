#include "mime/html/view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "mime/text.h"

namespace letterbox {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::string Text(std::string_view html) { return HtmlDocument(html).text(); }

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
  const std::vector<Link> links =
      HtmlDocument(
          "<a href='https://a.test/?x=1&amp;y=2'> a\n<b>b</b> </a>"
          "<map><area href='https://c.test'></map>"
          "<a name='no link'>n</a><a href='mailto:d@e.test'><div>d</div></a>")
          .Links();
  ASSERT_THAT(links, SizeIs(3));
  EXPECT_EQ(links[0].text, "a b");
  EXPECT_EQ(links[0].url, "https://a.test/?x=1&y=2");
  EXPECT_EQ(links[1].text, "");
  EXPECT_EQ(links[1].url, "https://c.test");
  EXPECT_EQ(links[2].text, "d");
  EXPECT_EQ(links[2].url, "mailto:d@e.test");
}

TEST(HtmlLinks, AreThoseThatCanBeSeen) {
  EXPECT_THAT(HtmlDocument("<p hidden><a href='x'>x</a></p>").Links(),
              IsEmpty());
}

TEST(HtmlLimits, ReadsDeepHtml) {
  EXPECT_EQ(Text(Repeated("<div>", 2000) + "a"), "a");
}

TEST(HtmlLimits, ReadsALargeMail) {
  const std::string row =
      "<tr><td style='color:red'><a href=x>Hello</a> world</td></tr>";
  EXPECT_THAT(HtmlDocument("<table>" + Repeated(row, 20000)).Links(),
              SizeIs(20000));
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
    HtmlDocument(html).Lines();
    HtmlDocument(html.substr(0, random() % html.size())).Tables();
    LinksInText(html);
  }
}

TEST(HtmlLines, HoldOneBlockEach) {
  EXPECT_EQ(HtmlDocument("<h1>Hello</h1>you<p>a <b>b</b><br>c</p> ").Lines(),
            "Hello\nyou\na b\nc\n");
  EXPECT_EQ(HtmlDocument("").Lines(), "");
}

TEST(HtmlLines, MarkTheItemsOfLists) {
  EXPECT_EQ(HtmlDocument("<ul><li>a<li>b<ol start=3><li>c<li value=7>d<li>e"
                         "</ol></ul><p>f")
                .Lines(),
            "- a\n- b\n  3. c\n  7. d\n  8. e\nf\n");
}

TEST(HtmlLines, ShowARowOfCellsInOneLine) {
  EXPECT_EQ(HtmlDocument("<table><tr><th>Item<th>Price<tr><td>Pen<td>3"
                         "<tr><td><td>4</table>")
                .Lines(),
            "Item | Price\nPen | 3\n| 4\n");
}

TEST(HtmlLines, TakeATableThatArrangesTheMailApart) {
  EXPECT_EQ(HtmlDocument("<table><tr><td><p>Left</p></td><td>Right</td></tr>"
                         "<tr><td colspan=2><table><tr><td>a<td>b</table>")
                .Lines(),
            "Left\nRight\na | b\n");
}

TEST(HtmlTables, HaveRowsOfCells) {
  const std::vector<Table> tables =
      HtmlDocument(
          "<table><tr><th>Item<th>Price</th></tr><tr><td>A <b>pen</b>"
          "<td>3 &euro;</table><table hidden><tr><td>x</table>")
          .Tables();
  ASSERT_THAT(tables, SizeIs(1));
  EXPECT_THAT(tables[0].rows, ElementsAre(ElementsAre("Item", "Price"),
                                          ElementsAre("A pen", "3 €")));
}

TEST(HtmlTables, StandApartFromTheTablesInThem) {
  const std::vector<Table> tables =
      HtmlDocument("<table><tr><td>a<table><tr><td>b</table><td>c</table>")
          .Tables();
  ASSERT_THAT(tables, SizeIs(2));
  EXPECT_THAT(tables[0].rows, ElementsAre(ElementsAre("a b", "c")));
  EXPECT_THAT(tables[1].rows, ElementsAre(ElementsAre("b")));
}

TEST(HtmlImages, AreThoseThatAreFetched) {
  const std::vector<Image> images =
      HtmlDocument(
          "<img src='cid:logo' alt='Contoso' width=100 style='width: 50PX'>"
          "<div style='display:none'><img src='https://a.test/p' width=1 "
          "height=1></div><td><table background='https://a.test/b.png'>"
          "<tr><td style=\"background-image: url('https://a.test/C.png')\">")
          .Images();
  ASSERT_THAT(images, SizeIs(4));
  EXPECT_EQ(images[0].source, "cid:logo");
  EXPECT_EQ(images[0].alt_text, "Contoso");
  EXPECT_EQ(images[0].width, "50px");
  EXPECT_FALSE(images[0].is_remote());
  EXPECT_TRUE(images[1].is_tracking_pixel());
  EXPECT_EQ(images[2].source, "https://a.test/b.png");
  EXPECT_EQ(images[3].source, "https://a.test/C.png");
  EXPECT_TRUE(images[3].is_remote());
  EXPECT_FALSE(images[3].is_tracking_pixel());
}

}  // namespace
}  // namespace letterbox
