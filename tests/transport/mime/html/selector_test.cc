#include "mime/html/selector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "mime/html/view.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr char kPage[] = R"(
<table id="items" class="items wide" data-rows="3" lang="en-GB">
<tbody><tr class="head"><th>Item</th><th align="right">Price</th></tr>
<tr><td class="name">Pen</td><td class="price new">3</td></tr>
<tr><td class="name">Ink</td><td class="price old">4</td></tr></tbody></table>
<p>one</p><span>two</span><p>three</p><p></p>
<a href="https://contoso.test/track?id=1" title="Say &quot;x&quot;">Track</a>)";

// The texts of what is selected, one after the other.
std::string Selected(const std::string& selector) {
  std::string all;
  for (const HtmlElement& element : HtmlDocument(kPage).Select(selector)) {
    if (!all.empty()) all += ",";
    all += element.text;
  }
  return all;
}

struct Case {
  const char* selector;
  const char* selected;
};

class SelectorTable : public testing::TestWithParam<Case> {};

TEST_P(SelectorTable, Selects) {
  EXPECT_EQ(Selected(GetParam().selector), GetParam().selected)
      << GetParam().selector;
}

INSTANTIATE_TEST_SUITE_P(
    Selectors, SelectorTable,
    testing::Values(
        Case{"th", "Item,Price"}, Case{"TH", "Item,Price"},
        Case{".price", "3,4"}, Case{"td.price.new", "3"}, Case{".pric", ""},
        Case{"#items .old", "4"}, Case{"#item", ""},
        Case{"td, th", "Item,Price,Pen,3,Ink,4"},
        Case{"th , .old,.old", "Item,Price,4"}, Case{"[align]", "Price"},
        Case{"[align=right]", "Price"}, Case{"[ align = 'right' ]", "Price"},
        Case{"[ALIGN=\"left\"]", ""}, Case{"[class~=new]", "3"},
        Case{"td[class~='price new']", ""},
        Case{"table[lang|=en] th", "Item,Price"}, Case{"[lang|=e]", ""},
        Case{"[href^='https://']", "Track"}, Case{"[href^='']", ""},
        Case{"[href$='id=1']", "Track"}, Case{"[href*=track]", "Track"},
        Case{"[href*=TRACK]", ""}, Case{"[href*=TRACK i]", "Track"},
        Case{"[title='Say \\\"x\\\"']", "Track"},
        Case{"tr > td.name", "Pen,Ink"}, Case{"table > td", ""},
        Case{"table td", "Pen,3,Ink,4"},
        Case{"table > tbody > tr > .price", "3,4"}, Case{"td + td", "3,4"},
        Case{"p + p", ""}, Case{"span+p", "three"}, Case{"p ~ p", "three,"},
        Case{"span~a", "Track"}, Case{"a ~ p", ""},
        Case{"tr:first-child th", "Item,Price"},
        Case{"tr:last-child .name", "Ink"}, Case{"tr:nth-child(2) td", "Pen,3"},
        Case{"tr:nth-child(odd) > :first-child", "Item,Ink"},
        Case{"tr:nth-child(2n) .name", "Pen"},
        Case{"tr:nth-child( -n + 2 ) > :last-child", "Price,3"},
        Case{"tr:nth-child(n+3) .name", "Ink"},
        Case{"p:nth-of-type(2)", "three"}, Case{"p:nth-of-type(2n+1)", "one,"},
        Case{"p:nth-child(2)", "one"}, Case{"p:empty", ""},
        Case{"p:not(:empty)", "one,three"},
        Case{"td:not(.name):not(.old)", "3"}, Case{"td:not(.name, .old)", "3"},
        Case{"body > *:not(table):not(p)", "two,Track"}, Case{"b", ""}));

TEST(Selector, WorksFromTheRoot) {
  EXPECT_EQ(HtmlDocument(kPage).Select("html > body").size(), 1u);
  EXPECT_EQ(HtmlDocument(kPage).Select("p:empty").size(), 1u);
  EXPECT_EQ(HtmlDocument("").Select("p").size(), 0u);
}

TEST(Selector, TakesEscapedNames) {
  const HtmlDocument page("<p class='md:big 1'>x");
  EXPECT_EQ(page.Select(".md\\:big").size(), 1u);
}

TEST(Selector, HasTheElementsAttributes) {
  const std::vector<HtmlElement> found = HtmlDocument(kPage).Select("a");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].tag, "a");
  ASSERT_EQ(found[0].attributes.size(), 2u);
  EXPECT_EQ(found[0].attributes[1].name, "title");
  EXPECT_EQ(found[0].attributes[1].value, "Say \"x\"");
}

std::string ErrorOf(const std::string& selector) {
  try {
    ParseSelector(selector);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(Selector, NamesWhatIsNotSupported) {
  EXPECT_THAT(ErrorOf("p:hover"),
              AllOf(HasSubstr("\"p:hover\""), HasSubstr("\":hover\" at "
                                                        "character 2 is not "
                                                        "supported")));
  EXPECT_THAT(ErrorOf("p::before"), HasSubstr("\"::\" at character 2"));
  EXPECT_THAT(ErrorOf("p:not(a b)"), HasSubstr("inside :not()"));
  EXPECT_THAT(ErrorOf("p:not(:not(a))"), HasSubstr("\":not\""));
  EXPECT_THAT(ErrorOf("p:nth-child(x)"), HasSubstr("is no place"));
  EXPECT_THAT(ErrorOf("p || q"), HasSubstr("\"|\""));
}

TEST(Selector, NamesWhatIsMalformed) {
  for (const char* selector : {"",
                               " ",
                               ",",
                               "p,",
                               "p >",
                               "> p",
                               "..a",
                               "#",
                               ".",
                               "[",
                               "[a",
                               "[a=",
                               "[a='b",
                               "[a=b",
                               "[=b]",
                               "[a!=b]",
                               "p)",
                               "p:not(",
                               "p:not()",
                               "p:",
                               "p:nth-child",
                               "p:nth-child(",
                               "p:nth-child()",
                               "p{",
                               "p:nth-child(9999"
                               "999999n)"}) {
    EXPECT_THAT(ErrorOf(selector), HasSubstr("cannot be used")) << selector;
  }
}

}  // namespace
}  // namespace letterbox
