// An embedded Exchange for programs in other languages: prints where it is, a
// line a fact, then serves until its standard input ends. A line there is a
// command, which is answered with "done" or with what is wrong with it:
//   cause KIND OPERATION CODE BACK_OFF_MS TIMES   see EmbeddedExchange::Cause;
//                                                 CODE may be "-"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

#include "letterbox/fixtures/embedded_exchange.h"

// The file that the variable names; empty where it is not set.
std::string ContentOf(const char* variable) {
  const char* const path = std::getenv(variable);
  std::stringstream text;
  if (path != nullptr) text << std::ifstream(path).rdbuf();
  return text.str();
}

using letterbox::EmbeddedExchange;

void Cause(EmbeddedExchange& exchange, std::istream& words) {
  using Kind = EmbeddedExchange::Fault::Kind;
  static const std::map<std::string, Kind> kinds = {
      {"fault", Kind::kSoapFault},
      {"message", Kind::kResponseError},
      {"too_many", Kind::kTooManyRequests},
      {"unavailable", Kind::kUnavailable},
  };
  std::string kind;
  EmbeddedExchange::Fault fault;
  int back_off = 0;
  if (!(words >> kind >> fault.operation >> fault.code >> back_off >>
        fault.times)) {
    throw std::invalid_argument("words are missing");
  }
  fault.kind = kinds.at(kind);
  fault.back_off = std::chrono::milliseconds(back_off);
  exchange.Cause(fault);
}

void Obey(EmbeddedExchange& exchange, const std::string& line) {
  static const std::map<std::string, void (*)(EmbeddedExchange&, std::istream&)>
      commands = {{"cause", Cause}};
  std::istringstream words(line);
  std::string command;
  words >> command;
  commands.at(command)(exchange, words);
}

int main() {
  const std::string users[] = {"anna@contoso.test", "bert@contoso.test"};
  letterbox::EmbeddedExchange::Options options;
  options.users.assign(std::begin(users), std::end(users));
  using Method = letterbox::Authentication::Method;
  options.methods = {Method::kOAuth2, Method::kNtlm, Method::kBasic};
  options.certificate = ContentOf("LETTERBOX_PEERS_CERTIFICATE");
  letterbox::EmbeddedExchange exchange(options);
  const letterbox::Connection connection = exchange.ConnectionFor(users[0]);

  std::cout << "ews_url " << exchange.ews_url() << '\n'
            << "authority " << exchange.authority() << '\n'
            << "tenant_id " << connection.authenticate.tenant_id << '\n'
            << "client_id " << connection.authenticate.client_id << '\n'
            << "client_secret " << exchange.client_secret() << '\n'
            << "public_client_id " << options.public_client_id << '\n'
            << "password " << options.password << '\n'
            << "refresh_token " << exchange.IssueRefreshToken(users[0]) << '\n'
            << "smtp_host " << exchange.smtp().host << '\n'
            << "smtp_port " << exchange.smtp().port << '\n';
  std::string ca = exchange.ca_certificate();
  for (std::size_t at = 0; (at = ca.find('\n', at)) != std::string::npos;) {
    ca.replace(at, 1, "|");
  }
  std::cout << "ca " << ca << std::endl;

  std::string line;
  while (std::getline(std::cin, line)) {
    try {
      Obey(exchange, line);
      std::cout << "done" << std::endl;
    } catch (const std::exception& error) {
      std::cout << error.what() << std::endl;
    }
  }
}
