#include "mime/html/bounded.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "mime/html/view.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string Repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

std::size_t DepthOf(const HtmlTree& tree) {
  std::vector<std::size_t> depth(tree.nodes.size(), 1);
  std::size_t deepest = 1;
  for (std::size_t at = 1; at < tree.nodes.size(); ++at) {
    depth[at] = depth[tree.nodes[at].parent] + 1;
    deepest = std::max(deepest, depth[at]);
  }
  return deepest;
}

TEST(BoundHtml, LeavesMailAsItIs) {
  for (const std::string& html : std::vector<std::string>{
           "", "plain <text", "<p>a<p>b<br>c", "<a title='x>y' href=\"<b>\">z",
           "<!-- <div> --><style>p > b { color: red }</style><p>a",
           "<ul>" + Repeated("<li>a", 3000) + "</ul>",
           "<table>" + Repeated("<tr><td>a<td>b", 3000) + "</table>",
           "<dl>" + Repeated("<dt>a<dd>b<p>c", 3000) + "</dl>",
           Repeated("<p>a", 3000), Repeated("<div><p>a</div>", 3000),
           Repeated("<table><tr><td><p><font size=1>a</font></table>", 3000)}) {
    const BoundedHtml bounded = BoundHtml(html);
    EXPECT_EQ(bounded.html, html);
    EXPECT_THAT(bounded.note, IsEmpty()) << html.substr(0, 60);
  }
}

TEST(BoundHtml, KeepsTheTextOfWhatIsTooDeep) {
  const BoundedHtml bounded = BoundHtml(Repeated("<div>", 1000) + "a" +
                                        Repeated("</div>", 1000) + "<b>c</b>");
  EXPECT_EQ(bounded.html, Repeated("<div>", 256) + "a" +
                              Repeated("</div>", 256) + "<b>c</b>");
  EXPECT_THAT(bounded.note, HasSubstr("deeper than 256"));
}

TEST(BoundHtml, SaysSoInTheNotesOfTheMail) {
  const Email mail = Email::FromMime("Content-Type: text/html\r\n\r\n" +
                                     Repeated("<div>", 1000) + "a");
  EXPECT_EQ(mail.text(), "a");
  EXPECT_THAT(mail.notes(), testing::Contains(HasSubstr("HTML: elements")));
}

TEST(BoundHtml, BoundsTheAttributesOfAnElement) {
  std::string many = "<a";
  for (int i = 0; i < 1000; ++i) many += " a" + std::to_string(i) + "='>'";
  const BoundedHtml bounded = BoundHtml(many + ">x</a>");
  EXPECT_THAT(bounded.html,
              AllOf(HasSubstr("a255="), testing::EndsWith(" >x</a>")));
  EXPECT_THAT(bounded.html, testing::Not(HasSubstr("a256=")));
}

TEST(BoundHtml, KeepsTextAndLinksOfWhatWouldTakeTooLong) {
  std::string html;
  for (int i = 0; i < 3000; ++i) {
    html += "<p><font size=" + std::to_string(i) + "></p>";
  }
  html += "<a href='https://a.test/'>one</a><p>two";
  const BoundedHtml bounded = BoundHtml(html);
  EXPECT_THAT(bounded.note, HasSubstr("only text"));
  const HtmlDocument document(html);
  EXPECT_EQ(document.text(), "one two");
  ASSERT_THAT(document.Links(), SizeIs(1));
  EXPECT_EQ(document.Links()[0].text, "one");
}

// Each would take seconds or minutes, or gigabytes, unbounded. The limit is
// generous: what is measured is the order of growth, on a busy machine too.
TEST(HostileHtml, IsReadInBoundedTimeAndDepth) {
  const int many = 30000;
  const std::vector<std::string> sources = {
      Repeated("<div>", 20000) + "end",
      Repeated("<div>", many) + "end",
      Repeated("<span>", many) + "end",
      Repeated("<b><p>", many) + "end",
      Repeated("<p><b></p>", many) + "end",
      Repeated("<span><p></span><div></div>", many) + "end",
      Repeated("<table><tr><td>", many) + "end",
      Repeated("<div><table><td></div>", many) + "end",
      Repeated("<table><table></table><li><dd></table>", many) + "end",
      "<table>" + Repeated("<i>x</i>", many) + "end",
      "<table>" + Repeated("<br>", many) + "end",
      "<svg>" + Repeated("<td>", many) + "end",
      "<svg>" + Repeated("<area>", many) + "end",
      "<svg><style>" + Repeated("<g>", many) + "end",
      Repeated("<a href=x>", many) + "end",
      Repeated("<select><option>", many) + "</select>end",
      Repeated("<body a=b><html c=d>", many) + "end",
      Repeated("<form>", many) + "end",
      Repeated("<blockquote><p>", many) + "end",
      Repeated("<ul><li>", many) + "end",
      Repeated("<template>", many) + "end",
      Repeated("<h1>", many) + "end",
      Repeated("<nobr>", many) + "end",
      Repeated("</p>", many) + "end",
      Repeated("<!--", many) + "-->end",
      Repeated("<style>", many) + "</style>end",
      Repeated("<a b='", many) + "'>end",
      "<p " + Repeated("a", 1'000'000) + "='x'>end",
      std::string(10'000'000, 'x') + " end"};
  for (const std::string& source : sources) {
    const auto begun = std::chrono::steady_clock::now();
    const HtmlDocument document(source);
    document.Lines();
    EXPECT_LT(std::chrono::steady_clock::now() - begun,
              std::chrono::seconds(30))
        << source.substr(0, 60);
    EXPECT_LT(DepthOf(ParseHtml(source.substr(0, 100000))), 2000u)
        << source.substr(0, 60);
  }
}

TEST(HostileHtml, LosesNoText) {
  for (const std::string& source : std::vector<std::string>{
           Repeated("<div>", 20000) + "end", Repeated("<b><p>", 20000) + "end",
           Repeated("<table><tr><td>", 20000) + "end",
           Repeated("<span><p></span><div></div>", 20000) + "end"}) {
    EXPECT_EQ(HtmlDocument(source).text(), "end") << source.substr(0, 60);
  }
}

}  // namespace
}  // namespace letterbox
