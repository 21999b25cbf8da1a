#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "mime/idn.h"
#include "mime/mime.h"

namespace letterbox {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

TEST(MailFields, SayWhoSentItAndWhereBouncesGo) {
  const ParsedMail mail = ParseMime(
      "Return-Path: <bounce@contoso.test>\n"
      "Sender: Office <office@contoso.test>\n"
      "From: Boss <boss@contoso.test>\n\n");
  EXPECT_THAT(mail.sender,
              Optional(EmailAddress("office@contoso.test", "Office")));
  EXPECT_THAT(mail.return_path, Optional(EmailAddress("bounce@contoso.test")));
  EXPECT_FALSE(ParseMime("From: a@b.test\n\n").sender);
  EXPECT_FALSE(ParseMime("From: a@b.test\n\n").return_path);
  EXPECT_THAT(ParseMime("Return-Path: <>\n\n").return_path,
              Optional(EmailAddress()));
}

TEST(MailFields, SayWhenItWasSentAndReceived) {
  const auto sent = std::chrono::system_clock::from_time_t(1790000000);
  const ParsedMail mail = ParseMime(
      "Received: from a (b; c) by d; Mon, 21 Sep 2026 14:13:25 +0000\n"
      "Received: from x by a;\n Mon, 21 Sep 2026 14:13:22 +0000\n"
      "Date: Mon, 21 Sep 2026 16:13:20 +0200 (CEST)\n\n");
  EXPECT_EQ(mail.date, sent);
  EXPECT_EQ(mail.received, sent + std::chrono::seconds(5));
  EXPECT_FALSE(ParseMime("Date: soon\nReceived: by a\n\n").date);
  EXPECT_FALSE(ParseMime("Date: soon\nReceived: by a\n\n").received);
}

TEST(MailFields, NameTheMailsOfTheThread) {
  const ParsedMail mail = ParseMime(
      "In-Reply-To: <2@b.test> (from Ann)\n"
      "References: <1@b.test>\n\t<2@b.test> junk <3@b.test\n\n");
  EXPECT_THAT(mail.in_reply_to, ElementsAre("2@b.test"));
  EXPECT_THAT(mail.references, ElementsAre("1@b.test", "2@b.test"));
  EXPECT_THAT(ParseMime("References: none\n\n").references, IsEmpty());
}

TEST(MailFields, SayHowUrgentItIs) {
  const auto importance = [](const std::string& fields) {
    return ParseMime(fields + "\n\n").importance;
  };
  EXPECT_EQ(importance("Subject: a"), Importance::kNormal);
  EXPECT_EQ(importance("Importance: HIGH"), Importance::kHigh);
  EXPECT_EQ(importance("Importance: low"), Importance::kLow);
  EXPECT_EQ(importance("X-Priority: 1 (Highest)"), Importance::kHigh);
  EXPECT_EQ(importance("X-Priority: 5"), Importance::kLow);
  EXPECT_EQ(importance("Priority: non-urgent"), Importance::kLow);
  EXPECT_EQ(importance("X-MSMail-Priority: High"), Importance::kHigh);
  EXPECT_EQ(importance("Importance: low\nX-Priority: 1"), Importance::kLow);
  EXPECT_EQ(importance("Importance: unheard of"), Importance::kNormal);
}

TEST(MailFields, SayHowConfidentialItIs) {
  const auto sensitivity = [](const std::string& value) {
    return ParseMime("Sensitivity: " + value + "\n\n").sensitivity;
  };
  EXPECT_EQ(sensitivity("Personal"), Sensitivity::kPersonal);
  EXPECT_EQ(sensitivity("private"), Sensitivity::kPrivate);
  EXPECT_EQ(sensitivity("Company-Confidential"), Sensitivity::kConfidential);
  EXPECT_EQ(sensitivity("Normal"), Sensitivity::kNormal);
  EXPECT_EQ(sensitivity(""), Sensitivity::kNormal);
}

TEST(AsciiDomain, IsTheFormOfTheWire) {
  EXPECT_EQ(AsciiDomain("Contoso.TEST"), "contoso.test");
  EXPECT_EQ(AsciiDomain("b\xC3\xBC"
                        "cher.test"),
            "xn--bcher-kva.test");
  EXPECT_EQ(AsciiDomain("B\xC3\x9C"
                        "CHER.test"),
            "xn--bcher-kva.test");
  EXPECT_EQ(AsciiDomain("bu\xCC\x88"
                        "cher.test"),
            "xn--bcher-kva.test");
  EXPECT_EQ(AsciiDomain("XN--BCHER-KVA.test"), "xn--bcher-kva.test");
  EXPECT_EQ(AsciiDomain("stra\xC3\x9F"
                        "e.test"),
            "xn--strae-oqa.test");
  EXPECT_EQ(AsciiDomain("not\xFFutf8.TEST"), "not\xFFutf8.test");
  EXPECT_EQ(AsciiDomain(""), "");
  EXPECT_EQ(AsciiDomain(std::string(5000, '\xC3')), std::string(5000, '\xC3'));
}

}  // namespace
}  // namespace letterbox
