#include "xml/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "xml/utf8.h"

namespace letterbox::xml {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string TextOf(const std::string& text) {
  return Document::Parse(text).root().Text();
}

std::string Nested(int levels) {
  std::string text;
  for (int i = 0; i < levels; ++i) text += "<a>";
  for (int i = 0; i < levels; ++i) text += "</a>";
  return text;
}

TEST(Reader, FindsChildrenWhateverTheirPrefix) {
  for (const std::string open :
       {"<t:Item xmlns:t='urn:t'><t:Id>7</t:Id></t:Item>",
        "<Item xmlns='urn:t'><Id>7</Id></Item>",
        "<Item xmlns='urn:t'><x:Id xmlns:x='urn:t'>7</x:Id></Item>",
        "<x:Item xmlns:x='urn:t' xmlns='urn:other'><x:Id>7</x:Id></x:Item>"}) {
    const Document document = Document::Parse(open);
    EXPECT_TRUE(document.root().Is({"urn:t", "Item"})) << open;
    EXPECT_EQ(document.root().ChildText({"urn:t", "Id"}), "7") << open;
  }
}

TEST(Reader, TellsNamespacesApart) {
  const Document document = Document::Parse(
      "<a xmlns='urn:1' xmlns:p='urn:2'><p:b>wrong</p:b><b>right</b></a>");
  EXPECT_EQ(document.root().ChildText({"urn:1", "b"}), "right");
  EXPECT_FALSE(document.root().Child({"urn:3", "b"}));
}

TEST(Reader, TakesTheInnermostDeclaration) {
  const Document document =
      Document::Parse("<p:a xmlns:p='urn:1'><p:b xmlns:p='urn:2'/></p:a>");
  EXPECT_TRUE(document.root().Is({"urn:1", "a"}));
  EXPECT_TRUE(document.root().FirstChild().Is({"urn:2", "b"}));
}

TEST(Reader, GivesAnUndeclaredPrefixNoNamespace) {
  const Document document = Document::Parse("<p:a><b/></p:a>");
  EXPECT_EQ(document.root().ns(), "");
  EXPECT_EQ(document.root().local(), "a");
  EXPECT_EQ(document.root().FirstChild().ns(), "");
}

TEST(Reader, LetsPathsRunThroughWhatIsMissing) {
  const Element nothing =
      Document::Parse("<a/>").root().Child({"", "b"}).Child({"", "c"});
  EXPECT_FALSE(nothing);
  EXPECT_EQ(nothing.Text(), "");
  EXPECT_EQ(nothing.local(), "");
  EXPECT_EQ(nothing.Attribute("d"), std::nullopt);
  EXPECT_FALSE(nothing.Next());
  for (const Element child : nothing) {
    ADD_FAILURE() << "a child of nothing: " << child.local();
  }
}

TEST(Reader, WalksAllChildrenInTheirOrder) {
  const Document document =
      Document::Parse("<a>text<b/><!-- no child --><c/><b/></a>");
  std::vector<std::string> names;
  for (const Element child : document.root()) {
    names.emplace_back(child.local());
  }
  EXPECT_THAT(names, ElementsAre("b", "c", "b"));
}

TEST(Reader, StepsToTheNextOfAName) {
  const Document document = Document::Parse("<a><b>1</b><c/><b>2</b></a>");
  const Element first = document.root().Child({"", "b"});
  const Element second = first.Next({"", "b"});
  EXPECT_EQ(second.Text(), "2");
  EXPECT_FALSE(second.Next({"", "b"}));
}

TEST(Reader, JoinsTextAndCdata) {
  EXPECT_EQ(TextOf("<a>x &lt;<![CDATA[<&]]>y<!-- no -->&#228;</a>"),
            "x <<&y\xC3\xA4");
}

TEST(Reader, NormalisesLineEndsButNotReferences) {
  EXPECT_EQ(TextOf("<a>1\r\n2&#xD;&#xA;3</a>"), "1\n2\r\n3");
}

TEST(Reader, ReadsAttributes) {
  const Document document = Document::Parse("<a b='1 &amp; 2' c=\"\"/>");
  EXPECT_EQ(document.root().Attribute("b"), "1 & 2");
  EXPECT_EQ(document.root().Attribute("c"), "");
  EXPECT_EQ(document.root().Attribute("d"), std::nullopt);
}

TEST(Reader, SkipsByteOrderMarkAndDeclaration) {
  EXPECT_EQ(TextOf("\xEF\xBB\xBF<?xml version='1.0'?>\n<a>x</a>\n"), "x");
}

TEST(Reader, RefusesWhatIsNotWellFormed) {
  for (const std::string text :
       {"", " ", "text", "<a", "<a>", "<a></b>", "</a>", "<a><b></a></b>",
        "<a b=1/>", "<a b='1' b='2'/>", "<a <b/></a>", "<1/>", "<a/><b/>",
        "<a/>text", "{\"error\":1}", "<a>&", "<a><![CDATA[</a>", "<!-- --"}) {
    EXPECT_THROW(Document::Parse(text), ParseError) << text;
  }
}

TEST(Reader, RefusesEveryTruncation) {
  const std::string whole = "<?xml version='1.0'?><a b='c'>d<e/>&amp;</a>";
  ASSERT_NO_THROW(Document::Parse(whole));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_THROW(Document::Parse(whole.substr(0, length)), ParseError)
        << whole.substr(0, length);
  }
}

TEST(Reader, RefusesDeclarationsWhereverTheyStand) {
  for (const std::string text :
       {"<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<a><!DOCTYPE b></a>", "<a><b><!ENTITY c 'd'></b></a>"}) {
    EXPECT_THROW(Document::Parse(text), ParseError) << text;
  }
}

TEST(Reader, RefusesWhatIsNotUtf8) {
  try {
    Document::Parse("<a>\xFF</a>");
    ADD_FAILURE() << "was taken";
  } catch (const ParseError& error) {
    EXPECT_THAT(error.what(), HasSubstr("byte 3"));
  }
  EXPECT_THROW(Document::Parse(std::string("<a>\0</a>", 8)), ParseError);
}

TEST(Reader, BoundsTheNesting) {
  EXPECT_NO_THROW(Document::Parse(Nested(98)));
  EXPECT_THROW(Document::Parse(Nested(99)), ParseError);
  EXPECT_THROW(Document::Parse(Nested(200000)), ParseError);
}

TEST(Reader, ReplacesReferencesToNoCharacter) {
  const std::string replaced = "x\xEF\xBF\xBDy";
  for (const std::string reference :
       {"&#0;", "&#x0;", "&#xD800;", "&#xdfff;", "&#x110000;", "&#1114112;",
        "&#99999999999999999999;", "&#;", "&#x;", "&#xG;", "&#1a;"}) {
    EXPECT_EQ(TextOf("<a>x" + reference + "y</a>"), replaced) << reference;
  }
  EXPECT_EQ(TextOf("<a>x&#0"
                   "<b/></a>"),
            "x\xEF\xBF\xBD");
}

TEST(Reader, KeepsReferencesToCharacters) {
  EXPECT_EQ(TextOf("<a>&#65;&#x42;&#xE4;&#x1F600;&#x1F;&#x10FFFF;</a>"),
            "AB\xC3\xA4\xF0\x9F\x98\x80\x1F\xF4\x8F\xBF\xBF");
}

TEST(Reader, NeverGivesOutBadUtf8) {
  for (const std::string middle : {"&#xD8", "&#55296;", "&#x;&#;", "&#&#0;"}) {
    const std::string text = TextOf("<a>" + middle + "</a>");
    EXPECT_EQ(FindInvalidUtf8(text), std::string::npos) << middle;
  }
}

}  // namespace
}  // namespace letterbox::xml
