#include "letterbox/matchers/code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "support/explain.h"

namespace letterbox {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;
using testing::Optional;
using testing::SizeIs;

Email Text(const std::string& text) {
  return Email::FromMime("Subject: Sign in\r\n\r\n" + text);
}

TEST(HasCode, MatchesSomeCode) {
  const Email mail = Text("Your code is 482 910. Your order is 55512.");
  EXPECT_THAT(mail, HasCode());
  EXPECT_THAT(mail, HasCode("482910"));
  EXPECT_THAT(mail, HasCode(SizeIs(6)));
  EXPECT_THAT(mail, Not(HasCode("55512")));
  EXPECT_THAT(Text("Your order is 55512."), Not(HasCode()));
}

TEST(HasCode, SaysWhatItWantsAndWhatIsThere) {
  EXPECT_EQ(Describe(HasCode()), "which has a one-time code");
  EXPECT_EQ(DescribeNegation(HasCode("1234")),
            "which has no one-time code that is equal to \"1234\"");
  EXPECT_EQ(Explain(HasCode("1234"), Text("Your code is 482910")),
            "which has the one-time code \"482910\"");
  EXPECT_EQ(Explain(HasCode(), Text("Hello")), "which has no one-time code");
}

TEST(HasCode, StandsWhereverAMatcherMay) {
  const Email mail = Text("Your code is 482910");
  const std::vector<Email> mails = {Email(), mail};
  EXPECT_THAT(mails, ElementsAre(Not(HasCode()), HasCode()));
  EXPECT_THAT(mails, Contains(HasCode("482910")));
  EXPECT_THAT(std::optional<Email>(mail), Optional(HasCode()));
}

}  // namespace
}  // namespace letterbox
