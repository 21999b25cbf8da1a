#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <letterbox/letterbox.h>

#include <chrono>
#include <cstdlib>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "../mailer/mailer.h"

using letterbox::Email;
using letterbox::Fence;
using letterbox::HasSubject;
using letterbox::HasText;
using letterbox::Subscription;
using letterbox::WithMail;
using testing::ElementsAre;
using testing::Exactly;
using testing::HasSubstr;
using testing::StartsWith;

// Stands for what your tests derive from already.
class ShopTest : public testing::Test {
 protected:
  static std::string Greeting() { return "Dear customer"; }
};

// The same with mail: Subscribe, Send, mailbox, smtp, exchange.
class ShopMailTest : public WithMail<ShopTest> {
 protected:
  ShopMailTest() { SetTimeout(std::chrono::seconds(30)); }

  static void Mail(const std::string& to, const std::string& subject) {
    Mailer(smtp("customer").host, smtp("customer").port)
        .Send("shop@contoso.test", to,
              "From: shop@contoso.test\nTo: " + to + "\nSubject: " + subject +
                  "\n\n" + Greeting() + "\n");
  }
};

TEST_F(ShopMailTest, Greets) {
  Subscription customer = Subscribe("customer");
  Mail(customer.address(), "Welcome");
  EXPECT_THAT(customer.Receive(HasSubject("Welcome")),
              HasText(HasSubstr(Greeting())));
}

TEST_F(ShopMailTest, ConfirmsShipsAndAsks) {
  Subscription customer = Subscribe("customer");
  for (const char* subject :
       {"Confirmed", "An offer", "Shipped", "How was it?"})
    Mail(customer.address(), subject);
  customer.ReceiveInOrder({HasSubject("Confirmed"), HasSubject("Shipped")});
  EXPECT_THAT(customer.ReceiveAll(testing::_, Exactly(2)),
              ElementsAre(HasSubject("An offer"), HasSubject("How was it?")));
}

// Whatever the product sent before the fence would have come before it.
TEST_F(ShopMailTest, SendsNoReminder) {
  Subscription customer = Subscribe("customer");
  customer.ExpectNothing(
      HasSubject("Reminder"),
      Fence{[](const std::string& address) { Mail(address, "Welcome"); }});
}

// Receive throws on the thread that calls it, and get() hands that on.
TEST_F(ShopMailTest, WaitsOnAThread) {
  Subscription customer = Subscribe("customer");
  std::future<Email> welcome = std::async(std::launch::async, [&] {
    return customer.Receive(HasSubject("Welcome"));
  });
  Mail(customer.address(), "Welcome");
  EXPECT_THAT(welcome.get(), HasSubject("Welcome"));
}

// Skipped without ARCHIVE_PASSWORD, with the reason; a failure with
// LETTERBOX_SKIP=fail.
TEST_F(ShopMailTest, IsArchived) {
  Subscription archive = Subscribe("archive");
  Mail(archive.address(), "Welcome");
  archive.Receive(HasSubject("Welcome"));
}

// Letterbox has threads, so a death test starts the program anew.
using ShopMailDeathTest = ShopMailTest;

TEST_F(ShopMailDeathTest, GivesUpWithoutAnOrder) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const Subscription customer = Subscribe("customer");
  EXPECT_EXIT(std::exit(3), testing::ExitedWithCode(3), "");
}

// A parameterised suite whose tests share a subscription.
class EachLanguage : public ShopMailTest,
                     public testing::WithParamInterface<std::string> {
 protected:
  static void SetUpTestSuite() {
    customer_ = std::make_unique<Subscription>(Subscribe("customer"));
  }
  static void TearDownTestSuite() { customer_.reset(); }

  static std::unique_ptr<Subscription> customer_;
};

std::unique_ptr<Subscription> EachLanguage::customer_;

TEST_P(EachLanguage, IsNamed) {
  Mail(customer_->address(), "Invoice " + GetParam());
  EXPECT_THAT(customer_->Receive(HasSubject("Invoice " + GetParam())),
              HasSubject(StartsWith("Invoice")));
}

INSTANTIATE_TEST_SUITE_P(All, EachLanguage, testing::Values("de", "fr", "pl"));

// A typed suite.
template <typename Amount>
class EachAmount : public ShopMailTest {};
using Amounts = testing::Types<int, double>;
TYPED_TEST_SUITE(EachAmount, Amounts);

TYPED_TEST(EachAmount, IsInTheSubject) {
  Subscription customer = this->Subscribe("customer");
  this->Mail(customer.address(), std::to_string(TypeParam{7}));
  customer.Receive(HasSubject(StartsWith("7")));
}
