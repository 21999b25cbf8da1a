#include "sign_in.h"

#include <random>
#include <utility>

SignIn::SignIn(std::string smtp_host, int smtp_port)
    : mailer_(std::move(smtp_host), smtp_port) {}

void SignIn::Begin(const std::string& address) {
  std::random_device random;
  code_ = std::to_string(100000 + random() % 900000);
  const std::string shown = code_.substr(0, 3) + " " + code_.substr(3);
  mailer_.Send(
      "accounts@contoso.test", address,
      "From: accounts@contoso.test\n"
      "To: " +
          address +
          "\n"
          "Subject: Sign in to Contoso\n"
          "MIME-Version: 1.0\n"
          "Content-Type: text/html; charset=utf-8\n"
          "\n"
          "<p>Enter this code within 10 minutes:</p>\n"
          "<p style=\"font-size: 32px\">" +
          shown +
          "</p>\n"
          "<p>Or <a "
          "href=\"https://contoso.test/sign-in?from=mail&amp;token=t-" +
          code_ +
          "\">sign in at once</a>.</p>\n"
          "<p>Questions? Call 0800 1234567. &copy; 2026 Contoso, customer "
          "number 48291042</p>\n");
}

bool SignIn::Enter(const std::string& code) {
  if (code_.empty() || code != code_) return false;
  code_.clear();
  return true;
}

bool SignIn::Open(const std::string& token) {
  return token.compare(0, 2, "t-") == 0 && Enter(token.substr(2));
}
