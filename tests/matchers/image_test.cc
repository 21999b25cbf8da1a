#include "letterbox/matchers/image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "letterbox/matchers/attachment.h"
#include "support/explain.h"

namespace letterbox {
namespace {

using testing::_;
using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Optional;
using testing::SizeIs;

Email WithLogo(const std::string& html,
               const std::string& content_id = "logo") {
  return Email::FromMime(
      "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
      "--b\r\nContent-Type: text/html\r\n\r\n" +
      html + "\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <" +
      content_id +
      ">\r\nContent-Disposition: inline; filename=logo.png\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n");
}

Email Shop() {
  return WithLogo(
      "<img src='cid:logo' alt='Contoso'>"
      "<img src='https://contoso.test/open.gif?id=1' width=1 height=1>");
}

TEST(HasImage, MatchesSomeImage) {
  EXPECT_THAT(Shop(), HasImage("cid:logo"));
  EXPECT_THAT(Shop(), HasImage(std::string("cid:logo")));
  EXPECT_THAT(Shop(), HasImage(WithAltText("Contoso")));
  EXPECT_THAT(Shop(), HasImage(IsTrackingPixel()));
  EXPECT_THAT(Shop(), Not(HasImage(WithAltText("Fabrikam"))));
  EXPECT_EQ(Describe(HasImage("x")),
            "which has an image with a source that is equal to \"x\"");
  EXPECT_EQ(DescribeNegation(HasImage(IsTrackingPixel())),
            "which has no image that is a tracking pixel");
  EXPECT_THAT(Explain(HasImage("x"), Shop()),
              HasSubstr("which has 2 images: cid:logo for \"Contoso\", with "
                        "the source \"cid:logo\""));
  EXPECT_EQ(Explain(HasImage(_), Email()), "which has no image");
}

TEST(HasImages, MatchesAllOfThem) {
  EXPECT_THAT(Shop(), HasImages(SizeIs(2)));
  EXPECT_THAT(Shop(), Not(HasImages(Each(WithAltText(Not(IsEmpty()))))));
  EXPECT_EQ(DescribeNegation(HasImages(IsEmpty())),
            "whose list of images isn't empty");
  EXPECT_THAT(Explain(HasImages(SizeIs(3)), Shop()),
              HasSubstr("which has 2 images: cid:logo"));
}

TEST(HasRemoteImages, LeavesOutTheInlineOnes) {
  EXPECT_THAT(Shop(), HasRemoteImages(ElementsAre(IsTrackingPixel())));
  EXPECT_THAT(Email(), HasRemoteImages(IsEmpty()));
  EXPECT_THAT(Explain(HasRemoteImages(IsEmpty()), Shop()),
              HasSubstr("1 remote images: https://contoso.test/open.gif"));
  EXPECT_EQ(DescribeNegation(HasRemoteImages(IsEmpty())),
            "whose list of remote images isn't empty");
}

TEST(HasInlineImage, WantsTheAttachmentShown) {
  EXPECT_THAT(Shop(), HasInlineImage("logo.png"));
  EXPECT_THAT(Shop(), HasInlineImage(std::string("logo.png")));
  EXPECT_THAT(Shop(), HasInlineImage(HasContentType("image/png")));
  EXPECT_THAT(WithLogo("<img src='CID:l%40b'>", "l@b"),
              HasInlineImage("logo.png"));
  EXPECT_THAT(WithLogo("<p style=\"background:url('cid:logo')\">x"),
              HasInlineImage("logo.png"));
  EXPECT_THAT(WithLogo("<p>no image"), Not(HasInlineImage(_)));
  EXPECT_THAT(WithLogo("<img src='cid:other'>"), Not(HasInlineImage(_)));
  EXPECT_EQ(Describe(HasInlineImage("a")),
            "which shows an attachment with a name that is equal to \"a\"");
  EXPECT_EQ(DescribeNegation(HasInlineImage(_)), "which shows no attachment");
  EXPECT_EQ(Explain(HasInlineImage("a"), WithLogo("<p>x")),
            "which shows no attachment");
  EXPECT_THAT(Explain(HasInlineImage("a"), Shop()),
              HasSubstr("which shows the attachment logo.png"));
}

TEST(HasResolvedImages, FindsWhatIsMissingAndWhatIsNotShown) {
  EXPECT_THAT(Shop(), HasResolvedImages());
  EXPECT_THAT(Email(), HasResolvedImages());
  const Email missing = WithLogo("<img src='cid:logo'><img src='cid:other'>");
  EXPECT_THAT(missing, Not(HasResolvedImages()));
  EXPECT_EQ(Explain(HasResolvedImages(), missing),
            "whose inline images are not all there and shown, no attachment "
            "is cid:other");
  EXPECT_THAT(Explain(HasResolvedImages(), WithLogo("<p>x")),
              AllOf(HasSubstr("nothing shows the attachment logo.png"),
                    HasSubstr("cid:logo")));
  EXPECT_EQ(Describe(HasResolvedImages()),
            "whose inline images are all there and all shown");
  EXPECT_EQ(DescribeNegation(HasResolvedImages()),
            "whose inline images are not all there and shown");
}

TEST(ImageParts, SayWhatTheyWantAndWhatIsThere) {
  const Image image = {"https://a.test/x", "Logo", "1", "1px"};
  EXPECT_THAT(image, AllOf(WithSource("https://a.test/x"), WithAltText("Logo"),
                           IsTrackingPixel()));
  EXPECT_THAT(image, Not(WithSource("x")));
  EXPECT_EQ(Explain(WithSource("x"), image),
            "with the source \"https://a.test/x\"");
  EXPECT_EQ(DescribeNegation(WithAltText("x")),
            "with an alt text that isn't equal to \"x\"");
  EXPECT_EQ(Explain(WithAltText("x"), image), "with the alt text \"Logo\"");
  EXPECT_EQ(Explain(IsTrackingPixel(), Image{"cid:a", "", "1", "1"}),
            "that is no tracking pixel");
}

TEST(ImageMatchers, StandWhereverAMatcherMay) {
  const std::vector<Email> mails = {Email(), Shop()};
  EXPECT_THAT(mails, Contains(HasImage("cid:logo")));
  EXPECT_THAT(mails, ElementsAre(Not(HasInlineImage(_)), HasInlineImage(_)));
  EXPECT_THAT(std::optional<Email>(Shop()),
              Optional(EmailMatcher(AllOf(HasImages(SizeIs(2)),
                                          HasRemoteImages(SizeIs(1)),
                                          HasResolvedImages()))));
  EXPECT_THAT(Shop().images(), Contains(WithAltText("Contoso")));
}

// Images that show each other, and a mail that shows itself.
TEST(ImageMatchers, TakeCidsInACircle) {
  const Email mail = Email::FromMime(
      "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n"
      "Content-ID: <c>\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-ID: <a>"
      "\r\n\r\n<img src='cid:a'><img src='cid:b'><img src='cid:c'>\r\n--b\r\n"
      "Content-Type: text/html; name=b.html\r\nContent-ID: <b>\r\n"
      "Content-Disposition: attachment\r\n\r\n<img src='cid:a'>\r\n--b--\r\n");
  EXPECT_THAT(mail, HasInlineImage("b.html"));
  EXPECT_THAT(mail, Not(HasResolvedImages()));
}

}  // namespace
}  // namespace letterbox
