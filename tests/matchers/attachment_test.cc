#include "letterbox/matchers/attachment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "letterbox/matchers/body.h"
#include "letterbox/matchers/envelope.h"
#include "support/explain.h"
#include "support/temp_folder.h"

namespace letterbox {
namespace {

using testing::_;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Optional;
using testing::SizeIs;
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

TEST(HasAttachments, MatchesTheWholeListInItsOrder) {
  EXPECT_THAT(Invoice(), HasAttachments(SizeIs(2)));
  EXPECT_THAT(Invoice(), HasAttachments(ElementsAre(IsNamed("invoice.pdf"),
                                                    IsNamed("prices.csv"))));
  EXPECT_THAT(Invoice(), Not(HasAttachments(ElementsAre(
                             IsNamed("prices.csv"), IsNamed("invoice.pdf")))));
  EXPECT_THAT(Email(), HasAttachments(IsEmpty()));
  EXPECT_EQ(Describe(HasAttachments(IsEmpty())),
            "whose list of attachments is empty");
  EXPECT_EQ(DescribeNegation(HasAttachments(IsEmpty())),
            "whose list of attachments isn't empty");
  EXPECT_EQ(Explain(HasAttachments(SizeIs(1)), Invoice()),
            "which has 2 attachments: invoice.pdf (application/pdf, 4 bytes); "
            "prices.csv (text/csv, 3 bytes), whose size 2 doesn't match");
}

TEST(HasSniffedType, LooksAtTheBytes) {
  const Attachment liar{"a.pdf", "application/pdf", "\x89PNG\r\n\x1A\n"};
  EXPECT_THAT(liar, HasSniffedType("image/png"));
  EXPECT_THAT(liar, Not(HasSniffedType("application/pdf")));
  EXPECT_EQ(Describe(HasSniffedType("x")),
            "with bytes of a type that is equal to \"x\"");
  EXPECT_EQ(DescribeNegation(HasSniffedType("x")),
            "with bytes of a type that isn't equal to \"x\"");
  EXPECT_EQ(Explain(HasSniffedType("x"), liar),
            "with bytes of the type \"image/png\"");
}

TEST(HasSize, CountsTheDecodedBytes) {
  const Attachment file{"a", "b/c", "12345"};
  EXPECT_THAT(file, HasSize(5));
  EXPECT_THAT(file, HasSize(testing::Lt(6u)));
  EXPECT_THAT(file, Not(HasSize(4)));
  EXPECT_EQ(Describe(HasSize(5)), "whose size is equal to 5");
  EXPECT_EQ(DescribeNegation(HasSize(5)), "whose size isn't equal to 5");
  EXPECT_EQ(Explain(HasSize(4), file), "whose size is 5");
}

TEST(HasContentText, IsInUtf8WithPlainLineEnds) {
  Attachment file{"a.csv", "text/csv", "\xD6l;3\r\n"};
  file.charset = "iso-8859-1";
  EXPECT_THAT(file, HasContentText("Öl;3\n"));
  EXPECT_THAT(file, HasContentText(std::string("Öl;3\n")));
  EXPECT_THAT(file, HasContentText(HasSubstr("Öl")));
  EXPECT_THAT(file, Not(HasContentText("Öl")));
  EXPECT_EQ(Describe(HasContentText("x")),
            "with a text that is equal to \"x\"");
  EXPECT_EQ(DescribeNegation(HasContentText("x")),
            "with a text that isn't equal to \"x\"");
  EXPECT_EQ(Describe(HasContentText(IsEmpty())), "with a text that is empty");
  EXPECT_EQ(Explain(HasContentText("x"), file), "with the text \"Öl;3\\n\"");
  EXPECT_EQ(Explain(HasContentText(IsEmpty()), file),
            "with the text \"Öl;3\\n\", whose size is 6");
  file.content = std::string(300, 's') + "b";
  EXPECT_EQ(Explain(HasContentText(std::string(300, 's') + "a"), file),
            "with a text that differs at byte 300 of 301, where it is ...\"" +
                std::string(40, 's') + "b\"");
}

TEST(HasSha256, TakesTheDigitsOrAMatcher) {
  const Attachment file{"a", "b/c", "abc"};
  EXPECT_THAT(file, HasSha256("ba7816bf8f01cfea414140de5dae2223b00361a396177a9c"
                              "b410ff61f20015ad"));
  EXPECT_THAT(file, HasSha256(StartsWith("ba78")));
  EXPECT_THAT(file, Not(HasSha256("ba78")));
  EXPECT_EQ(Describe(HasSha256("x")), "with a SHA-256 that is equal to \"x\"");
  EXPECT_EQ(DescribeNegation(HasSha256("x")),
            "with a SHA-256 that isn't equal to \"x\"");
  EXPECT_THAT(Explain(HasSha256("x"), file),
              StartsWith("with the SHA-256 \"ba7816bf"));
}

TEST(HasContentOf, ComparesWithAFile) {
  const TempFolder folder;
  const std::string path = (folder.path() / "invoice.pdf").string();
  std::ofstream(path, std::ios::binary) << "%PDF-1.7";
  const Attachment file{"a", "b/c", "%PDF-1.4 and more"};
  EXPECT_THAT((Attachment{"a", "b/c", "%PDF-1.7"}), HasContentOf(path));
  EXPECT_THAT(file, Not(HasContentOf(path)));
  EXPECT_EQ(Describe(HasContentOf("golden/a.pdf")),
            "with the content of golden/a.pdf");
  EXPECT_EQ(DescribeNegation(HasContentOf("golden/a.pdf")),
            "without the content of golden/a.pdf");
  EXPECT_THAT(
      Explain(HasContentOf(path), file),
      testing::EndsWith("which has 8 bytes and differs from these 17 at "
                        "byte 7"));
  EXPECT_EQ(Explain(HasContentOf("no/such/file"), file),
            "without the content of no/such/file, which cannot be read: No "
            "such file or directory");
}

TEST(IsInline, IsWhatTheBodyShows) {
  Attachment image{"a.png", "image/png", "x"};
  EXPECT_THAT(image, Not(IsInline()));
  image.is_inline = true;
  EXPECT_THAT(image, IsInline());
  EXPECT_EQ(Describe(IsInline()), "which is inline");
  EXPECT_EQ(DescribeNegation(IsInline()), "which is not inline");
  EXPECT_EQ(Explain(IsInline(), image), "which is inline");
}

TEST(IsEmail, MatchesTheMailInside) {
  const Attachment mail{"", "message/rfc822", "Subject: inner\r\n\r\nbody"};
  EXPECT_THAT(mail, IsEmail());
  EXPECT_THAT(mail, IsEmail(AllOf(HasSubject("inner"), HasText("body"))));
  EXPECT_THAT(mail, Not(IsEmail(HasSubject("outer"))));
  EXPECT_THAT((Attachment{"a.txt", "text/plain", "Subject: inner\n\n"}),
              Not(IsEmail()));
  EXPECT_EQ(Describe(IsEmail(HasSubject("x"))),
            "which is a mail whose subject is equal to \"x\"");
  EXPECT_EQ(DescribeNegation(IsEmail(HasSubject("x"))),
            "which is no mail whose subject is equal to \"x\"");
  EXPECT_EQ(Explain(IsEmail(HasSubject("x")), mail),
            "which is the mail \"inner\", 4 bytes of text, whose subject is "
            "\"inner\"");
  EXPECT_EQ(Explain(IsEmail(), Attachment{"a", "text/plain", ""}),
            "which is no mail but text/plain");
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
