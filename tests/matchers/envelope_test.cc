#include "letterbox/matchers/envelope.h"

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
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Optional;
using testing::SizeIs;
using testing::StartsWith;

Email Order() {
  return Email::FromMime(
      "From: Shop <orders@contoso.test>\r\n"
      "To: Ann <ann@contoso.test>, bob@contoso.test\r\n"
      "Cc: carol@contoso.test\r\n"
      "Bcc: dave@contoso.test\r\n"
      "Subject: Your order A-1042\r\n"
      "X-Order: A-1042\r\n"
      "Received: one\r\n"
      "Received: two\r\n"
      "\r\n"
      "Thank you");
}

TEST(HasSubject, TakesAStringOrAMatcher) {
  const Email mail = Order();
  const std::string subject = "Your order A-1042";
  EXPECT_THAT(mail, HasSubject("Your order A-1042"));
  EXPECT_THAT(mail, HasSubject(subject));
  EXPECT_THAT(mail, HasSubject(HasSubstr("A-1042")));
  EXPECT_THAT(mail, HasSubject(Not(IsEmpty())));
  EXPECT_THAT(mail, HasSubject(_));
  EXPECT_THAT(mail, Not(HasSubject("Your order")));
}

TEST(HasSubject, SaysWhatItWantsAndWhatIsThere) {
  const EmailMatcher matcher = HasSubject("Your order A-9999");
  EXPECT_EQ(Describe(matcher),
            "whose subject is equal to \"Your order A-9999\"");
  EXPECT_EQ(DescribeNegation(matcher),
            "whose subject isn't equal to \"Your order A-9999\"");
  EXPECT_EQ(Explain(matcher, Order()),
            "whose subject is \"Your order A-1042\"");
}

TEST(HasSubject, PassesOnWhatTheInnerMatcherSays) {
  EXPECT_EQ(Explain(HasSubject(testing::SizeIs(3)), Order()),
            "whose subject is \"Your order A-1042\", whose size 17 doesn't "
            "match");
}

TEST(IsFrom, ComparesTheAddressWhateverTheNameAndTheDomainsCase) {
  const Email mail = Order();
  EXPECT_THAT(mail, IsFrom("orders@contoso.test"));
  EXPECT_THAT(mail, IsFrom(std::string("orders@Contoso.TEST")));
  EXPECT_THAT(mail, Not(IsFrom("Orders@contoso.test")));
  EXPECT_THAT(mail, Not(IsFrom("orders@contoso.tes")));
  EXPECT_THAT(mail, Not(IsFrom("")));
}

TEST(IsFrom, TakesAMatcherOfTheWholeAddress) {
  const Email mail = Order();
  EXPECT_THAT(mail, IsFrom(WithName("Shop")));
  EXPECT_THAT(mail, IsFrom(AllOf(WithAddress(StartsWith("orders")),
                                 WithName(Not(IsEmpty())))));
  EXPECT_THAT(mail, IsFrom(EmailAddress("orders@contoso.test", "Shop")));
  EXPECT_THAT(mail, Not(IsFrom(WithName("shop"))));
  EXPECT_THAT(mail, IsFrom(_));
}

TEST(IsFrom, SaysWhatItWantsAndWhatIsThere) {
  const EmailMatcher matcher = IsFrom("shop@contoso.test");
  EXPECT_EQ(Describe(matcher),
            "which has a sender with the address \"shop@contoso.test\"");
  EXPECT_EQ(DescribeNegation(matcher),
            "which has no sender with the address \"shop@contoso.test\"");
  EXPECT_EQ(Explain(matcher, Order()),
            "which has the sender Shop <orders@contoso.test>, with the address "
            "\"orders@contoso.test\"");
  EXPECT_EQ(Explain(IsFrom("orders@contoso.test"), Order()),
            "which has the sender Shop <orders@contoso.test>");
  EXPECT_EQ(Explain(matcher, Email()), "which has no sender");
}

TEST(HasTo, MatchesSomeRecipient) {
  const Email mail = Order();
  EXPECT_THAT(mail, HasTo("ann@contoso.test"));
  EXPECT_THAT(mail, HasTo("bob@contoso.test"));
  EXPECT_THAT(mail, HasTo(WithName("Ann")));
  EXPECT_THAT(mail, Not(HasTo("carol@contoso.test")));
  // Both of one recipient.
  EXPECT_THAT(
      mail,
      Not(HasTo(AllOf(WithAddress("bob@contoso.test"), WithName("Ann")))));
}

TEST(HasTo, SaysWhyNoRecipientMatches) {
  const EmailMatcher matcher = HasTo(WithName("Eve"));
  EXPECT_EQ(Describe(matcher),
            "which has a To recipient with a name that is equal to \"Eve\"");
  EXPECT_EQ(DescribeNegation(matcher),
            "which has no To recipient with a name that is equal to \"Eve\"");
  EXPECT_EQ(Explain(matcher, Order()),
            "which has 2 To recipients: Ann <ann@contoso.test>, with the name "
            "\"Ann\"; bob@contoso.test, with the name \"\"");
  EXPECT_EQ(Explain(matcher, Email()), "which has no To recipient");
}

TEST(HasTo, ListsTenRecipientsAtMost) {
  std::string to = "To: a0@b.test";
  for (int i = 1; i < 30; ++i) to += ", a" + std::to_string(i) + "@b.test";
  const std::string text = Explain(HasTo("x@b.test"), Email::FromMime(to));
  EXPECT_THAT(text, StartsWith("which has 30 To recipients: a0@b.test"));
  EXPECT_THAT(text, HasSubstr("a9@b.test"));
  EXPECT_THAT(text, Not(HasSubstr("a10@b.test")));
  EXPECT_THAT(text, EndsWith("; and 20 more"));
}

TEST(HasCc, LooksAtItsOwnField) {
  EXPECT_THAT(Order(), HasCc("carol@contoso.test"));
  EXPECT_THAT(Order(), HasCc(std::string("carol@contoso.test")));
  EXPECT_THAT(Order(), HasCc(WithAddress(StartsWith("carol"))));
  EXPECT_THAT(Order(), Not(HasCc("ann@contoso.test")));
  EXPECT_EQ(Describe(HasCc("a@b.test")),
            "which has a Cc recipient with the address \"a@b.test\"");
  EXPECT_EQ(Explain(HasCc("a@b.test"), Order()),
            "which has the Cc recipient carol@contoso.test, with the address "
            "\"carol@contoso.test\"");
}

TEST(HasBcc, LooksAtTheHeaderAndAtTheServersWord) {
  ItemProperties item;
  item.bcc = {"eve@contoso.test"};
  const Email mail = Email::FromMime("Bcc: dave@contoso.test\r\n\r\n", item);
  EXPECT_THAT(mail, HasBcc("dave@contoso.test"));
  EXPECT_THAT(mail, HasBcc(std::string("eve@contoso.test")));
  EXPECT_THAT(mail, Not(HasBcc(WithName("Eve"))));
  EXPECT_EQ(DescribeNegation(HasBcc("a@b.test")),
            "which has no Bcc recipient with the address \"a@b.test\"");
}

Email Thread() {
  return Email::FromMime(
      "Return-Path: <>\r\nSender: Desk <desk@contoso.test>\r\n"
      "From: Boss <boss@contoso.test>\r\n"
      "To: ann+shop@contoso.test, bob@b\xC3\xBC"
      "cher.test\r\n"
      "Cc: carol@contoso.test\r\n"
      "Reply-To: help@contoso.test\r\n"
      "Message-ID: <3@contoso.test>\r\n"
      "In-Reply-To: <2@contoso.test>\r\n"
      "References: <1@contoso.test> <2@contoso.test>\r\n"
      "X-Tag: a\r\nX-Tag: b\r\n\r\n");
}

TEST(HasSubject, PointsAtTheFirstDifferenceOfALongOne) {
  const std::string same(300, 's');
  EXPECT_EQ(Explain(HasSubject(same + "a"),
                    Email::FromMime("Subject: " + same + "b\n\n")),
            "whose subject differs at byte 300 of 301, where it is ...\"" +
                std::string(40, 's') + "b\"");
}

TEST(HasSender, IsWhoHandedItIn) {
  EXPECT_THAT(Thread(), HasSender("desk@contoso.test"));
  EXPECT_THAT(Thread(), HasSender(std::string("desk@Contoso.test")));
  EXPECT_THAT(Thread(), HasSender(WithName("Desk")));
  EXPECT_THAT(Thread(), Not(HasSender("boss@contoso.test")));
  EXPECT_THAT(Order(), HasSender("orders@contoso.test"));
  EXPECT_EQ(Describe(HasSender("a@b.test")),
            "which has a Sender with the address \"a@b.test\"");
  EXPECT_EQ(DescribeNegation(HasSender("a@b.test")),
            "which has no Sender with the address \"a@b.test\"");
  EXPECT_EQ(Explain(HasSender("a@b.test"), Thread()),
            "which has the Sender Desk <desk@contoso.test>, with the address "
            "\"desk@contoso.test\"");
  EXPECT_EQ(Explain(HasSender(_), Email()), "which has no Sender");
}

TEST(HasReplyTo, LooksAtItsOwnField) {
  EXPECT_THAT(Thread(), HasReplyTo("help@contoso.test"));
  EXPECT_THAT(Thread(), HasReplyTo(std::string("help@contoso.test")));
  EXPECT_THAT(Thread(), Not(HasReplyTo("boss@contoso.test")));
  EXPECT_THAT(Order(), Not(HasReplyTo(_)));
  EXPECT_EQ(Describe(HasReplyTo("a@b.test")),
            "which has a Reply-To address with the address \"a@b.test\"");
  EXPECT_EQ(DescribeNegation(HasReplyTo("a@b.test")),
            "which has no Reply-To address with the address \"a@b.test\"");
  EXPECT_EQ(Explain(HasReplyTo(_), Order()), "which has no Reply-To address");
}

TEST(HasReturnPath, TellsAnEmptyOneFromNone) {
  EXPECT_THAT(Thread(), HasReturnPath(""));
  EXPECT_THAT(Email(), Not(HasReturnPath("")));
  const Email mail = Email::FromMime("Return-Path: <b@Contoso.test>\r\n\r\n");
  EXPECT_THAT(mail, HasReturnPath("b@contoso.test"));
  EXPECT_THAT(mail, HasReturnPath(std::string("b@contoso.test")));
  EXPECT_THAT(mail, Not(HasReturnPath("")));
  EXPECT_EQ(Describe(HasReturnPath("a@b.test")),
            "which has a return path with the address \"a@b.test\"");
  EXPECT_EQ(DescribeNegation(HasReturnPath("a@b.test")),
            "which has no return path with the address \"a@b.test\"");
  EXPECT_EQ(Explain(HasReturnPath("a@b.test"), mail),
            "which has the return path b@Contoso.test, with the address "
            "\"b@Contoso.test\"");
}

TEST(ReceivedAsBcc, IsAMailThatNamesTheRecipientNowhere) {
  EXPECT_THAT(Order(), ReceivedAsBcc("eve@contoso.test"));
  EXPECT_THAT(Order(), ReceivedAsBcc(std::string("eve@contoso.test")));
  EXPECT_THAT(Order(), Not(ReceivedAsBcc("ann@Contoso.test")));
  EXPECT_THAT(Order(), Not(ReceivedAsBcc(WithAddress(StartsWith("carol")))));
  EXPECT_EQ(Describe(ReceivedAsBcc("a@b.test")),
            "which names no recipient with the address \"a@b.test\" in To or "
            "Cc");
  EXPECT_EQ(DescribeNegation(ReceivedAsBcc("a@b.test")),
            "which names a recipient with the address \"a@b.test\" in To or "
            "Cc");
  EXPECT_EQ(Explain(ReceivedAsBcc("ann@contoso.test"), Order()),
            "which names a recipient with the address \"ann@contoso.test\" in "
            "To or Cc, Ann <ann@contoso.test>");
}

TEST(HidesBcc, IsAMailThatShowsNone) {
  EXPECT_THAT(Thread(), HidesBcc());
  EXPECT_THAT(Order(), Not(HidesBcc()));
  EXPECT_THAT(Email::FromMime("Bcc:\r\n\r\n"), Not(HidesBcc()));
  EXPECT_EQ(Describe(HidesBcc()), "which shows no Bcc recipient");
  EXPECT_EQ(DescribeNegation(HidesBcc()), "which shows a Bcc recipient");
  EXPECT_EQ(Explain(HidesBcc(), Order()),
            "which shows a Bcc recipient, dave@contoso.test");
}

TEST(RecipientLists, AreMatchedWhole) {
  EXPECT_THAT(Order(), HasToRecipients(SizeIs(2)));
  EXPECT_THAT(Order(), HasToRecipients(ElementsAre(
                           IsAddress("ann@contoso.test"), WithName(""))));
  EXPECT_THAT(Order(), HasCcRecipients(SizeIs(1)));
  EXPECT_THAT(Email(), HasCcRecipients(IsEmpty()));
  EXPECT_THAT(Order(), HasRecipients(SizeIs(4)));
  EXPECT_THAT(Order(), HasRecipients(Contains(IsAddress("dave@contoso.test"))));
  EXPECT_THAT(Order(), Not(HasToRecipients(SizeIs(3))));
  EXPECT_EQ(Describe(HasToRecipients(IsEmpty())),
            "whose list of To recipients is empty");
  EXPECT_EQ(DescribeNegation(HasCcRecipients(IsEmpty())),
            "whose list of Cc recipients isn't empty");
  EXPECT_EQ(Explain(HasToRecipients(SizeIs(3)), Order()),
            "which has 2 To recipients: Ann <ann@contoso.test>; "
            "bob@contoso.test, whose size 2 doesn't match");
  EXPECT_EQ(Explain(HasRecipients(IsEmpty()), Email()),
            "whose list of recipients is empty");
}

TEST(IgnoringTag, TakesThePlusAddressForTheMailbox) {
  EXPECT_THAT(Thread(), Not(HasTo("ann@contoso.test")));
  EXPECT_THAT(Thread(), HasTo("ann+shop@contoso.test"));
  EXPECT_THAT(Thread(), HasTo(IgnoringTag("ann@contoso.test")));
  EXPECT_THAT(Thread(), HasTo(IgnoringTag("ann+other@Contoso.test")));
  EXPECT_THAT(Thread(), Not(HasTo(IgnoringTag("shop@contoso.test"))));
  EXPECT_EQ(Describe(IgnoringTag("a@b.test")),
            "with the address \"a@b.test\", whatever its tag");
  EXPECT_EQ(DescribeNegation(IgnoringTag("a@b.test")),
            "without the address \"a@b.test\", whatever its tag");
  EXPECT_EQ(Explain(IgnoringTag("a@b.test"), EmailAddress("c+d@b.test")),
            "with the address \"c+d@b.test\"");
}

TEST(IsAddress, KnowsBothFormsOfAnInternationalDomain) {
  EXPECT_THAT(Thread(), HasTo("bob@xn--bcher-kva.test"));
  EXPECT_THAT(Thread(), HasTo("bob@b\xC3\xBC"
                              "cher.test"));
}

TEST(EnvelopeMatchers, StandWhereverAMatcherMay) {
  const std::vector<Email> mails = {Order(), Email()};
  EXPECT_THAT(mails, Contains(HasSubject("Your order A-1042")));
  EXPECT_THAT(mails, Not(Contains(HasTo("eve@contoso.test"))));
  EXPECT_THAT(mails,
              ElementsAre(IsFrom("orders@contoso.test"), HasSubject("")));
  EXPECT_THAT(std::optional<Email>(Order()), Optional(HasSubject(_)));
  EXPECT_THAT(Order(), AllOf(HasSubject(_), HasTo("bob@contoso.test"),
                             Not(HasHeader("X-None", _))));
  const auto by_value = testing::MatcherCast<Email>(HasSubject(_));
  EXPECT_TRUE(by_value.Matches(Order()));
  EXPECT_THAT(Order().to(), Contains(WithName("Ann")));
  EXPECT_THAT(mails, Contains(HidesBcc()));
  EXPECT_THAT(mails, ElementsAre(HasRecipients(SizeIs(4)), HidesBcc()));
  EXPECT_THAT(std::optional<Email>(Thread()),
              Optional(EmailMatcher(AllOf(
                  HasSender(_), HasReturnPath(""), HasReplyTo(_),
                  HasReference(_), HasMessageId(_), HasFirstHeader("X-Tag", _),
                  HasHeaders("X-Tag", SizeIs(2))))));
}

TEST(EnvelopeMatchers, PrintNoTextOfAMailRaw) {
  const Email mail = Email::FromMime(
      "Subject: [  SKIPPED ] \x1B[31m\r\n"
      "From: =?utf-8?Q?[=20=20FAILED=20=20]=0Ax?= <a@b.test>\r\n"
      "X-A: [  PASSED  ]\x07\r\n\r\n");
  EXPECT_EQ(Explain(HasSubject("x"), mail),
            R"(whose subject is "[\x20 SKIPPED ] \x1B[31m")");
  EXPECT_EQ(Explain(IsFrom(WithName("x")), mail),
            R"(which has the sender [\x20 FAILED  ]\nx <a@b.test>, with the )"
            R"(name "[\x20 FAILED  ]\nx")");
  EXPECT_THAT(Explain(HasHeader("X-A", "x"), mail),
              AllOf(HasSubstr(R"([\x20 PASSED  ]\x07)"),
                    Not(HasSubstr("[  PASSED")), Not(HasSubstr("\x07"))));
  // An inner matcher may print it, too.
  EXPECT_THAT(Explain(HasSubject(testing::ResultOf(
                          [](const std::string& s) { return s; }, "x")),
                      mail),
              Not(HasSubstr("[  SKIPPED")));
  EXPECT_THAT(Describe(HasSubject("[  SKIPPED ]")),
              Not(HasSubstr("[  SKIPPED")));
}

TEST(EnvelopeMatchers, TakeNoListenerForAnAnswer) {
  const EmailMatcher matcher = HasTo("bob@contoso.test");
  EXPECT_TRUE(matcher.Matches(Order()));
  testing::StringMatchResultListener listener;
  EXPECT_TRUE(matcher.MatchAndExplain(Order(), &listener));
  EXPECT_EQ(listener.str(), "which has the To recipient bob@contoso.test");
}

}  // namespace
}  // namespace letterbox
