// How the products of the examples hand in their mail: plain SMTP. Stands for
// whatever your product uses.
#ifndef EXAMPLES_MAILER_MAILER_H_
#define EXAMPLES_MAILER_MAILER_H_

#include <string>

/// Sends a complete mail (header, empty line, body) to one recipient. Throws
/// std::runtime_error with the server's words where it does not take it.
class Mailer {
 public:
  Mailer(std::string host, int port);

  void Send(const std::string& from, const std::string& to,
            const std::string& mail);

 private:
  std::string host_;
  int port_;
};

#endif  // EXAMPLES_MAILER_MAILER_H_
