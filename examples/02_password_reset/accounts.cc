#include "accounts.h"

#include <random>
#include <utility>

namespace {

std::string NewUrl() {
  std::random_device random;
  return "https://shop.contoso.test/reset?user=1&token=" +
         std::to_string(random()) + std::to_string(random());
}

// The link is long, and quoted-printable breaks and encodes it: "=" is "=3D",
// and "=" at the end of a line joins it with the next.
std::string QuotedPrintable(const std::string& text) {
  std::string out;
  for (const char c : text) {
    out += c == '=' ? std::string("=3D") : std::string(1, c);
    const std::size_t line = out.size() - (out.rfind('\n') + 1);
    if (line > 70) out += "=\n";
  }
  return out;
}

}  // namespace

Accounts::Accounts(std::string smtp_host, int smtp_port)
    : mailer_(std::move(smtp_host), smtp_port) {}

void Accounts::ForgotPassword(const std::string& address) {
  const std::string url = NewUrl();
  address_of_url_[url] = address;
  mailer_.Send("accounts@contoso.test", address,
               "From: accounts@contoso.test\n"
               "To: " +
                   address +
                   "\n"
                   "Subject: =?utf-8?q?Ihr_neues_Passwort_f=C3=BCr_den_Shop?=\n"
                   "MIME-Version: 1.0\n"
                   "Content-Type: text/html; charset=utf-8\n"
                   "Content-Transfer-Encoding: quoted-printable\n"
                   "\n" +
                   QuotedPrintable("<p>Somebody asked for a new password.\n"
                                   "<a href=\"" +
                                   url +
                                   "\">Choose a new password"
                                   "</a>, or do nothing.</p>\n"));
}

bool Accounts::Reset(const std::string& url, const std::string& new_password) {
  const auto found = address_of_url_.find(url);
  if (found == address_of_url_.end()) return false;
  password_of_address_[found->second] = new_password;
  address_of_url_.erase(found);
  return true;
}

bool Accounts::SignIn(const std::string& address,
                      const std::string& password) const {
  const auto found = password_of_address_.find(address);
  return found != password_of_address_.end() && found->second == password;
}
