#include "shop.h"

#include <utility>

namespace {

std::string Confirmation(const std::string& number,
                         const std::string& customer) {
  return "From: Contoso Shop <orders@contoso.test>\n"
         "To: " +
         customer +
         "\n"
         "Subject: Your order " +
         number +
         "\n"
         "MIME-Version: 1.0\n"
         "Content-Type: multipart/mixed; boundary=\"parts\"\n"
         "\n"
         "--parts\n"
         "Content-Type: text/html; charset=utf-8\n"
         "\n"
         "<h1>Thank you for your order</h1>\n"
         "<p>Number <b>" +
         number +
         "</b> is on its way.\n"
         "<a href=\"https://shop.contoso.test/track?order=" +
         number +
         "\">"
         "Track your parcel</a></p>\n"
         "--parts\n"
         "Content-Type: application/pdf\n"
         "Content-Disposition: attachment; filename=\"invoice-" +
         number +
         ".pdf\"\n"
         "Content-Transfer-Encoding: base64\n"
         "\n"
         "JVBERi0xLjQK\n"
         "--parts--\n";
}

}  // namespace

Shop::Shop(std::string smtp_host, int smtp_port)
    : mailer_(std::move(smtp_host), smtp_port) {}

void Shop::PlaceOrder(const std::string& number, const std::string& customer) {
  mailer_.Send("orders@contoso.test", customer, Confirmation(number, customer));
}
