#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "letterbox/matchers/envelope.h"
#include "support/explain.h"

namespace letterbox {
namespace {

using testing::IsEmpty;
using testing::Not;

Email Thread() {
  return Email::FromMime(
      "Message-ID: <3@contoso.test>\r\n"
      "In-Reply-To: <2@contoso.test>\r\n"
      "References: <1@contoso.test> <2@contoso.test>\r\n\r\n");
}

Email WithId(const std::string& id) {
  return Email::FromMime("Message-ID: <" + id + ">\r\n\r\n");
}

TEST(ThreadMatchers, FollowTheMessageIds) {
  EXPECT_THAT(Thread(), HasMessageId("3@contoso.test"));
  EXPECT_THAT(Thread(), Not(HasMessageId(IsEmpty())));
  EXPECT_THAT(Thread(), IsReplyTo(WithId("2@contoso.test")));
  EXPECT_THAT(Thread(), Not(IsReplyTo(WithId("1@contoso.test"))));
  EXPECT_THAT(Thread(), Not(IsReplyTo(Email())));
  EXPECT_THAT(Thread(), IsInThreadOf(WithId("1@contoso.test")));
  EXPECT_THAT(WithId("1@contoso.test"), IsInThreadOf(Thread()));
  EXPECT_THAT(Thread(), Not(IsInThreadOf(WithId("9@contoso.test"))));
  EXPECT_THAT(Thread(), Not(IsInThreadOf(Email())));
  EXPECT_THAT(Email::FromMime("References: <1@contoso.test>\r\n\r\n"),
              IsInThreadOf(Thread()));
  EXPECT_THAT(Thread(), HasReference("1@contoso.test"));
  EXPECT_THAT(Thread(), Not(HasReference("3@contoso.test")));
}

TEST(ThreadMatchers, TakeTheServersConversationToo) {
  ItemProperties item;
  item.conversation_id = "AAQk=";
  const Email one = Email::FromMime("Subject: a\r\n\r\n", item);
  const Email two = Email::FromMime("Subject: b\r\n\r\n", item);
  EXPECT_THAT(one, IsInThreadOf(two));
  EXPECT_THAT(one, Not(IsInThreadOf(Email())));
}

TEST(ThreadMatchers, SayWhatTheyWantAndWhatIsThere) {
  const Email other = WithId("9@contoso.test");
  EXPECT_EQ(Describe(IsReplyTo(other)),
            "which answers the mail \"9@contoso.test\"");
  EXPECT_EQ(DescribeNegation(IsReplyTo(other)),
            "which does not answer the mail \"9@contoso.test\"");
  EXPECT_EQ(Explain(IsReplyTo(other), Thread()),
            "which does not answer the mail \"9@contoso.test\", its "
            "In-Reply-To: \"2@contoso.test\"");
  EXPECT_EQ(Explain(IsInThreadOf(other), Email()),
            "which is not in the thread of the mail \"9@contoso.test\", its "
            "References: none");
  EXPECT_EQ(Describe(HasReference("x")),
            "which has a reference that is equal to \"x\"");
  EXPECT_EQ(DescribeNegation(HasReference("x")),
            "which has no reference that is equal to \"x\"");
  EXPECT_EQ(Explain(HasReference("x"), Thread()),
            "which has 2 references: \"1@contoso.test\"; "
            "\"2@contoso.test\"");
  EXPECT_EQ(Describe(HasMessageId("x")), "whose Message-ID is equal to \"x\"");
  EXPECT_EQ(DescribeNegation(HasMessageId("x")),
            "whose Message-ID isn't equal to \"x\"");
  EXPECT_EQ(Explain(HasMessageId("x"), other),
            "whose Message-ID is \"9@contoso.test\"");
}

}  // namespace
}  // namespace letterbox
