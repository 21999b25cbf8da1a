#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "mime/mime.h"

namespace letterbox {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;
using testing::SizeIs;

Draft Letter() {
  Draft draft;
  draft.from = {"orders@contoso.test", "Shop"};
  draft.to = {{"customer@contoso.test"}};
  draft.subject = "Your order";
  draft.text = "Thank you.\n";
  return draft;
}

std::string Write(const Draft& draft) {
  return WriteMime(draft, "sender@contoso.test", "1@contoso.test",
                   std::chrono::system_clock::from_time_t(0));
}

ParsedMail Sent(const Draft& draft) { return ParseMime(Write(draft)); }

std::string AllBytes() {
  std::string bytes;
  for (int i = 0; i < 1000; ++i) bytes += static_cast<char>(i);
  return bytes;
}

// What WriteMime says about a draft that it refuses.
std::string Refusal(const Draft& draft) {
  try {
    Write(draft);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(WriteMime, WritesAPlainMail) {
  EXPECT_EQ(Write(Letter()),
            "Date: Thu, 01 Jan 1970 00:00:00 +0000\r\n"
            "From: Shop <orders@contoso.test>\r\n"
            "Subject: Your order\r\n"
            "To: customer@contoso.test\r\n"
            "Message-Id: <1@contoso.test>\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: 7bit\r\n"
            "\r\n"
            "Thank you.\r\n");
}

TEST(WriteMime, TakesTheSenderWhereTheDraftHasNone) {
  Draft draft = Letter();
  draft.from = {};
  EXPECT_EQ(Sent(draft).from, EmailAddress("sender@contoso.test"));
}

TEST(WriteMime, KeepsEveryHeader) {
  Draft draft = Letter();
  draft.from = {"orders@contoso.test", "Shöp, \"Ltd\""};
  draft.to = {{"a@b.test", "Müller, Hans"}, {"c@d.test", "[x] (y)"}};
  for (int i = 0; i < 40; ++i) {
    draft.cc.push_back({"user" + std::to_string(i) + "@b.test", "Üser"});
  }
  draft.reply_to = {{"help@contoso.test"}};
  draft.subject =
      "Ihre Bestellung: Überlänge 日本語日本語日本語日本語日本語 and a tail "
      "that "
      "goes on beyond the end of one line =?utf-8?Q?a?=";
  draft.headers = {{"X-Order", "A-1042 ü"}, {"X-Long", std::string(2000, 'x')}};
  const ParsedMail mail = Sent(draft);
  EXPECT_EQ(mail.from, draft.from);
  EXPECT_EQ(mail.to, draft.to);
  EXPECT_EQ(mail.cc, draft.cc);
  EXPECT_EQ(mail.reply_to, draft.reply_to);
  EXPECT_THAT(mail.subject,
              HasSubstr("Überlänge 日本語日本語日本語日本語日本語 and"));
  EXPECT_EQ(mail.message_id, "1@contoso.test");
  EXPECT_THAT(mail.headers,
              testing::Contains(testing::Field(&Header::value, "A-1042 ü")));
  EXPECT_THAT(mail.headers, testing::Contains(testing::Field(
                                &Header::value, std::string(2000, 'x'))));
}

TEST(WriteMime, KeepsItsLinesShortAndAscii) {
  Draft draft = Letter();
  draft.subject = std::string(3000, 'x') + "ü";
  draft.text = std::string(3000, 'x');
  draft.html = "日本語" + std::string(3000, 'x');
  draft.attachments = {{"ü" + std::string(300, 'x'), "a/b", AllBytes()}};
  std::size_t length = 0;
  for (const char c : Write(draft)) {
    length = c == '\n' ? 0 : length + 1;
    ASSERT_LE(length, 998u);
    ASSERT_LT(static_cast<unsigned char>(c), 0x80);
  }
  EXPECT_EQ(Sent(draft).text_body, draft.text + "");
  EXPECT_EQ(Sent(draft).html, draft.html);
}

TEST(WriteMime, NeverWritesBcc) {
  Draft draft = Letter();
  draft.bcc = {{"secret@contoso.test", "Hidden"}};
  EXPECT_THAT(Write(draft), Not(HasSubstr("secret")));
  EXPECT_THAT(Write(draft), Not(HasSubstr("Hidden")));
}

TEST(WriteMime, KeepsTheText) {
  for (const char* text :
       {"a\n", "ü\n", ".\n..\nFrom x\n", "a \n\tb=\n", "\n\na\n", "a\x01\n"}) {
    Draft draft = Letter();
    draft.text = text;
    EXPECT_EQ(Sent(draft).text_body, text);
  }
  Draft draft = Letter();
  draft.text = "a\r\nb\r\n";
  EXPECT_EQ(Sent(draft).text_body, "a\nb\n");
  draft.text = "no end";
  EXPECT_EQ(Sent(draft).text_body, "no end\n");
}

TEST(WriteMime, OffersTextAndHtmlAsAlternatives) {
  Draft draft = Letter();
  draft.html = "<p>Thank you ü</p>";
  EXPECT_THAT(Write(draft), HasSubstr("multipart/alternative"));
  const ParsedMail mail = Sent(draft);
  EXPECT_EQ(mail.text_body, "Thank you.\n");
  EXPECT_EQ(mail.html, "<p>Thank you ü</p>");
  draft.text = "";
  EXPECT_THAT(Write(draft), Not(HasSubstr("multipart")));
  EXPECT_EQ(Sent(draft).html, "<p>Thank you ü</p>\n");
}

TEST(WriteMime, KeepsAttachmentsByteForByte) {
  Draft draft = Letter();
  draft.attachments = {
      {"Überblick und ein langer Name, der nicht in eine Zeile passt, weil er "
       "so lang ist.csv",
       "text/csv", "a\r\nb\nc\r"},
      {"all \"bytes\".bin", "application/octet-stream", AllBytes()},
      {"", "application/x", ""}};
  const ParsedMail mail = Sent(draft);
  EXPECT_EQ(mail.text_body, "Thank you.\n");
  ASSERT_THAT(mail.attachments, SizeIs(3));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(mail.attachments[i].name, draft.attachments[i].name);
    EXPECT_EQ(mail.attachments[i].content_type,
              draft.attachments[i].content_type);
    EXPECT_EQ(mail.attachments[i].content, draft.attachments[i].content);
    EXPECT_FALSE(mail.attachments[i].is_inline);
  }
}

TEST(WriteMime, PutsImagesBesideTheHtmlThatShowsThem) {
  Draft draft = Letter();
  draft.html = "<img src='cid:logo@1'>";
  draft.attachments = {{"a.pdf", "application/pdf", "%PDF"},
                       {"logo.png", "image/png", "png", "logo@1", true}};
  const std::string mime = Write(draft);
  EXPECT_LT(mime.find("multipart/mixed"), mime.find("multipart/alternative"));
  EXPECT_LT(mime.find("multipart/alternative"), mime.find("multipart/related"));
  EXPECT_LT(mime.find("image/png"), mime.find("application/pdf"));
  const ParsedMail mail = ParseMime(mime);
  ASSERT_THAT(mail.attachments, SizeIs(2));
  EXPECT_EQ(mail.attachments[0].content_id, "logo@1");
  EXPECT_TRUE(mail.attachments[0].is_inline);
  EXPECT_FALSE(mail.attachments[1].is_inline);
}

TEST(WriteMime, CarriesAMail) {
  Draft draft = Letter();
  const std::string inner = "Subject: inner\r\n\r\nbody\r\n";
  draft.attachments = {{"a.eml", "message/rfc822", inner}};
  EXPECT_THAT(Write(draft), HasSubstr("\r\n\r\n" + inner));
  EXPECT_EQ(Sent(draft).attachments.at(0).content, inner);
  EXPECT_EQ(Sent(draft).subject, "Your order");
}

TEST(WriteMime, WritesAnEmptyMail) {
  const ParsedMail mail = Sent(Draft());
  EXPECT_THAT(mail.to, IsEmpty());
  EXPECT_EQ(mail.subject, "");
}

TEST(WriteMime, RefusesLineEndsInEveryField) {
  for (const std::string& bad :
       {std::string("a\r\nBcc: x@y.test"), std::string("a\nb"),
        std::string("a\rb"), std::string("a\0b", 3)}) {
    Draft draft = Letter();
    draft.subject = bad;
    EXPECT_THAT(Refusal(draft), HasSubstr("Draft::subject"));
    draft = Letter();
    draft.to = {{"a@b.test", bad}};
    EXPECT_THAT(Refusal(draft), HasSubstr("name in Draft::to"));
    draft = Letter();
    draft.cc = {{bad + "@b.test"}};
    EXPECT_THAT(Refusal(draft), HasSubstr("address in Draft::cc"));
    draft = Letter();
    draft.bcc = {{"a@b.test", bad}};
    EXPECT_THAT(Refusal(draft), HasSubstr("Draft::bcc"));
    draft = Letter();
    draft.from.name = bad;
    EXPECT_THAT(Refusal(draft), HasSubstr("Draft::from"));
    draft = Letter();
    draft.headers = {{"X-A", bad}};
    EXPECT_THAT(Refusal(draft), HasSubstr("the header X-A"));
    draft = Letter();
    draft.headers = {{"X-" + bad, "a"}};
    EXPECT_THAT(Refusal(draft), HasSubstr("name of a header"));
    draft = Letter();
    draft.attachments = {{bad}};
    EXPECT_THAT(Refusal(draft), HasSubstr("name of an attachment"));
    draft = Letter();
    draft.attachments = {{"a", bad}};
    EXPECT_THAT(Refusal(draft), HasSubstr("content type of an attachment"));
    draft = Letter();
    draft.attachments = {{"a", "a/b", "", bad}};
    EXPECT_THAT(Refusal(draft), HasSubstr("content id of an attachment"));
  }
}

TEST(WriteMime, RefusesWhatIsNoSingleAddress) {
  for (const char* address :
       {"", "a@b.test, c@d.test", "a@b.test>, <c@d.test", "A <a@b.test>"}) {
    Draft draft = Letter();
    draft.to = {{address}};
    EXPECT_THAT(Refusal(draft), HasSubstr("Draft::to")) << address;
  }
}

TEST(WriteMime, RefusesHeadersThatItWritesItself) {
  for (const char* name : {"to", "BCC", "Subject", "Date", "Message-Id",
                           "Content-Type", "MIME-Version"}) {
    Draft draft = Letter();
    draft.headers = {{name, "a"}};
    EXPECT_THAT(Refusal(draft), HasSubstr(name));
  }
}

TEST(WriteMime, RefusesABodyForAnAttachment) {
  for (const char* type : {"", "text", "multipart/mixed", "text/", "a/b/c"}) {
    Draft draft = Letter();
    draft.attachments = {{"a", type}};
    EXPECT_THAT(Refusal(draft), HasSubstr("content type")) << type;
  }
}

TEST(EncodeHeader, EncodesWhatIsNotAscii) {
  EXPECT_EQ(EncodeHeader("X-A", "plain"), "X-A: plain");
  EXPECT_THAT(EncodeHeader("X-A", "ü"), MatchesRegex("X-A: =\\?.*\\?="));
  const std::string text = "日本語日本語日本語日本語日本語日本語日本語日本語";
  EXPECT_EQ(ParseMime(EncodeHeader("Subject", text)).subject, text);
  EXPECT_THROW(EncodeHeader("X-A", "a\r\nb"), std::invalid_argument);
  EXPECT_THROW(EncodeHeader("X A", "a"), std::invalid_argument);
}

TEST(NewMessageId, IsFreshAndInTheSendersDomain) {
  EXPECT_THAT(NewMessageId("a@contoso.test"),
              MatchesRegex("[0-9a-f]+@contoso\\.test"));
  EXPECT_NE(NewMessageId("a@b.test"), NewMessageId("a@b.test"));
  EXPECT_THAT(NewMessageId("nobody"), MatchesRegex(".+@letterbox\\.invalid"));
  EXPECT_THAT(NewMessageId("a@b\r\nc"), MatchesRegex(".+@letterbox\\.invalid"));
}

}  // namespace
}  // namespace letterbox
