// Takes the link out of a mail and goes on with it, as the user would.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <letterbox/letterbox.h>

#include <string>

#include "accounts.h"

using letterbox::Email;
using letterbox::HasSubject;
using letterbox::HasTo;
using letterbox::Link;
using letterbox::Subscription;
using testing::_;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

class PasswordReset : public letterbox::MailTest {
 protected:
  Accounts accounts_{smtp().host, smtp().port};
};

TEST_F(PasswordReset, LinkSetsANewPasswordOnce) {
  Subscription user = Subscribe("user");
  accounts_.ForgotPassword(user.address());

  // The subject is decoded, and so is the body that the link stands in.
  Email mail = user.Receive(HasSubject(HasSubstr("neues Passwort für")));
  EXPECT_THAT(mail, HasTo(user.address()));
  ASSERT_THAT(mail.links(),
              ElementsAre(Field(&Link::text, "Choose a new password")));

  const std::string url = mail.links().front().url;
  EXPECT_TRUE(accounts_.Reset(url, "correct horse"));
  EXPECT_TRUE(accounts_.SignIn(user.address(), "correct horse"));
  EXPECT_FALSE(accounts_.Reset(url, "battery staple"));
}

TEST_F(PasswordReset, MailGoesToTheOwnerAlone) {
  Subscription user = Subscribe("user");
  Subscription neighbour = Subscribe("neighbour");

  accounts_.ForgotPassword(user.address());
  accounts_.ForgotPassword(neighbour.address());

  // One mail each: a second one would make Receive fail.
  EXPECT_THAT(user.Receive(_), HasTo(user.address()));
  EXPECT_THAT(neighbour.Receive(_), HasTo(neighbour.address()));
}
