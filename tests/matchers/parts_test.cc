#include "letterbox/matchers/parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "letterbox/matchers.h"
#include "letterbox/transport/email.h"
#include "support/explain.h"

namespace letterbox {
namespace {

using testing::_;
using testing::AllOf;
using testing::AnyOf;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::Property;

Email Order() {
  return Email::FromMime(
      "From: Shop <orders@contoso.test>\r\nTo: ann@contoso.test\r\n"
      "Subject: Your order A-1043\r\n\r\nThank you.\r\n");
}

std::vector<std::string> Found(const EmailMatcher& matcher) {
  std::vector<std::string> found;
  for (const PartMismatch& mismatch : Mismatches(matcher, Order())) {
    found.push_back(mismatch.found);
  }
  return found;
}

std::vector<std::string> Wanted(const EmailMatcher& matcher) {
  std::vector<std::string> wanted;
  for (const PartMismatch& mismatch : Mismatches(matcher, Order())) {
    wanted.push_back(mismatch.wanted);
  }
  return wanted;
}

std::string Numbers(const EmailMatcher& matcher) {
  const Nearness nearness = Compare(matcher, Order());
  return std::string(nearness.matches ? "matches " : "") +
         std::to_string(nearness.mismatches) + " of " +
         std::to_string(nearness.parts) +
         (nearness.is_blocked ? " blocked" : "");
}

TEST(Parts, NamesAllThatFailWhereAllOfStopsAtTheFirst) {
  const EmailMatcher matcher =
      AllOf(HasSubject("Your order A-1042"), IsFrom("orders@contoso.test"),
            HasTo("bob@contoso.test"));
  EXPECT_EQ(Numbers(matcher), "2 of 3");
  EXPECT_THAT(
      Found(matcher),
      ElementsAre("whose subject is \"Your order A-1043\"",
                  testing::HasSubstr("has the To recipient ann@contoso.test")));
  EXPECT_THAT(Wanted(matcher),
              ElementsAre("whose subject is equal to \"Your order A-1042\"",
                          testing::HasSubstr("bob@contoso.test")));
}

TEST(Parts, HasNoMismatchWhereTheWholeMatches) {
  const EmailMatcher matcher =
      AllOf(HasSubject("Your order A-1043"), Not(HasSubject("Welcome")));
  EXPECT_EQ(Numbers(matcher), "matches 0 of 2");
  EXPECT_THAT(Found(matcher), IsEmpty());
}

TEST(Parts, BlamesAPartThatMatchesInsideNot) {
  const EmailMatcher matcher =
      AllOf(IsFrom("orders@contoso.test"), Not(HasSubject("Your order A-1043")),
            HasText("Thank you."));
  EXPECT_EQ(Numbers(matcher), "1 of 3");
  EXPECT_THAT(Wanted(matcher), ElementsAre("whose subject isn't equal to "
                                           "\"Your order A-1043\""));
}

TEST(Parts, NeedsOneOfAnyOf) {
  EXPECT_EQ(Numbers(AllOf(AnyOf(HasSubject("a"), HasSubject("b")),
                          HasText("Thank you."))),
            "1 of 3");
}

TEST(Parts, SaysWhereSomethingElseStandsInTheWay) {
  const auto other = Property(&Email::subject, "Welcome");
  EXPECT_EQ(Numbers(other), "0 of 0 blocked");
  EXPECT_EQ(Numbers(AllOf(IsFrom("orders@contoso.test"), other)),
            "0 of 1 blocked");
  EXPECT_EQ(Numbers(AllOf(HasSubject("Welcome"), other, HasText("a"))),
            "1 of 1 blocked");
  EXPECT_EQ(Numbers(_), "matches 0 of 0");
}

TEST(Parts, TakesAMailInsideAMailForOnePart) {
  const EmailMatcher matcher =
      HasAttachment(IsEmail(AllOf(HasSubject("a"), HasText("b"))));
  EXPECT_EQ(Numbers(matcher), "1 of 1");
}

TEST(Parts, AreTheSameWordsAsTheMatchers) {
  const EmailMatcher matcher = HasSubject("Welcome");
  EXPECT_EQ(Wanted(matcher).front(), Describe(matcher));
  EXPECT_EQ(Found(matcher).front(), Explain(matcher, Order()));
}

// One matcher that is used twice is one part.
TEST(Parts, KnowsAPartThatStandsTwice) {
  const EmailMatcher subject = HasSubject("Welcome");
  EXPECT_EQ(Numbers(AllOf(subject, subject)), "1 of 1");
}

}  // namespace
}  // namespace letterbox
