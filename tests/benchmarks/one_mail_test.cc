// One test that waits for one mail.
#include <gmock/gmock.h>
#include <letterbox/letterbox.h>
#include <unistd.h>

#include <string>

#include "support/smtp_client.h"

namespace letterbox {
namespace {

class OneMail : public MailTest {};

TEST_F(OneMail, Arrives) {
  const std::string subject = "Order " + std::to_string(getpid());
  Subscription customer = Subscribe("customer");
  HandInMail(smtp(), customer.address(), subject);
  customer.Receive(HasSubject(subject));
}

}  // namespace
}  // namespace letterbox
