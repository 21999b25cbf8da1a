// Any bytes are taken, and none for long. Worth running under sanitizers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "letterbox/transport/email.h"
#include "mime/mime.h"
#include "support/rounds.h"
#include "xml/utf8.h"

namespace letterbox {
namespace {

using testing::SizeIs;

constexpr char kRichMail[] =
    "Return-Path: <a@b.test>\r\n"
    "Received: from a (b [127.0.0.1])\r\n\tby c; Mon, 23 Nov 2026 10:00:00 "
    "+0000\r\n"
    "From: =?utf-8?B?U2jDtnA=?= <orders@contoso.test>\r\n"
    "To: \"Ann, B\" <ann@contoso.test>, Team: x@y.test, "
    "z@xn--bcher-kva.test;\r\n"
    "Subject: =?iso-8859-1?Q?Gr=FC=DFe?= =?utf-8?Q?_aus_K=C3=B6ln?=\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=\"a\"\r\n\r\npreamble\r\n"
    "--a\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/html; charset=\"iso-2022-jp\"\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    "<p style=3D'display:none'>x</p><a href=3D'https://a.test/?b&amp;c'>=\r\n"
    "=1B$B%F=1B(B</a>\r\n"
    "--b\r\nContent-Type: image/png; name*0*=utf-8''%C3%BC; name*1=.png\r\n"
    "Content-ID: <i@1>\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC/w==\r\n"
    "--b--\r\n"
    "--a\r\nContent-Type: text/plain; charset=utf-16\r\n\r\nxyz\r\n"
    "--a\r\nContent-Type: x/y\r\nContent-Transfer-Encoding: uuencode\r\n\r\n"
    "begin 644 a\r\n#0V%T\r\n`\r\nend\r\n"
    "--a\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nbody\r\n"
    "--a--\r\nepilogue\r\n";

std::string Repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

// Reads all there is, and checks that it is UTF-8.
void ReadAll(const std::string& mime) {
  const auto expect_utf8 = [&](const std::string& text) {
    ASSERT_EQ(FindInvalidUtf8(text), std::string::npos) << mime;
  };
  const Email mail = Email::FromMime(mime);
  for (const std::string& text : {mail.subject(), mail.text(), mail.text_body(),
                                  mail.html(), mail.message_id()}) {
    expect_utf8(text);
  }
  for (const auto& list : {mail.to(), {mail.from()}}) {
    for (const EmailAddress& address : list) {
      expect_utf8(address.address);
      expect_utf8(address.name);
    }
  }
  for (const Header& header : mail.headers()) expect_utf8(header.value);
  for (const Link& link : mail.links()) expect_utf8(link.url);
  for (const Attachment& attachment : mail.attachments()) {
    expect_utf8(attachment.name);
    expect_utf8(attachment.content_type);
    expect_utf8(attachment.content_id);
  }
}

TEST(AnyBytes, TheRichMailIsRich) {
  const Email mail = Email::FromMime(kRichMail);
  EXPECT_EQ(mail.subject(), "Grüße aus Köln");
  EXPECT_EQ(mail.text(), "テ");
  EXPECT_THAT(mail.to(), SizeIs(3));
  EXPECT_THAT(mail.attachments(), SizeIs(3));
}

TEST(AnyBytes, AMailMayEndAnywhere) {
  const std::string mail = kRichMail;
  for (std::size_t size = 0; size < mail.size(); ++size) {
    ReadAll(mail.substr(0, size));
    ReadAll(mail.substr(size));
  }
}

TEST(AnyBytes, AMailMayBeDamaged) {
  std::minstd_rand random(1);
  for (int round = 0; round < Rounds(3000); ++round) {
    std::string mail = kRichMail;
    for (int i = 0; i < 1 + round % 20; ++i) {
      mail[random() % mail.size()] = static_cast<char>(random() >> 8);
    }
    const std::size_t from = random() % mail.size();
    mail.insert(random() % mail.size(), mail.substr(from, random() % 40));
    ReadAll(mail);
  }
}

TEST(AnyBytes, NoiseIsNoMail) {
  std::minstd_rand random(2);
  for (int round = 0; round < Rounds(300); ++round) {
    std::string noise(random() % 2000, '\0');
    for (char& c : noise) c = static_cast<char>(random() >> 8);
    ReadAll(noise);
    ReadAll("Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n" +
            noise);
  }
}

TEST(LargeMail, MayNestDeeply) {
  constexpr int kDeep = 10000;
  ReadAll(
      Repeated("Content-Type: multipart/mixed; boundary=a\n\n--a\n", kDeep));
  std::string nested = "Content-Type: multipart/mixed; boundary=b0\n\n";
  for (int i = 0; i < kDeep; ++i) {
    nested += "--b" + std::to_string(i) +
              "\nContent-Type: multipart/mixed; boundary=b" +
              std::to_string(i + 1) + "\n\n";
  }
  ReadAll(nested);
  ReadAll(Repeated("Content-Type: message/rfc822\n\n", kDeep));
}

TEST(LargeMail, MayHaveStrangeHeaders) {
  constexpr int kMany = 100000;
  ReadAll("To: " + Repeated("a:", kMany) + "\n\n");
  ReadAll("To: " + Repeated("(", kMany) + "\n\n");
  ReadAll("To: " + Repeated("<", kMany) + "\n\n");
  ReadAll("To: " + Repeated("\"", kMany) + "\n\n");
  ReadAll("Subject: " + Repeated("=?utf-8?Q?", kMany) + "\n\n");
  ReadAll("Subject: " + Repeated("=?utf-8?Q?a?= ", kMany) + "\n\n");
  ReadAll("Subject: a\n" + Repeated(" b\n", kMany));
  ReadAll("Content-Type: a/b" + Repeated("; c=d", 10000) + "\n\n");
  ReadAll(Repeated("A: b\n", kMany));
}

TEST(LargeMail, KeepsManyRecipients) {
  EXPECT_THAT(ParseMime("To: " + Repeated("a@b.test, ", 20000)).to,
              SizeIs(20000));
}

TEST(LargeMail, KeepsALongBody) {
  const std::string body = Repeated("12345678901234567890\n", 50000);
  EXPECT_EQ(ParseMime("A: b\n\n" + body).text_body, body);
}

}  // namespace
}  // namespace letterbox
