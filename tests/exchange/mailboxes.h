// Where the tests of SMTP have their mail delivered.
#ifndef LETTERBOX_TESTS_EXCHANGE_MAILBOXES_H_
#define LETTERBOX_TESTS_EXCHANGE_MAILBOXES_H_

#include <chrono>
#include <map>
#include <optional>
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
    MailDrop drop;
    drop.recipient_of = [this](const std::string& address) {
      const auto found = addresses_.find(ToLower(address));
      return found == addresses_.end() ? "" : found->second;
    };
    drop.deliver = [this](const HandedIn& mail) {
      if (full) throw std::runtime_error("full");
      for (const std::string& mailbox : mail.recipients) {
        delivered.emplace_back(mailbox, mail.mime);
      }
    };
    drop.now = [] {
      return std::chrono::system_clock::from_time_t(1795521600);
    };
    drop.sign_in =
        [](const std::string& user,
           const std::string& password) -> std::optional<std::string> {
      if (user != "alice@contoso.test" || password != "s3cret") {
        return std::nullopt;
      }
      return user;
    };
    drop.may_send_as = [](const std::string& mailbox,
                          const std::string& sender) {
      return mailbox == sender || sender == "orders@contoso.test";
    };
    return drop;
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
