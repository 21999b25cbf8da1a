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
using testing::Eq;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Optional;
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

TEST(HasHeader, FindsAFieldWhateverItsCase) {
  const Email mail = Order();
  EXPECT_THAT(mail, HasHeader("X-Order", "A-1042"));
  EXPECT_THAT(mail, HasHeader("x-order", StartsWith("A-")));
  EXPECT_THAT(mail, HasHeader("Received", "two"));
  EXPECT_THAT(mail, Not(HasHeader("X-Orders", _)));
}

TEST(HasHeader, SaysWhatTheFieldsHold) {
  const EmailMatcher matcher = HasHeader("Received", "three");
  EXPECT_EQ(Describe(matcher),
            "which has a header Received with a value that is equal to "
            "\"three\"");
  EXPECT_EQ(DescribeNegation(matcher),
            "which has no header Received with a value that is equal to "
            "\"three\"");
  EXPECT_EQ(Explain(matcher, Order()),
            "which has 2 headers Received: Received: one, with the value "
            "\"one\"; Received: two, with the value \"two\"");
  EXPECT_EQ(Explain(HasHeader("X-None", _), Order()),
            "which has no header X-None");
}

TEST(WithAddress, ComparesByteForByte) {
  const EmailAddress address("Ann@Contoso.test", "Ann");
  EXPECT_THAT(address, WithAddress("Ann@Contoso.test"));
  EXPECT_THAT(address, Not(WithAddress("Ann@contoso.test")));
  EXPECT_THAT(address, IsAddress("Ann@contoso.test"));
  EXPECT_EQ(Describe(WithAddress("x")),
            "with an address that is equal to \"x\"");
  EXPECT_EQ(DescribeNegation(WithAddress("x")),
            "with an address that isn't equal to \"x\"");
  EXPECT_EQ(DescribeNegation(IsAddress("x")), "without the address \"x\"");
  EXPECT_EQ(Explain(WithAddress("x"), address),
            "with the address \"Ann@Contoso.test\"");
  EXPECT_EQ(Explain(WithName("x"), address), "with the name \"Ann\"");
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
