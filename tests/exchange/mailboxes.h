// Where the tests of SMTP have their mail delivered.
#ifndef LETTERBOX_TESTS_EXCHANGE_MAILBOXES_H_
#define LETTERBOX_TESTS_EXCHANGE_MAILBOXES_H_

#include <chrono>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "ascii.h"
#include "exchange/smtp/protocol.h"

namespace letterbox::exchange {

// Alice, who is also a.smith, Bob, Dave and Käthe have a mailbox.
class Mailboxes {
 public:
  MailDrop drop() {
    return {[this](const std::string& address) {
              const auto found = addresses_.find(ToLower(address));
              return found == addresses_.end() ? "" : found->second;
            },
            [this](const std::string& mailbox, const std::string& mime) {
              if (full) throw std::runtime_error("full");
              delivered.emplace_back(mailbox, mime);
            },
            [] {},
            [] { return std::chrono::system_clock::from_time_t(1795521600); }};
  }

  std::vector<std::pair<std::string, std::string>> delivered;
  bool full = false;

 private:
  const std::map<std::string, std::string> addresses_ = {
      {"alice@contoso.test", "alice@contoso.test"},
      {"a.smith@contoso.test", "alice@contoso.test"},
      {"dave@contoso.test", "dave@contoso.test"},
      {"bob@contoso.test", "bob@contoso.test"},
      {"k\xC3\xA4the@contoso.test", "k\xC3\xA4the@contoso.test"},
  };
};

}  // namespace letterbox::exchange

#endif  // LETTERBOX_TESTS_EXCHANGE_MAILBOXES_H_
