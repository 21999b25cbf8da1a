#include "letterbox/matchers/delivery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "support/explain.h"

namespace letterbox {
namespace {

using std::chrono::seconds;
using testing::_;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Le;
using testing::Not;
using testing::Optional;
using testing::SizeIs;
using testing::StartsWith;

Email Order() {
  return Email::FromMime(
      "Authentication-Results: spf=pass smtp.mailfrom=contoso.test; dkim=pass "
      "header.d=contoso.test; dkim=fail header.d=mailer.test; dmarc=pass "
      "action=none header.from=contoso.test; compauth=pass reason=100\n"
      "ARC-Authentication-Results: i=1; mx.microsoft.com 1; spf=softfail\n"
      "X-MS-Exchange-Organization-SCL: 1\n"
      "Received: from hub (192.0.2.2) by inbox (192.0.2.3) with Microsoft SMTP "
      "Server (version=TLS1_3) id 15; Mon, 21 Sep 2026 14:13:40 +0000\n"
      "Received: from app (192.0.2.1) by hub (192.0.2.2) with ESMTPS; Mon, 21 "
      "Sep 2026 14:13:25 +0000\n"
      "Date: Mon, 21 Sep 2026 14:13:20 +0000\n\n");
}

Email Bounce() {
  return Email::FromMime(
      "Content-Type: multipart/report; report-type=delivery-status; "
      "boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
      "Reporting-MTA: dns;mx\n\n"
      "Final-Recipient: rfc822;gone@Contoso.test\nAction: failed\n"
      "Status: 5.1.10\nDiagnostic-Code: smtp;550 no such user\n\n"
      "Final-Recipient: rfc822;slow@contoso.test\nAction: delayed\n"
      "Status: 4.4.7\n--b--\n");
}

TEST(HasSpf, TakesAResultOrAMatcherOfTheVerdict) {
  EXPECT_THAT(Order(), HasSpf("pass"));
  EXPECT_THAT(Order(), HasSpf(std::string("pass")));
  EXPECT_THAT(Order(), HasSpf(ForDomain("contoso.test")));
  EXPECT_THAT(Order(), Not(HasSpf("fail")));
  EXPECT_THAT(Email(), Not(HasSpf(_)));
  EXPECT_EQ(Describe(HasSpf("pass")),
            "which has a verdict of spf with a result that is equal to "
            "\"pass\"");
  EXPECT_EQ(DescribeNegation(HasSpf("pass")),
            "which has no verdict of spf with a result that is equal to "
            "\"pass\"");
  EXPECT_EQ(Explain(HasSpf("fail"), Order()),
            "which has the verdict spf=pass of contoso.test, with the result "
            "\"pass\"");
  EXPECT_EQ(Explain(HasSpf(_), Email()), "which has no verdict of spf");
}

TEST(HasDkim, LooksAtAllSignatures) {
  EXPECT_THAT(Order(), HasDkim("pass"));
  EXPECT_THAT(Order(), HasDkim(std::string("fail")));
  EXPECT_THAT(Order(),
              HasDkim(AllOf(WithResult("fail"), ForDomain("mailer.test"))));
  EXPECT_THAT(
      Order(),
      Not(HasDkim(AllOf(WithResult("pass"), ForDomain("mailer.test")))));
  EXPECT_EQ(Describe(HasDkim(ForDomain("a.test"))),
            "which has a verdict of dkim for a domain that is equal to "
            "\"a.test\"");
  EXPECT_EQ(DescribeNegation(HasDkim(ForDomain("a.test"))),
            "which has no verdict of dkim for a domain that is equal to "
            "\"a.test\"");
  EXPECT_EQ(Explain(HasDkim(ForDomain("a.test")), Order()),
            "which has 2 verdicts of dkim: dkim=pass of contoso.test, for the "
            "domain \"contoso.test\"; dkim=fail of mailer.test, for the domain "
            "\"mailer.test\"");
}

TEST(HasDmarc, LooksAtItsOwnVerdict) {
  EXPECT_THAT(Order(), HasDmarc("pass"));
  EXPECT_THAT(Order(), HasDmarc(std::string("pass")));
  EXPECT_THAT(Order(), Not(HasDmarc(ForDomain("a.test"))));
  EXPECT_EQ(Describe(HasDmarc("pass")),
            "which has a verdict of dmarc with a result that is equal to "
            "\"pass\"");
  EXPECT_EQ(DescribeNegation(HasDmarc(_)), "which has no verdict of dmarc");
  EXPECT_EQ(Explain(HasDmarc("fail"), Order()),
            "which has the verdict dmarc=pass of contoso.test, with the result "
            "\"pass\"");
}

TEST(HasCompoundAuthentication, LooksAtItsOwnVerdict) {
  EXPECT_THAT(Order(), HasCompoundAuthentication("pass"));
  EXPECT_THAT(Order(), HasCompoundAuthentication(std::string("pass")));
  EXPECT_THAT(Order(), HasCompoundAuthentication(
                           testing::Field(&Verdict::reason, "100")));
  EXPECT_THAT(Order(), Not(HasCompoundAuthentication("fail")));
  EXPECT_EQ(Describe(HasCompoundAuthentication("pass")),
            "which has a verdict of compauth with a result that is equal to "
            "\"pass\"");
  EXPECT_EQ(DescribeNegation(HasCompoundAuthentication("pass")),
            "which has no verdict of compauth with a result that is equal to "
            "\"pass\"");
  EXPECT_EQ(Explain(HasCompoundAuthentication("fail"), Order()),
            "which has the verdict compauth=pass, reason 100, with the result "
            "\"pass\"");
}

TEST(HasArc, LooksAtWhatTheServerBeforeSaw) {
  EXPECT_THAT(Order(), HasArc("softfail"));
  EXPECT_THAT(Order(), HasArc(std::string("softfail")));
  EXPECT_THAT(Order(), Not(HasArc(WithResult("pass"))));
  EXPECT_EQ(Describe(HasArc("pass")),
            "which has an ARC verdict with a result that is equal to \"pass\"");
  EXPECT_EQ(DescribeNegation(HasArc("pass")),
            "which has no ARC verdict with a result that is equal to \"pass\"");
  EXPECT_EQ(Explain(HasArc("pass"), Order()),
            "which has the ARC verdict spf=softfail, with the result "
            "\"softfail\"");
}

TEST(HasArcChain, IsWhatTheNewestSealSays) {
  const auto sealed = [](const std::string& fields) {
    return Email::FromMime(fields + "Subject: Hi\n\n");
  };
  const Email twice = sealed(
      "ARC-Seal: i=2; a=rsa-sha256; s=s; d=contoso.test; cv=Fail; b=x\n"
      "ARC-Seal: i=1; cv=none; b=x\n");
  EXPECT_THAT(twice, HasArcChain("fail"));
  EXPECT_THAT(sealed("ARC-Seal: i=1;cv = none;b=x\n"), HasArcChain("none"));
  EXPECT_THAT(sealed(""), HasArcChain(""));
  EXPECT_THAT(sealed("ARC-Seal: nonsense\n"), Not(HasArcChain("pass")));
  EXPECT_EQ(Describe(HasArcChain("pass")),
            "whose ARC chain is equal to \"pass\"");
  EXPECT_EQ(DescribeNegation(HasArcChain("pass")),
            "whose ARC chain isn't equal to \"pass\"");
  EXPECT_EQ(Explain(HasArcChain("pass"), twice), "whose ARC chain is \"fail\"");
}

TEST(VerdictMatchers, SayTheirNegation) {
  EXPECT_EQ(DescribeNegation(WithResult("x")),
            "with a result that isn't equal to \"x\"");
  EXPECT_EQ(DescribeNegation(ForDomain("x")),
            "for a domain that isn't equal to \"x\"");
}

TEST(HasSpamConfidence, TakesANumberOrAMatcher) {
  EXPECT_THAT(Order(), HasSpamConfidence(1));
  EXPECT_THAT(Order(), HasSpamConfidence(Le(1)));
  EXPECT_THAT(Order(), Not(HasSpamConfidence(5)));
  EXPECT_THAT(Email(), Not(HasSpamConfidence(_)));
  EXPECT_EQ(Describe(HasSpamConfidence(Le(1))),
            "whose spam confidence level is <= 1");
  EXPECT_EQ(DescribeNegation(HasSpamConfidence(Le(1))),
            "whose spam confidence level isn't <= 1");
  EXPECT_EQ(Explain(HasSpamConfidence(5), Order()),
            "whose spam confidence level is 1");
  EXPECT_EQ(Explain(HasSpamConfidence(5), Email()),
            "which has no spam confidence level");
}

TEST(HasHop, LooksAtTheWholeWay) {
  EXPECT_THAT(Order(), HasHop(WithSendingHost("app")));
  EXPECT_THAT(Order(), HasHop(AllOf(WithSendingHost("hub"),
                                    WithReceivingHost("inbox"))));
  EXPECT_THAT(
      Order(),
      Not(HasHop(AllOf(WithSendingHost("app"), WithReceivingHost("inbox")))));
  EXPECT_THAT(Order(), HasHops(SizeIs(2)));
  EXPECT_THAT(Order(), HasHops(ElementsAre(WithReceivingHost("hub"),
                                           WithReceivingHost("inbox"))));
  EXPECT_THAT(Email(), HasHops(IsEmpty()));
  EXPECT_EQ(Describe(HasHop(WithSendingHost("x"))),
            "which has a hop with a sending host that is equal to \"x\"");
  EXPECT_EQ(DescribeNegation(HasHop(WithReceivingHost("x"))),
            "which has no hop with a receiving host that is equal to \"x\"");
  EXPECT_EQ(DescribeNegation(WithSendingHost("x")),
            "with a sending host that isn't equal to \"x\"");
  EXPECT_EQ(Explain(HasHop(WithSendingHost("x")), Order()),
            "which has 2 hops: from app by hub with ESMTPS, TLS, 5 s, with the "
            "sending host \"app\"; from hub by inbox with Microsoft SMTP "
            "Server, TLS1_3, 15 s, with the sending host \"hub\"");
  EXPECT_EQ(Describe(HasHops(SizeIs(1))),
            "whose list of hops size is equal to 1");
  EXPECT_EQ(DescribeNegation(HasHops(IsEmpty())),
            "whose list of hops isn't empty");
  EXPECT_THAT(Explain(HasHops(SizeIs(1)), Order()),
              StartsWith("which has 2 hops: from app by hub"));
}

TEST(TookAtMost, NamesTheSlowestHop) {
  EXPECT_THAT(Order(), TookAtMost(seconds(20)));
  EXPECT_THAT(Order(), Not(TookAtMost(seconds(19))));
  EXPECT_THAT(Email(), Not(TookAtMost(seconds(19))));
  EXPECT_EQ(Describe(TookAtMost(seconds(19))),
            "which was delivered within 19 s");
  EXPECT_EQ(DescribeNegation(TookAtMost(seconds(19))),
            "which was not delivered within 19 s");
  EXPECT_EQ(Explain(TookAtMost(seconds(19)), Order()),
            "which was not delivered within 19 s, it took 20 s, the slowest "
            "hop from hub by inbox with Microsoft SMTP Server, TLS1_3, 15 s");
  EXPECT_EQ(Explain(TookAtMost(seconds(19)), Email()),
            "which was not delivered within 19 s, since no hop says when it "
            "was");
}

TEST(UsedTls, LooksAtEachHopBetweenMachines) {
  EXPECT_THAT(Order(), UsedTls());
  EXPECT_THAT(Email(), Not(UsedTls()));
  const Email plain = Email::FromMime(
      "Received: from b by c with ESMTPS\nReceived: from a by b with ESMTP\n"
      "\n");
  EXPECT_THAT(plain, Not(UsedTls()));
  EXPECT_THAT(Email::FromMime("Received: from b by c with ESMTPS\n"
                              "Received: from x ([127.0.0.1]) by b with SMTP\n"
                              "Received: from b by b with mapi id 15.1\n\n"),
              UsedTls());
  EXPECT_EQ(Describe(UsedTls()), "which used TLS on each hop");
  EXPECT_EQ(DescribeNegation(UsedTls()), "which did not use TLS on each hop");
  EXPECT_EQ(Explain(UsedTls(), plain),
            "which did not use TLS on each hop, the hop from a by b with "
            "ESMTP, no TLS");
}

TEST(IsBounce, NamesTheRecipientThatFailed) {
  EXPECT_THAT(Bounce(), IsBounce());
  EXPECT_THAT(Bounce(), IsBounce(OfRecipient("gone@contoso.test")));
  EXPECT_THAT(Bounce(),
              IsBounce(OfRecipient(std::string("gone@contoso.test"))));
  EXPECT_THAT(Bounce(), IsBounce(AllOf(WithStatus(StartsWith("5.")),
                                       WithDiagnostic(HasSubstr("no such")))));
  // One that is only late is no bounce.
  EXPECT_THAT(Bounce(), Not(IsBounce(OfRecipient("slow@contoso.test"))));
  EXPECT_THAT(Order(), Not(IsBounce()));
  EXPECT_EQ(Describe(IsBounce(WithStatus("5.1.1"))),
            "which is a bounce with a status that is equal to \"5.1.1\"");
  EXPECT_EQ(DescribeNegation(IsBounce(OfRecipient("a@b.test"))),
            "which is no bounce of a recipient with the address \"a@b.test\"");
  EXPECT_EQ(Explain(IsBounce(WithStatus("5.1.1")), Bounce()),
            "which is the bounce gone@Contoso.test failed 5.1.10 (550 no such "
            "user), with the status \"5.1.10\"");
  EXPECT_EQ(Explain(IsBounce(), Order()), "which is no bounce");
  EXPECT_EQ(DescribeNegation(OfRecipient("a@b.test")),
            "of a recipient without the address \"a@b.test\"");
  EXPECT_EQ(DescribeNegation(WithStatus("x")),
            "with a status that isn't equal to \"x\"");
  EXPECT_EQ(DescribeNegation(WithDiagnostic("x")),
            "with a diagnostic that isn't equal to \"x\"");
  EXPECT_EQ(Explain(OfRecipient("a@b.test"), Bounce().delivery().reports[0]),
            "of the recipient gone@Contoso.test");
}

TEST(AutomaticMail, IsTold) {
  const Email reply = Email::FromMime("Auto-Submitted: auto-replied\n\n");
  EXPECT_THAT(reply,
              AllOf(IsOutOfOffice(), IsAutoSubmitted(), Not(IsReadReceipt())));
  const Email receipt = Email::FromMime(
      "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: "
      "message/disposition-notification\n\nDisposition: x; displayed\n--b--");
  EXPECT_THAT(receipt,
              AllOf(IsReadReceipt(), IsAutoSubmitted(), Not(IsOutOfOffice())));
  EXPECT_THAT(Bounce(), IsAutoSubmitted());
  EXPECT_THAT(Order(), Not(IsAutoSubmitted()));
  EXPECT_EQ(Describe(IsOutOfOffice()), "which is an automatic reply");
  EXPECT_EQ(DescribeNegation(IsOutOfOffice()), "which is no automatic reply");
  EXPECT_EQ(Describe(IsReadReceipt()), "which is a read receipt");
  EXPECT_EQ(DescribeNegation(IsReadReceipt()), "which is no read receipt");
  EXPECT_EQ(Describe(IsAutoSubmitted()), "which is a mail of a program");
  EXPECT_EQ(Explain(IsAutoSubmitted(), Order()),
            "which is no mail of a program");
}

TEST(DeliveryMatchers, StandWhereverAMatcherMay) {
  const std::vector<Email> mails = {Order(), Bounce()};
  EXPECT_THAT(mails, Contains(IsBounce()));
  EXPECT_THAT(mails, ElementsAre(HasSpf("pass"), IsBounce(_)));
  EXPECT_THAT(std::optional<Email>(Order()), Optional(HasDmarc("pass")));
  EXPECT_THAT(Bounce().delivery().reports,
              Contains(OfRecipient("slow@contoso.test")));
}

TEST(DeliveryMatchers, PrintNoTextOfAMailRaw) {
  const Email mail = Email::FromMime(
      "Received: from [  SKIPPED ] by \x1B; x\n"
      "Authentication-Results: spf=[  FAILED\x07\n\n");
  for (const EmailMatcher& matcher : {HasHop(WithSendingHost("x")), HasSpf("x"),
                                      UsedTls(), TookAtMost(seconds(1))}) {
    EXPECT_THAT(Explain(matcher, mail),
                AllOf(Not(HasSubstr("[  SK")), Not(HasSubstr("\x1B")),
                      Not(HasSubstr("\x07"))));
  }
}

}  // namespace
}  // namespace letterbox
