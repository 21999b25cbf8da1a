// An embedded Exchange for programs in other languages: prints where it is, a
// line a fact, then serves until its standard input ends.

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "letterbox/fixtures/embedded_exchange.h"

int main() {
  const std::string users[] = {"anna@contoso.test", "bert@contoso.test"};
  letterbox::EmbeddedExchange::Options options;
  options.users.assign(std::begin(users), std::end(users));
  using Method = letterbox::Authentication::Method;
  options.methods = {Method::kOAuth2, Method::kNtlm, Method::kBasic};
  const letterbox::EmbeddedExchange exchange(options);
  const letterbox::Connection connection = exchange.ConnectionFor(users[0]);

  std::cout << "ews_url " << exchange.ews_url() << '\n'
            << "authority " << exchange.authority() << '\n'
            << "tenant_id " << connection.authenticate.tenant_id << '\n'
            << "client_id " << connection.authenticate.client_id << '\n'
            << "client_secret " << exchange.client_secret() << '\n'
            << "public_client_id " << options.public_client_id << '\n'
            << "password " << options.password << '\n'
            << "smtp_host " << exchange.smtp().host << '\n'
            << "smtp_port " << exchange.smtp().port << '\n';
  std::string ca = exchange.ca_certificate();
  for (std::size_t at = 0; (at = ca.find('\n', at)) != std::string::npos;) {
    ca.replace(at, 1, "|");
  }
  std::cout << "ca " << ca << std::endl;

  std::string line;
  while (std::getline(std::cin, line)) {
  }
}
