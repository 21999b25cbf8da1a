// HasHeader, HasFirstHeader and HasHeaders.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "letterbox/matchers/envelope.h"
#include "support/explain.h"

namespace letterbox {
namespace {

using testing::_;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

Email Order() {
  return Email::FromMime(
      "X-Order: A-1042\r\nReceived: one\r\nReceived: two\r\n\r\n");
}

Email Tagged() { return Email::FromMime("X-Tag: a\r\nX-Tag: b\r\n\r\n"); }

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

TEST(HasHeader, PointsAtTheFirstDifferenceOfALongValue) {
  const std::string same(300, 's');
  const Email mail = Email::FromMime("X-Long: " + same + "b\n\n");
  const std::string at =
      "with a value that differs at byte 300 of 301, where it is ...\"" +
      std::string(40, 's') + "b\"";
  EXPECT_THAT(Explain(HasHeader("X-Long", same + "a"), mail), HasSubstr(at));
  EXPECT_THAT(Explain(HasFirstHeader("X-Long", same + "a"), mail),
              HasSubstr(at));
  EXPECT_THAT(mail, HasFirstHeader("X-Long", same + "b"));
}

TEST(HasFirstHeader, LooksAtOneField) {
  EXPECT_THAT(Tagged(), HasFirstHeader("x-tag", "a"));
  EXPECT_THAT(Tagged(), Not(HasFirstHeader("X-Tag", "b")));
  EXPECT_THAT(Tagged(), Not(HasFirstHeader("X-None", _)));
  EXPECT_EQ(Describe(HasFirstHeader("X-Tag", "b")),
            "which has a first header X-Tag with a value that is equal to "
            "\"b\"");
  EXPECT_EQ(DescribeNegation(HasFirstHeader("X-Tag", "b")),
            "which has no first header X-Tag with a value that is equal to "
            "\"b\"");
  EXPECT_EQ(Explain(HasFirstHeader("X-Tag", "b"), Tagged()),
            "which has the first header X-Tag: a, with the value \"a\"");
}

TEST(HasHeaders, LooksAtAllOfAName) {
  EXPECT_THAT(Tagged(), HasHeaders("X-TAG", ElementsAre("a", "b")));
  EXPECT_THAT(Tagged(), HasHeaders("X-None", IsEmpty()));
  EXPECT_THAT(Tagged(), Not(HasHeaders("X-Tag", SizeIs(1))));
  EXPECT_EQ(Describe(HasHeaders("X-Tag", IsEmpty())),
            "whose list of headers X-Tag is empty");
  EXPECT_EQ(DescribeNegation(HasHeaders("X-Tag", IsEmpty())),
            "whose list of headers X-Tag isn't empty");
  EXPECT_EQ(Explain(HasHeaders("X-Tag", SizeIs(1)), Tagged()),
            "which has 2 headers X-Tag: \"a\"; \"b\", whose size 2 doesn't "
            "match");
}

}  // namespace
}  // namespace letterbox
