#include "xml/writer.h"

#include <gtest/gtest.h>

#include <string>

#include "xml/reader.h"

namespace letterbox::xml {
namespace {

std::string Leaf(const std::string& text) {
  Writer writer;
  writer.Leaf("a", text);
  return writer.Finish();
}

TEST(Writer, WritesElementsAttributesAndText) {
  Writer writer;
  writer.Open("a").Attribute("b", "c").Leaf("d", "e").Open("f").Close();
  writer.Leaf("yes", true).Leaf("no", false).Number("n", -12);
  EXPECT_EQ(writer.Finish(),
            "<a b=\"c\"><d>e</d><f/><yes>true</yes><no>false</no><n>-12</n>"
            "</a>");
}

TEST(Writer, FinishClosesWhatIsOpen) {
  Writer writer;
  writer.Open("a").Open("b").Text("c");
  EXPECT_EQ(writer.Finish(), "<a><b>c</b></a>");
}

TEST(Writer, TakesALiteralForTextNotForABoolean) {
  Writer writer;
  writer.Leaf("a", "literal");
  EXPECT_EQ(writer.Finish(), "<a>literal</a>");
}

TEST(Writer, EscapesWhatXmlReserves) {
  EXPECT_EQ(Leaf("a<b>&\"]]>"), "<a>a&lt;b&gt;&amp;&quot;]]&gt;</a>");
  Writer writer;
  writer.Open("a").Attribute("b", "\"<&>'\r");
  EXPECT_EQ(writer.Finish(), "<a b=\"&quot;&lt;&amp;&gt;'&#xD;\"/>");
}

TEST(Writer, ReplacesWhatXmlCannotHold) {
  const std::string replacement = "\xEF\xBF\xBD";
  EXPECT_EQ(Leaf(std::string("x\0y", 3)), "<a>x" + replacement + "y</a>");
  EXPECT_EQ(Leaf("\x1B\x08"), "<a>" + replacement + replacement + "</a>");
  EXPECT_EQ(Leaf("\xFF"), "<a>" + replacement + "</a>");
  EXPECT_EQ(Leaf("\xC3"), "<a>" + replacement + "</a>");
  EXPECT_EQ(Leaf("\xEF\xBF\xBF"), "<a>" + replacement + "</a>");
}

TEST(Writer, WritesPlainTextAsItStands) {
  Writer writer;
  writer.Open("a").PlainText("QUJD+/==");
  EXPECT_EQ(writer.Finish(), "<a>QUJD+/==</a>");
}

TEST(Writer, AnyTextComesBackAsItWas) {
  for (const std::string text :
       {"plain", "a\tb\nc\r\nd\re", "<![CDATA[x]]>", "&amp;", "&#0;",
        "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80", "]]>"}) {
    Writer writer;
    writer.Leaf("a", text);
    EXPECT_EQ(Document::Parse(writer.Finish()).root().Text(), text);
  }
}

}  // namespace
}  // namespace letterbox::xml
