#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "mime/mime.h"

namespace letterbox {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// `lines` with CRLF ends.
std::string Crlf(const std::string& lines) {
  std::string mime;
  for (const char c : lines) {
    if (c == '\n') mime += '\r';
    mime += c;
  }
  return mime;
}

ParsedMail WithBody(const std::string& fields, const std::string& body) {
  return ParseMime(fields + "\n\n" + body);
}

TEST(MimeFields, AreUnfoldedAndDecoded) {
  const ParsedMail mail =
      ParseMime(Crlf("Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n =?utf-8?Q?_aus?=\n"
                     "\tK\xF6ln\nX-A:b\n\n"));
  EXPECT_EQ(mail.subject, "Grüße aus\tKöln");
  ASSERT_THAT(mail.headers, SizeIs(2));
  EXPECT_EQ(mail.headers[0].name, "Subject");
  EXPECT_EQ(mail.headers[1].name, "X-A");
  EXPECT_EQ(mail.headers[1].value, "b");
}

TEST(MimeFields, AreTakenAsTheyCome) {
  const ParsedMail mail = ParseMime(
      "From nobody Mon Nov 23 10:00:00 2026\n"
      "subject: first\nSubject: second\nno field\n: no name\n"
      "MESSAGE-ID:<1@b.test>\nFrom : a@b.test\n\nbody");
  EXPECT_EQ(mail.subject, "first");
  EXPECT_EQ(mail.message_id, "1@b.test");
  EXPECT_EQ(mail.from, EmailAddress("a@b.test"));
  EXPECT_THAT(mail.headers, SizeIs(4));
  EXPECT_EQ(mail.text_body, "body");
}

TEST(MimeFields, MayBeMissing) {
  EXPECT_EQ(ParseMime("").text_body, "");
  EXPECT_EQ(ParseMime("\r\n").text_body, "");
  EXPECT_EQ(ParseMime("\nbody").text_body, "body");
  EXPECT_EQ(ParseMime("no mail\nat all").text_body, "no mail\nat all");
  EXPECT_EQ(ParseMime("Subject: a").subject, "a");
}

TEST(MimeAddresses, AreReadInAllTheirForms) {
  EXPECT_THAT(
      ParseAddresses("a@b.test, Ann B <c@d.test>, \"E, \\\"F\\\"\" <e@f.test>, "
                     "=?utf-8?B?TcO8bGxlciw=?= =?utf-8?B?IEhhbnM=?= <g@h.test>,"
                     " <i@j.test> (a comment)"),
      ElementsAre(EmailAddress("a@b.test"), EmailAddress("c@d.test", "Ann B"),
                  EmailAddress("e@f.test", "E, \"F\""),
                  EmailAddress("g@h.test", "Müller, Hans"),
                  EmailAddress("i@j.test")));
}

TEST(MimeAddresses, OfGroupsAreItsMembers) {
  EXPECT_THAT(
      ParseAddresses("Team: a@b.test, C <c@d.test>;, undisclosed:;, e@f.test"),
      ElementsAre(EmailAddress("a@b.test"), EmailAddress("c@d.test", "C"),
                  EmailAddress("e@f.test")));
}

TEST(MimeAddresses, KeepInternationalDomainsAsTheyStand) {
  EXPECT_THAT(ParseAddresses("a@xn--bcher-kva.test"),
              ElementsAre(EmailAddress("a@xn--bcher-kva.test")));
  EXPECT_THAT(ParseAddresses("ü@bücher.test"),
              ElementsAre(EmailAddress("ü@bücher.test")));
}

TEST(MimeAddresses, ThatAreNoneAreSkipped) {
  EXPECT_THAT(ParseAddresses(""), IsEmpty());
  EXPECT_THAT(ParseAddresses(",,;:<>"), IsEmpty());
}

TEST(MimeAddresses, ComeFromAllFieldsOfTheirName) {
  const ParsedMail mail =
      ParseMime("To: a@b.test\nCc: x@b.test\nTo: M\xFCller <c@b.test>\n\n");
  EXPECT_THAT(mail.to, ElementsAre(EmailAddress("a@b.test"),
                                   EmailAddress("c@b.test", "Müller")));
  EXPECT_THAT(mail.cc, ElementsAre(EmailAddress("x@b.test")));
}

TEST(MimeBody, IsDecoded) {
  EXPECT_EQ(WithBody("Content-Transfer-Encoding: quoted-printable\n"
                     "Content-Type: text/plain; charset=iso-8859-1",
                     "f=FCr =\ndich=3D\n")
                .text_body,
            "für dich=\n");
  EXPECT_EQ(
      WithBody("Content-Transfer-Encoding: BASE64", "ZsO8cg==\n").text_body,
      "für");
  EXPECT_EQ(WithBody("Content-Transfer-Encoding: 8bit", "f\xFCr\n").text_body,
            "für\n");
  EXPECT_EQ(WithBody("Content-Transfer-Encoding: unknown", "=20").text_body,
            "=20");
  EXPECT_EQ(
      WithBody("Content-Type: text/html; charset=\"utf-8\"", "<p>\xC3\xBC")
          .html,
      "<p>ü");
}

TEST(MimeBody, HasLinesEndedByLineFeeds) {
  EXPECT_EQ(ParseMime("A: b\r\n\r\na\r\nb\rc\n").text_body, "a\nb\nc\n");
}

TEST(MimeBody, JoinsTheLinesOfFlowedText) {
  EXPECT_EQ(
      WithBody("Content-Type: text/plain; format=flowed", "a \nb\n").text_body,
      "a b\n");
  EXPECT_EQ(WithBody("Content-Type: text/plain; Format=Flowed; DelSp=Yes",
                     "https://a.test/ \nb\n")
                .text_body,
            "https://a.test/b\n");
}

TEST(MimeBody, IsPlainTextWhereTheTypeCannotBeRead) {
  for (const char* type : {"text", "", "/;;=", ";", "text; charset=utf-8"}) {
    EXPECT_EQ(WithBody(std::string("Content-Type: ") + type, "a").text_body,
              "a")
        << type;
  }
}

TEST(MimeAttachments, AreDecoded) {
  const ParsedMail mail = ParseMime(
      Crlf("Content-Type: multipart/mixed; boundary=\"b b\"\n\npreamble\n"
           "--b b\nContent-Type: TEXT/Plain\n\nhello\n\n"
           "--b b  \nContent-Type: Application/PDF; name=old.pdf\n"
           "Content-Disposition: attachment; filename=new.pdf\n"
           "Content-Transfer-Encoding: base64\n\nAAH/\n"
           "--b b\nContent-Type: application/x; name=\"a.bin\"\n"
           "Content-Transfer-Encoding: x-uuencode\n\n"
           "begin 644 a\n#0V%T\n`\nend\n"
           "--b b--\nepilogue\n"));
  EXPECT_EQ(mail.text_body, "hello\n");
  ASSERT_THAT(mail.attachments, SizeIs(2));
  EXPECT_EQ(mail.attachments[0].name, "new.pdf");
  EXPECT_EQ(mail.attachments[0].content_type, "application/pdf");
  EXPECT_EQ(mail.attachments[0].content, std::string("\0\x01\xFF", 3));
  EXPECT_FALSE(mail.attachments[0].is_inline);
  EXPECT_EQ(mail.attachments[1].name, "a.bin");
  EXPECT_EQ(mail.attachments[1].content, "Cat");
}

TEST(MimeAttachments, AreNamedInManyWays) {
  const std::vector<std::string> fields = {
      "Content-Disposition: attachment; filename*=utf-8''f%C3%BCr.txt",
      "Content-Disposition: attachment; filename*0*=utf-8''f%C3; "
      "filename*1*=%BCr; filename*2=.txt",
      "Content-Disposition: attachment; filename=\"=?utf-8?Q?f=C3=BCr.txt?=\"",
      "Content-Disposition: attachment; filename=\"f\xFCr.txt\"",
      "Content-Disposition: attachment; filename=\"f\xC3\xBCr.txt\"",
      "Content-Type: text/plain; name*=iso-8859-1'de'f%FCr.txt",
      "Content-Type: text/plain; name=\"=?utf-8?B?ZsO8?= =?utf-8?B?ci50eHQ=?="
      "\""};
  for (const std::string& field : fields) {
    const ParsedMail mail = WithBody(field, "a");
    ASSERT_THAT(mail.attachments, SizeIs(1)) << field;
    EXPECT_EQ(mail.attachments[0].name, "für.txt") << field;
  }
}

TEST(MimeAttachments, AreWhatIsNoBody) {
  const ParsedMail mail = ParseMime(
      "Content-Type: multipart/mixed; boundary=b\n\n"
      "--b\nContent-Type: text/calendar\n\ncalendar\n"
      "--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\nnote\n"
      "--b\nContent-Type: text/html; name=a.html\n\nnamed\n--b--\n");
  EXPECT_EQ(mail.text_body, "");
  EXPECT_EQ(mail.html, "");
  ASSERT_THAT(mail.attachments, SizeIs(3));
  EXPECT_EQ(mail.attachments[0].content_type, "text/calendar");
  EXPECT_EQ(mail.attachments[0].name, "");
  EXPECT_EQ(mail.attachments[1].content, "note");
  EXPECT_EQ(mail.attachments[2].name, "a.html");
}

TEST(MimeAttachments, AreInlineWhereTheBodyShowsThem) {
  const ParsedMail mail = ParseMime(
      "Content-Type: multipart/related; boundary=b\n\n"
      "--b\nContent-Type: text/html\n\n<img src='cid:i@1'>\n"
      "--b\nContent-Type: image/png\nContent-ID: <i@1>\n\na\n"
      "--b\nContent-Type: image/png\nContent-Disposition: inline\n\nb\n"
      "--b\nContent-Type: image/png\nContent-ID: <i@2>\n"
      "Content-Disposition: attachment\n\nc\n--b--\n");
  ASSERT_THAT(mail.attachments, SizeIs(3));
  EXPECT_EQ(mail.attachments[0].content_id, "i@1");
  EXPECT_TRUE(mail.attachments[0].is_inline);
  EXPECT_TRUE(mail.attachments[1].is_inline);
  EXPECT_FALSE(mail.attachments[2].is_inline);
}

TEST(MimeAttachments, KeepTheBytesOfAMailInTheMail) {
  const std::string inner = Crlf(
      "Subject:   inner  \nTo: a:a:;\nContent-Type: multipart/mixed; "
      "boundary=c\n\nx\n--c\n\ny\n--c--\nz");
  const ParsedMail mail = ParseMime(
      "Subject: outer\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
      "--b\r\n\r\nbody\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" +
      inner + "\r\n--b--\r\n");
  EXPECT_EQ(mail.subject, "outer");
  EXPECT_EQ(mail.text_body, "body");
  ASSERT_THAT(mail.attachments, SizeIs(1));
  EXPECT_EQ(mail.attachments[0].content_type, "message/rfc822");
  EXPECT_EQ(mail.attachments[0].content, inner);
}

TEST(MimeAttachments, OfADigestAreMails) {
  const ParsedMail mail = ParseMime(
      "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: a\n\nb\n"
      "--b--\n");
  ASSERT_THAT(mail.attachments, SizeIs(1));
  EXPECT_EQ(mail.attachments[0].content_type, "message/rfc822");
  EXPECT_EQ(mail.attachments[0].content, "Subject: a\n\nb");
}

TEST(MimeTree, IsReadInDepth) {
  const ParsedMail mail = ParseMime(
      "Content-Type: multipart/signed; boundary=a\n\n"
      "--a\nContent-Type: multipart/mixed; boundary=ab\n\n"
      "--ab\nContent-Type: multipart/alternative; boundary=abc\n\n"
      "--abc\n\nplain\n--abc\nContent-Type: text/html\n\n<p>rich\n--abc--\n"
      "--ab\nContent-Type: a/b\n\none\n--ab\n\nfooter\n--ab--\n"
      "--a\nContent-Type: application/pgp-signature\n\ntwo\n--a--\n");
  EXPECT_EQ(mail.text_body, "plainfooter");
  EXPECT_EQ(mail.html, "<p>rich");
  ASSERT_THAT(mail.attachments, SizeIs(2));
  EXPECT_EQ(mail.attachments[0].content, "one");
  EXPECT_EQ(mail.attachments[1].content, "two");
}

TEST(MimeTree, MayBeCutOff) {
  const ParsedMail mail = ParseMime(
      "Content-Type: multipart/mixed; boundary=a\n\n"
      "--a\nContent-Type: multipart/alternative; boundary=b\n\n"
      "--b\n\nplain\n--a\nContent-Type: application/pdf\n"
      "Content-Transfer-Encoding: base64\n\nSGVsb");
  EXPECT_EQ(mail.text_body, "plain");
  ASSERT_THAT(mail.attachments, SizeIs(1));
  EXPECT_EQ(mail.attachments[0].content, "Hel");
}

TEST(MimeTree, IsTextWhereItsBoundaryIsMissing) {
  EXPECT_EQ(WithBody("Content-Type: multipart/mixed", "a\n").text_body, "a\n");
  EXPECT_EQ(WithBody("Content-Type: multipart/mixed; boundary=b", "--bc\na\n")
                .text_body,
            "--bc\na\n");
}

}  // namespace
}  // namespace letterbox
