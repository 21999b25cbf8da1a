// The test of 01_order_confirmation with a wrong order number and a time-out of
// one second: shows what a failure says. Not among the tests; examples/run
// runs it and expects it to fail.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <letterbox/letterbox.h>

#include <chrono>

#include "../01_order_confirmation/shop.h"

using letterbox::Email;
using letterbox::HasSubject;
using letterbox::IsFrom;
using letterbox::Subscription;
using testing::AllOf;

class OrderMail : public letterbox::MailTest {
 protected:
  Shop shop_{smtp().host, smtp().port};
};

TEST_F(OrderMail, ReachesTheCustomer) {
  Subscription customer = Subscribe("customer");

  shop_.PlaceOrder("A-1043", customer.address());

  Email mail = customer.Receive(
      AllOf(IsFrom("orders@contoso.test"), HasSubject("Your order A-1042")),
      std::chrono::seconds(1));
}
