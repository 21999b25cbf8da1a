// The product under test: a shop that confirms orders by mail.
#ifndef EXAMPLES_ORDER_CONFIRMATION_SHOP_H_
#define EXAMPLES_ORDER_CONFIRMATION_SHOP_H_

#include <string>

#include "../mailer/mailer.h"

class Shop {
 public:
  Shop(std::string smtp_host, int smtp_port);

  /// Places the order and mails its confirmation, with the invoice attached.
  void PlaceOrder(const std::string& number, const std::string& customer);

 private:
  Mailer mailer_;
};

#endif  // EXAMPLES_ORDER_CONFIRMATION_SHOP_H_
