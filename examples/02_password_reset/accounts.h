// The product under test: accounts whose password is reset by mail.
#ifndef EXAMPLES_PASSWORD_RESET_ACCOUNTS_H_
#define EXAMPLES_PASSWORD_RESET_ACCOUNTS_H_

#include <map>
#include <string>

#include "../mailer/mailer.h"

class Accounts {
 public:
  Accounts(std::string smtp_host, int smtp_port);

  /// Mails a link to the owner of the account.
  void ForgotPassword(const std::string& address);

  /// What the page behind the link does. Returns false where the link is not,
  /// or no longer, good.
  bool Reset(const std::string& url, const std::string& new_password);

  bool SignIn(const std::string& address, const std::string& password) const;

 private:
  Mailer mailer_;
  std::map<std::string, std::string> address_of_url_;
  std::map<std::string, std::string> password_of_address_;
};

#endif  // EXAMPLES_PASSWORD_RESET_ACCOUNTS_H_
