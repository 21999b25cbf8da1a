#include "xml/splicer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "mime/base64.h"
#include "xml/reader.h"

namespace letterbox::xml {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Optional;
using testing::ThrowsMessage;

const std::string kBytes(5000, 'x');
const std::string kLong = EncodeBase64(kBytes);

// `text`, given `step` bytes at a time.
Spliced Splice(const std::string& text, std::size_t step = std::string::npos) {
  Splicer splicer;
  for (std::string_view rest = text; !rest.empty();) {
    splicer.Add(rest.substr(0, step));
    rest.remove_prefix(std::min(step, rest.size()));
  }
  return splicer.Finish();
}

TEST(Splicer, TakesOutWhatIsLongWhereverItIsCut) {
  const std::string text =
      "<?xml version='1.0'?><a><t:MimeContent CharacterSet=\"U>\">" + kLong +
      "</t:MimeContent><Content>\r\n" + kLong +
      "\n</Content><x>Text</x><Content>QQ==</Content></a>";
  for (const std::size_t step : {1u, 2u, 7u, 4096u, 100'000u}) {
    const Spliced spliced = Splice(text, step);
    EXPECT_EQ(spliced.text,
              "<?xml version='1.0'?><a><t:MimeContent CharacterSet=\"U>\">#0"
              "</t:MimeContent><Content>#1</Content><x>Text</x><Content>QQ=="
              "</Content></a>");
    EXPECT_THAT(spliced.contents,
                ElementsAre(Optional(kBytes), Optional(kBytes)));
  }
}

TEST(Splicer, LeavesEverythingElseAsItIs) {
  const std::string words(3 * Splicer::kShortest, 'A');
  for (const std::string& text :
       {"<a><Body>" + words + "</Body></a>",
        "<a><!-- > <Content>" + words + "</Content> --></a>",
        "<a><![CDATA[<Content>" + words + "</Content>]]></a>",
        "<a b='<Content>" + words + "</Content>'/>",
        "<a><Content/>" + words + "</a>", "<a></Content>" + words + "</a>",
        "<a><Content>not Base64, " + words + "</Content></a>",
        "<a><Content>QUJD&#xD;\n" + words + "</Content></a>",
        "<a><Content><![CDATA[" + words + "]]></Content></a>",
        "<a><MyContent>" + words + "</MyContent></a>"}) {
    for (const std::size_t step : {1u, 100'000u}) {
      const Spliced spliced = Splice(text, step);
      EXPECT_EQ(spliced.text, text);
      EXPECT_THAT(spliced.contents, testing::IsEmpty());
    }
  }
}

TEST(Splicer, TellsWhatTurnsOutToBeNoBase64) {
  for (const std::string& wrong : {kLong + "&#13;", kLong + "%", kLong + "A"}) {
    const Spliced spliced = Splice("<Content>" + wrong + "</Content>", 1000);
    EXPECT_THAT(spliced.contents, ElementsAre(std::nullopt)) << wrong.back();
  }
}

TEST(Splicer, IsAsNewOnceItIsFinished) {
  Splicer splicer;
  splicer.Add("<a><Content>" + kLong);
  splicer.Finish();
  splicer.Add("<b/>");
  const Spliced spliced = splicer.Finish();
  EXPECT_EQ(spliced.text, "<b/>");
  EXPECT_THAT(spliced.contents, testing::IsEmpty());
}

TEST(Splicer, CountsTheTextAndTheContentsApart) {
  Splicer::Limits limits;
  limits.text = 1000;
  limits.contents = 2 * kBytes.size();
  const std::string content = "<Content>" + kLong + "</Content>";
  Splicer splicer(limits);
  splicer.Add("<a>" + content + content);
  EXPECT_THAT([&] { splicer.Add(content); },
              ThrowsMessage<TooLarge>(HasSubstr("10000 bytes allowed")));
  Splicer other(limits);
  EXPECT_THAT([&] { other.Add("<a>" + std::string(1000, ' ')); },
              ThrowsMessage<TooLarge>(HasSubstr("1000 bytes allowed")));
  Splicer endless(limits);
  EXPECT_THROW(endless.Add("<a b='" + std::string(1000, ' ')), TooLarge);
}

TEST(Splicer, GivesTheBytesToTheElementOnce) {
  const Document document = Document::Parse(
      Splice("<a><Content>" + kLong + "</Content><b>QQ==</b><c>#7</c></a>"));
  const Element content = document.root().FirstChild();
  EXPECT_THAT(content.TakeBase64(), Optional(kBytes));
  EXPECT_EQ(content.TakeBase64(), std::nullopt);
  EXPECT_THAT(document.root().Child({"", "b"}).TakeBase64(),
              Optional(std::string("A")));
  EXPECT_EQ(document.root().Child({"", "c"}).TakeBase64(), std::nullopt);
  EXPECT_EQ(Document::Parse("<c>#0</c>").root().TakeBase64(), std::nullopt);
  EXPECT_THAT(Element().TakeBase64(), Optional(std::string()));
}

}  // namespace
}  // namespace letterbox::xml
