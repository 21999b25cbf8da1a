#include "mime/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace letterbox {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Urls(const std::vector<Link>& links) {
  std::vector<std::string> urls;
  for (const Link& link : links) urls.push_back(link.url);
  return urls;
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
  EXPECT_THAT(LinksInText("http://" + std::string(200000, ')')), IsEmpty());
}

TEST(CollapseWhitespace, KeepsWords) {
  EXPECT_EQ(CollapseWhitespace(" a  b\u3000\u00A0c\u00FC "), "a b c\u00FC");
  EXPECT_EQ(CollapseWhitespace(" \n "), "");
}

}  // namespace
}  // namespace letterbox
