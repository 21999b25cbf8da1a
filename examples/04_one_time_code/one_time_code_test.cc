// Takes a one-time code, and a parameter of a link, out of a mail and signs in.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <letterbox/letterbox.h>

#include <string>

#include "sign_in.h"

using letterbox::Codes;
using letterbox::Email;
using letterbox::HasCode;
using letterbox::HasLink;
using letterbox::HasPlaceholder;
using letterbox::HasSubject;
using letterbox::HasWellFormedLinks;
using letterbox::ParseUrl;
using letterbox::Subscription;
using letterbox::WithHost;
using letterbox::WithQuery;
using letterbox::WithText;
using testing::AllOf;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

class OneTimeCode : public letterbox::MailTest {
 protected:
  SignIn sign_in_{smtp().host, smtp().port};
};

TEST_F(OneTimeCode, SignsInOnce) {
  Subscription user = Subscribe("user");
  sign_in_.Begin(user.address());

  // The mail also has a telephone number, a year and a customer number; the
  // code is shown as "123 456".
  Email mail = user.Receive(HasCode());
  ASSERT_THAT(Codes(mail), SizeIs(1));
  EXPECT_THAT(mail, HasCode(SizeIs(6)));

  const std::string code = Codes(mail).front();
  EXPECT_TRUE(sign_in_.Enter(code));
  EXPECT_FALSE(sign_in_.Enter(code));
}

TEST_F(OneTimeCode, LinkDoesTheSame) {
  Subscription user = Subscribe("user");
  sign_in_.Begin(user.address());

  Email mail = user.Receive(HasSubject("Sign in to Contoso"));
  EXPECT_THAT(mail, Not(HasPlaceholder()));
  EXPECT_THAT(mail, HasWellFormedLinks());
  ASSERT_THAT(
      mail, HasLink(AllOf(WithText("sign in at once"), WithHost("contoso.test"),
                          WithQuery("token", StartsWith("t-")))));

  const auto url = ParseUrl(mail.links().front().url);
  EXPECT_TRUE(sign_in_.Open(url->query.back().second));
  EXPECT_FALSE(sign_in_.Open(url->query.back().second));
}
