#include "letterbox/matchers/attachment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "support/explain.h"

namespace letterbox {
namespace {

using testing::_;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Optional;
using testing::StartsWith;

Email Invoice() {
  return Email::FromMime(
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
      "--b\r\n\r\nSee attached.\r\n"
      "--b\r\nContent-Type: Application/PDF; name=invoice.pdf\r\n\r\n%PDF\r\n"
      "--b\r\nContent-Type: text/csv\r\n"
      "Content-Disposition: attachment; filename=prices.csv\r\n\r\na;b\r\n"
      "--b--\r\n");
}

TEST(HasAttachment, MatchesSomeAttachment) {
  const Email mail = Invoice();
  EXPECT_THAT(mail, HasAttachment("invoice.pdf"));
  EXPECT_THAT(mail, HasAttachment(std::string("prices.csv")));
  EXPECT_THAT(mail, HasAttachment(AllOf(IsNamed("invoice.pdf"),
                                        HasContentType("application/pdf"),
                                        HasContent("%PDF"))));
  EXPECT_THAT(mail, HasAttachment(_));
  EXPECT_THAT(mail, Not(HasAttachment("invoice")));
  // All of one attachment.
  EXPECT_THAT(mail, Not(HasAttachment(AllOf(IsNamed("invoice.pdf"),
                                            HasContentType("text/csv")))));
  EXPECT_THAT(Email(), Not(HasAttachment(_)));
}

TEST(HasAttachment, SaysWhyNoAttachmentMatches) {
  const EmailMatcher matcher = HasAttachment(
      AllOf(IsNamed("invoice.pdf"), HasContent(StartsWith("PK"))));
  EXPECT_EQ(Describe(matcher),
            "which has an attachment (with a name that is equal to "
            "\"invoice.pdf\") and (with content that starts with \"PK\")");
  EXPECT_EQ(DescribeNegation(HasAttachment("a.txt")),
            "which has no attachment with a name that is equal to \"a.txt\"");
  EXPECT_EQ(Explain(matcher, Invoice()),
            "which has 2 attachments: invoice.pdf (application/pdf, 4 bytes), "
            "with the content \"%PDF\"; prices.csv (text/csv, 3 bytes), with "
            "the name \"prices.csv\"");
  EXPECT_EQ(Explain(matcher, Email()), "which has no attachment");
}

TEST(HasAttachment, SaysWhichAttachmentMatches) {
  EXPECT_EQ(Explain(HasAttachment("prices.csv"), Invoice()),
            "which has the attachment prices.csv (text/csv, 3 bytes)");
}

TEST(AttachmentParts, SayWhatTheyWantAndWhatIsThere) {
  Attachment attachment;
  attachment.name = "a.bin";
  attachment.content = std::string("\0\x01[  SKIPPED ]", 14);
  EXPECT_THAT(attachment, IsNamed("a.bin"));
  EXPECT_THAT(attachment, Not(IsNamed(IsEmpty())));
  EXPECT_THAT(attachment, HasContentType("application/octet-stream"));
  EXPECT_THAT(attachment, HasContent(HasSubstr("SKIPPED")));
  EXPECT_EQ(Describe(HasContentType("x")),
            "with a content type that is equal to \"x\"");
  EXPECT_EQ(DescribeNegation(IsNamed("x")),
            "with a name that isn't equal to \"x\"");
  EXPECT_EQ(DescribeNegation(HasContent("x")),
            "with content that isn't equal to \"x\"");
  EXPECT_EQ(Explain(IsNamed("x"), attachment), "with the name \"a.bin\"");
  EXPECT_EQ(Explain(HasContentType("x"), attachment),
            "with the content type \"application/octet-stream\"");
  EXPECT_EQ(Explain(HasContent("x"), attachment),
            R"(with the content "\x00\x01[\x20 SKIPPED ]")");
}

TEST(HasContent, ShowsTheBeginningOfALongFile) {
  Attachment attachment;
  attachment.content = std::string(100000, 'x');
  EXPECT_EQ(Explain(HasContent("y"), attachment),
            "with the content \"" + std::string(80, 'x') + "...\"");
}

TEST(AttachmentMatchers, StandWhereverAMatcherMay) {
  const std::vector<Email> mails = {Email(), Invoice()};
  EXPECT_THAT(mails, Contains(HasAttachment("invoice.pdf")));
  EXPECT_THAT(std::optional<Email>(Invoice()), Optional(HasAttachment(_)));
  EXPECT_THAT(Invoice(),
              AllOf(HasAttachment("invoice.pdf"), HasAttachment("prices.csv")));
  EXPECT_THAT(Invoice().attachments(), Contains(IsNamed("invoice.pdf")));
  EXPECT_TRUE(testing::MatcherCast<Email>(HasAttachment(_)).Matches(Invoice()));
}

}  // namespace
}  // namespace letterbox
