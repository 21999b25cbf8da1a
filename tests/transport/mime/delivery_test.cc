#include "mime/delivery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <sstream>
#include <string>

namespace letterbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::Optional;
using testing::SizeIs;

template <typename T>
std::string Print(const T& value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

Delivery Read(const std::string& mime, const std::string& item_class = "") {
  ItemProperties item;
  item.item_class = item_class;
  return ReadDelivery(ParseMime(mime), item);
}

TEST(Hop, IsReadAsExchangeWritesIt) {
  const Hop hop = ReadHop(
      "from AM0PR01MB1.eurprd01.prod.exchangelabs.com (2603:10a6:208::1) by "
      "DB8PR01MB2.eurprd01.prod.exchangelabs.com (2603:10a6:10::2) with "
      "Microsoft SMTP Server (version=TLS1_2, "
      "cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.8230.21; Mon, 21 "
      "Sep 2026 14:13:20 +0000");
  EXPECT_EQ(hop.from, "AM0PR01MB1.eurprd01.prod.exchangelabs.com");
  EXPECT_EQ(hop.by, "DB8PR01MB2.eurprd01.prod.exchangelabs.com");
  EXPECT_EQ(hop.with, "Microsoft SMTP Server");
  EXPECT_EQ(hop.tls, "TLS1_2");
  EXPECT_EQ(hop.time, std::chrono::system_clock::from_time_t(1790000000));
  EXPECT_FALSE(hop.from_loopback);
}

TEST(Hop, IsReadAsOthersWriteIt) {
  const Hop postfix = ReadHop(
      "from mail.contoso.test (mail.contoso.test [192.0.2.1]) (using TLSv1.3 "
      "with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)) (No client "
      "certificate requested) by mx.fabrikam.test (Postfix) with ESMTPS id 4X "
      "for <a@fabrikam.test>; Mon, 21 Sep 2026 16:13:20 +0200 (CEST)");
  EXPECT_EQ(postfix.from, "mail.contoso.test");
  EXPECT_EQ(postfix.by, "mx.fabrikam.test");
  EXPECT_EQ(postfix.with, "ESMTPS");
  EXPECT_EQ(postfix.tls, "TLSv1.3");
  EXPECT_EQ(ReadHop("from a by b with ESMTPSA; x").tls, "TLS");
  EXPECT_EQ(ReadHop("from a by b with ESMTP; x").tls, "");
  EXPECT_FALSE(ReadHop("from a by b with ESMTP; x").time);
  EXPECT_EQ(ReadHop("by b with HTTP").from, "");
  EXPECT_EQ(ReadHop("by b with HTTP").by, "b");
  for (const char* local :
       {"from x ([127.0.0.1]) by b", "from localhost by b",
        "from x (x [IPv6:::1]) by b", "from x (::1) by b"}) {
    EXPECT_TRUE(ReadHop(local).from_loopback) << local;
  }
}

TEST(Hop, IsReadFromAnyText) {
  for (const std::string& bad :
       {std::string(), std::string("((((("), std::string(")))"),
        std::string("from from by by with"), std::string(";;;"),
        std::string(100000, '('), std::string(100000, ' '),
        std::string("from \0 by", 9)}) {
    EXPECT_FALSE(ReadHop(bad).time);
  }
}

constexpr char kWay[] =
    "Received: from hub (192.0.2.2) by inbox (192.0.2.3) with Microsoft SMTP "
    "Server (version=TLS1_3, cipher=x) id 15; Mon, 21 Sep 2026 14:13:40 +0000\n"
    "Received: from client (192.0.2.1) by hub (192.0.2.2) with ESMTPS; Mon, 21 "
    "Sep 2026 14:13:25 +0000\n"
    "Date: Mon, 21 Sep 2026 14:13:20 +0000\n\n";

TEST(Way, IsTimedHopByHop) {
  const Delivery delivery = Read(kWay);
  ASSERT_THAT(delivery.hops, SizeIs(2));
  EXPECT_EQ(delivery.hops[0].from, "client");
  EXPECT_EQ(delivery.hops[0].delay, seconds(5));
  EXPECT_EQ(delivery.hops[1].delay, seconds(15));
  EXPECT_EQ(delivery.total, seconds(20));
  ASSERT_NE(delivery.slowest(), nullptr);
  EXPECT_EQ(delivery.slowest()->by, "inbox");
  EXPECT_EQ(Print(delivery.hops[1]),
            "from hub by inbox with Microsoft SMTP Server, TLS1_3, 15 s");
}

TEST(Way, BeginsAtTheFirstHopWhereThereIsNoDate) {
  const std::string way = kWay;
  const Delivery delivery = Read(way.substr(0, way.find("Date:")) + "\n");
  EXPECT_FALSE(delivery.hops[0].delay);
  EXPECT_EQ(delivery.total, seconds(15));
  EXPECT_FALSE(Read("Received: by a\n\n").total);
  EXPECT_EQ(Read("A: b\n\n").slowest(), nullptr);
}

TEST(AuthenticationResults, AreReadAsExchangeWritesThem) {
  const AuthenticationResults results = ReadAuthenticationResults(
      "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=contoso.test; dkim=pass "
      "(signature was verified) header.d=Contoso.test;dmarc=pass action=none "
      "header.from=contoso.test;compauth=pass reason=100");
  EXPECT_EQ(results.server, "");
  ASSERT_THAT(results.verdicts, SizeIs(4));
  EXPECT_EQ(Print(results.verdicts[0]), "spf=pass of contoso.test");
  EXPECT_EQ(Print(results.verdicts[1]), "dkim=pass of contoso.test");
  EXPECT_EQ(Print(results.verdicts[2]), "dmarc=pass of contoso.test");
  EXPECT_EQ(Print(results.verdicts[3]), "compauth=pass, reason 100");
}

TEST(AuthenticationResults, AreReadAsTheRfcSays) {
  const AuthenticationResults results = ReadAuthenticationResults(
      "mx.Fabrikam.test 1; SPF=SoftFail reason=\"not listed; really\" "
      "smtp.mailfrom=a@b.test; dkim/1=none; (comment; dmarc=pass) dmarc = x");
  EXPECT_EQ(results.server, "mx.fabrikam.test");
  ASSERT_THAT(results.verdicts, SizeIs(2));
  EXPECT_EQ(results.verdicts[0].result, "softfail");
  EXPECT_EQ(results.verdicts[0].domain, "b.test");
  EXPECT_EQ(results.verdicts[1].method, "dkim");
  EXPECT_THAT(ReadAuthenticationResults("mx.test; none").verdicts, IsEmpty());
  for (const char* bad : {"", ";;;", "=", "(((", "\"", "i=; =x; spf="}) {
    EXPECT_THAT(ReadAuthenticationResults(bad).verdicts, SizeIs(testing::Le(1)))
        << bad;
  }
}

TEST(Verdicts, AreThoseOfTheLastServer) {
  EXPECT_THAT(Read("Authentication-Results: spf=fail\n"
                   "Authentication-Results: spf=pass\n\n")
                  .verdicts,
              ElementsAre(Field(&Verdict::result, "fail")));
  EXPECT_THAT(Read("Authentication-Results: mx.test; spf=pass\n"
                   "Authentication-Results: mx.test; dkim=fail\n"
                   "Authentication-Results: evil.test; dmarc=pass\n\n")
                  .verdicts,
              ElementsAre(Field(&Verdict::method, "spf"),
                          Field(&Verdict::method, "dkim")));
}

TEST(Verdicts, OfArcAreTheNewest) {
  const Delivery delivery = Read(
      "ARC-Authentication-Results: i=1; a.test; spf=fail\n"
      "ARC-Authentication-Results: i=2; mx.microsoft.com 1; spf=pass "
      "smtp.mailfrom=b.test; arc=pass\n\n");
  EXPECT_THAT(delivery.arc, ElementsAre(Field(&Verdict::result, "pass"),
                                        Field(&Verdict::method, "arc")));
  EXPECT_THAT(delivery.verdicts, IsEmpty());
}

TEST(SpamConfidence, IsReadFromEitherField) {
  EXPECT_EQ(Read("X-MS-Exchange-Organization-SCL: -1\n\n").spam_confidence, -1);
  EXPECT_EQ(Read("X-Forefront-Antispam-Report: CIP:192.0.2.1;CTRY:DE;LANG:de;"
                 "SCL:5;SRV:;\n\n")
                .spam_confidence,
            5);
  EXPECT_FALSE(
      Read("X-MS-Exchange-Organization-SCL: high\n\n").spam_confidence);
  EXPECT_FALSE(Read("A: b\n\n").spam_confidence);
}

constexpr char kReport[] =
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n"
    "Auto-Submitted: auto-replied\n\n"
    "--b\n\nNot delivered.\n"
    "--b\nContent-Type: message/delivery-status\n\n"
    "Reporting-MTA: dns;mx.contoso.test\n\n"
    "Final-Recipient: rfc822;gone@contoso.test\nAction: failed\n"
    "Status: 5.1.10 (no such user)\n"
    "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound\n\n"
    "Original-Recipient: rfc822;slow@contoso.test\nAction: Delayed\n"
    "Status: 4.4.7\n"
    "--b--\n";

TEST(Reports, NameRecipientAndStatus) {
  const Delivery delivery = Read(kReport);
  ASSERT_THAT(delivery.reports, SizeIs(2));
  EXPECT_EQ(Print(delivery.reports[0]),
            "gone@contoso.test failed 5.1.10 (550 5.1.10 "
            "RESOLVER.ADR.RecipientNotFound)");
  EXPECT_EQ(delivery.reports[1].action, "delayed");
  EXPECT_EQ(delivery.reports[1].recipient.address, "slow@contoso.test");
  EXPECT_TRUE(delivery.is_auto_submitted);
  EXPECT_FALSE(delivery.is_out_of_office);
}

TEST(Reports, AreReadFromAnyText) {
  for (const char* bad : {"", "\n\n\n", "nothing", "Action: failed\n\n",
                          "Final-Recipient:\n\nFinal-Recipient: x", ":\n:\n"}) {
    EXPECT_THAT(ReadDeliveryStatus(bad), SizeIs(testing::Le(1))) << bad;
  }
}

TEST(AutomaticMail, IsRecognised) {
  EXPECT_TRUE(Read("Auto-Submitted: auto-replied\n\n").is_out_of_office);
  EXPECT_TRUE(Read("X-Autoreply: yes\n\n").is_out_of_office);
  EXPECT_TRUE(Read("Precedence: auto_reply\n\n").is_out_of_office);
  EXPECT_TRUE(Read("A: b\n\n", "IPM.Note.Rules.OofTemplate.Microsoft")
                  .is_out_of_office);
  EXPECT_TRUE(Read("Auto-Submitted: auto-generated\n\n").is_auto_submitted);
  EXPECT_FALSE(Read("Auto-Submitted: auto-generated\n\n").is_out_of_office);
  EXPECT_FALSE(Read("Auto-Submitted: no\n\n").is_auto_submitted);
  EXPECT_FALSE(Read("A: b\n\n").is_auto_submitted);
}

TEST(AutomaticMail, IsAReadReceiptWhereItWasDisplayed) {
  const auto receipt = [](const std::string& disposition) {
    return Read(
        "Content-Type: multipart/report; boundary=b; "
        "report-type=disposition-notification\n\n--b\n\nRead.\n"
        "--b\nContent-Type: message/disposition-notification\n\n"
        "Final-Recipient: rfc822;a@b.test\nDisposition: " +
        disposition + "\n--b--\n");
  };
  EXPECT_TRUE(receipt("automatic-action/MDN-sent-automatically; displayed")
                  .is_read_receipt);
  EXPECT_FALSE(receipt("automatic-action/MDN-sent-automatically; deleted")
                   .is_read_receipt);
  EXPECT_TRUE(receipt("x;deleted").is_auto_submitted);
}

}  // namespace
}  // namespace letterbox
