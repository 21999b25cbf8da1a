#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <letterbox/letterbox.h>

#include "shop.h"  // the product under test

using letterbox::Email;
using letterbox::HasAttachment;
using letterbox::HasContentType;
using letterbox::HasLink;
using letterbox::HasSubject;
using letterbox::HasText;
using letterbox::IsFrom;
using letterbox::IsNamed;
using letterbox::Subscription;
using letterbox::WithText;
using testing::AllOf;
using testing::HasSubstr;

class OrderMail : public letterbox::MailTest {
 protected:
  Shop shop_{smtp().host, smtp().port};  // where the product hands in its mail
};

TEST_F(OrderMail, ReachesTheCustomerWithTheInvoice) {
  Subscription customer = Subscribe("customer");  // only mail from here on

  shop_.PlaceOrder("A-1042", customer.address());

  Email mail = customer.Receive(
      AllOf(HasSubject("Your order A-1042"), IsFrom("orders@contoso.test")));
  EXPECT_THAT(mail, HasText(HasSubstr("Thank you for your order")));
  EXPECT_THAT(mail, HasAttachment(AllOf(IsNamed("invoice-A-1042.pdf"),
                                        HasContentType("application/pdf"))));
  EXPECT_THAT(mail, HasLink(WithText("Track your parcel")));
}
