// STARTTLS and AUTH, without a socket.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "exchange/mailboxes.h"
#include "exchange/smtp/protocol.h"
#include "mime/base64.h"

namespace letterbox::exchange {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr char kAlice[] = "alice@contoso.test";

std::string Plain(const std::string& password) {
  return EncodeBase64(std::string("\0", 1) + kAlice + std::string("\0", 1) +
                      password);
}

class SmtpSignIn : public testing::Test {
 protected:
  std::string Say(const std::string& line) {
    return protocol_.Feed(line + "\r\n");
  }
  void Secure() {
    ASSERT_THAT(Say("EHLO a"), HasSubstr("250-STARTTLS\r\n"));
    ASSERT_THAT(Say("STARTTLS"), StartsWith("220 "));
    ASSERT_TRUE(protocol_.wants_tls());
    protocol_.OnTls();
    ASSERT_THAT(Say("EHLO a"), AllOf(HasSubstr("250-AUTH LOGIN PLAIN\r\n"),
                                     Not(HasSubstr("STARTTLS"))));
  }

  Mailboxes mailboxes_;
  SmtpProtocol protocol_{mailboxes_.drop(), {}, {true, false}};
};

TEST_F(SmtpSignIn, ForgetsWhatWasSaidInTheClear) {
  // An attacker on the way puts commands behind STARTTLS.
  const std::string replies = protocol_.Feed(
      "EHLO a\r\nMAIL FROM:<a@b.test>\r\nSTARTTLS\r\n"
      "RCPT TO:<bob@contoso.test>\r\n");
  EXPECT_THAT(replies, HasSubstr("220 2.0.0 Go ahead with TLS\r\n"));
  EXPECT_THAT(replies, Not(HasSubstr("Recipient OK")));
  protocol_.OnTls();
  EXPECT_THAT(Say("MAIL FROM:<a@b.test>"), StartsWith("503 "));  // no EHLO
  Say("EHLO a");
  EXPECT_THAT(Say("RCPT TO:<bob@contoso.test>"), StartsWith("503 "));
  EXPECT_THAT(Say("STARTTLS"), StartsWith("503 "));
}

TEST_F(SmtpSignIn, AsksForNoPasswordInTheClear) {
  EXPECT_THAT(Say("EHLO a"), Not(HasSubstr("AUTH")));
  EXPECT_THAT(Say("AUTH PLAIN " + Plain("s3cret")), StartsWith("538 "));
}

TEST_F(SmtpSignIn, TakesPlainAndLogin) {
  for (const bool at_once : {false, true}) {
    SmtpProtocol fresh(mailboxes_.drop(), {}, {true, false});
    fresh.OnTls();
    fresh.Feed("EHLO a\r\n");
    if (!at_once) {
      EXPECT_EQ(fresh.Feed("AUTH PLAIN\r\n"), "334 \r\n");
    }
    EXPECT_THAT(
        fresh.Feed((at_once ? "AUTH PLAIN " : "") + Plain("s3cret") + "\r\n"),
        StartsWith("235 "));
  }
  Secure();
  EXPECT_EQ(Say("AUTH LOGIN"), "334 VXNlcm5hbWU6\r\n");
  EXPECT_EQ(Say(EncodeBase64(kAlice)), "334 UGFzc3dvcmQ6\r\n");
  EXPECT_THAT(Say(EncodeBase64("s3cret")), StartsWith("235 "));
  EXPECT_THAT(Say("AUTH LOGIN"), StartsWith("503 "));
}

TEST_F(SmtpSignIn, RefusesWhatDoesNotSignIn) {
  Secure();
  EXPECT_THAT(Say("AUTH PLAIN " + Plain("wrong")), StartsWith("535 5.7.3"));
  EXPECT_THAT(Say("AUTH PLAIN !"), StartsWith("501 "));
  EXPECT_THAT(Say("AUTH PLAIN " + EncodeBase64("alice")), StartsWith("501 "));
  EXPECT_THAT(Say("AUTH XOAUTH2 abcd"), StartsWith("504 "));
  Say("AUTH LOGIN");
  EXPECT_THAT(Say("*"), StartsWith("501 "));
  EXPECT_THAT(Say("NOOP"), StartsWith("250 "));
}

TEST_F(SmtpSignIn, LetsAUserSendInTheUsersNameOnly) {
  Secure();
  Say("AUTH PLAIN " + Plain("s3cret"));
  EXPECT_THAT(Say("MAIL FROM:<bob@contoso.test>"), StartsWith("550 5.7.60"));
  EXPECT_THAT(Say("MAIL FROM:<orders@contoso.test>"), StartsWith("250 "));
  Say("RSET");
  EXPECT_THAT(Say("MAIL FROM:<>"), StartsWith("250 "));
  Say("RSET");
  Say(std::string("MAIL FROM:<") + kAlice + ">");
  Say("RCPT TO:<bob@contoso.test>");
  Say("DATA");
  EXPECT_THAT(Say("Subject: a\r\n\r\nb\r\n."), StartsWith("250 "));
  EXPECT_THAT(mailboxes_.delivered.at(0).second, HasSubstr(" with ESMTPSA"));
}

TEST_F(SmtpSignIn, IsDemandedWhereTheServerIsToldSo) {
  SmtpProtocol strict(mailboxes_.drop(), {}, {true, true});
  strict.Feed("EHLO a\r\n");
  EXPECT_THAT(strict.Feed("MAIL FROM:<a@b.test>\r\n"),
              StartsWith("530 5.7.57"));
}

}  // namespace
}  // namespace letterbox::exchange
