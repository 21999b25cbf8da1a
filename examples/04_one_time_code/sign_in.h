// The product under test: signing in with a code that comes by mail.
#ifndef EXAMPLES_ONE_TIME_CODE_SIGN_IN_H_
#define EXAMPLES_ONE_TIME_CODE_SIGN_IN_H_

#include <string>

#include "../mailer/mailer.h"

class SignIn {
 public:
  SignIn(std::string smtp_host, int smtp_port);

  /// Mails a fresh code, and a link that does the same.
  void Begin(const std::string& address);

  /// What the page does with the code that is typed. A code is good once.
  bool Enter(const std::string& code);

  /// What the page behind the link does.
  bool Open(const std::string& token);

 private:
  Mailer mailer_;
  std::string code_;  // empty: none is out
};

#endif  // EXAMPLES_ONE_TIME_CODE_SIGN_IN_H_
