// Asks how a mail came: who vouches for its sender, over which hops, how fast,
// and what became of one that could not be delivered.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <letterbox/letterbox.h>

#include <chrono>
#include <string>

#include "../mailer/mailer.h"

using letterbox::Draft;
using letterbox::Email;
using letterbox::ForDomain;
using letterbox::HasCompoundAuthentication;
using letterbox::HasDmarc;
using letterbox::HasHop;
using letterbox::HasHops;
using letterbox::HasReturnPath;
using letterbox::HasSpamConfidence;
using letterbox::HasSpf;
using letterbox::HasSubject;
using letterbox::IsAutoSubmitted;
using letterbox::IsBounce;
using letterbox::OfRecipient;
using letterbox::Subscription;
using letterbox::TookAtMost;
using letterbox::WithReceivingHost;
using letterbox::WithResult;
using letterbox::WithStatus;
using std::chrono::minutes;
using testing::_;
using testing::AllOf;
using testing::IsEmpty;
using testing::Le;
using testing::Not;
using testing::StartsWith;

class DeliveryPath : public letterbox::MailTest {
 protected:
  // The product mails from `from`; what it shows as the sender is its shop.
  void MailFrom(const std::string& from, const std::string& to) {
    mailer_.Send(from, to,
                 "From: Shop <orders@contoso.test>\nTo: " + to +
                     "\nSubject: Your order\n\nThank you.\n");
  }

  Mailer mailer_{smtp().host, smtp().port};
};

TEST_F(DeliveryPath, IsShortAndVouchedFor) {
  Subscription customer = Subscribe("customer");

  MailFrom("bounces@contoso.test", customer.address());

  Email mail = customer.Receive(HasSubject("Your order"));
  EXPECT_THAT(mail, HasReturnPath("bounces@contoso.test"));
  EXPECT_THAT(mail,
              HasSpf(AllOf(WithResult("pass"), ForDomain("contoso.test"))));
  EXPECT_THAT(mail, HasDmarc("pass"));
  EXPECT_THAT(mail, HasCompoundAuthentication("pass"));
  EXPECT_THAT(mail, HasSpamConfidence(Le(1)));
  EXPECT_THAT(mail, HasHops(Not(IsEmpty())));
  EXPECT_THAT(mail, HasHop(WithReceivingHost(_)));
  EXPECT_THAT(mail, TookAtMost(minutes(1)));
}

// A frequent mistake: the mails are sent by a provider's domain, in the name of
// one that does not vouch for it.
TEST_F(DeliveryPath, ShowsThatAnotherDomainSentIt) {
  Subscription customer = Subscribe("customer");

  MailFrom("bounces@provider.test", customer.address());

  Email mail = customer.Receive(HasSubject("Your order"));
  EXPECT_THAT(mail, HasSpf(Not(WithResult("pass"))));
  EXPECT_THAT(mail,
              HasDmarc(AllOf(WithResult("fail"), ForDomain("contoso.test"))));
}

TEST_F(DeliveryPath, BouncesWhereNobodyLives) {
  Subscription customer = Subscribe("customer");

  Draft draft;
  draft.to = {"nobody@contoso.test"};
  draft.subject = "Anybody there?";
  Send("customer", draft);

  Email bounce = customer.Receive(IsBounce());
  EXPECT_THAT(bounce, IsBounce(AllOf(OfRecipient("nobody@contoso.test"),
                                     WithStatus(StartsWith("5.1")))));
  EXPECT_THAT(bounce, IsAutoSubmitted());
}
