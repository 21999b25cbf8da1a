// The server's side of SMTP: it must not matter where the bytes are cut.
#include <algorithm>
#include <cstddef>

#include "exchange/smtp/protocol.h"
#include "fuzz/fuzz.h"

namespace letterbox::fuzz {
namespace {

// All that a client sees and a mailbox gets, where the client's bytes come in
// parts of `size`.
std::string Talk(std::string_view input, std::size_t size) {
  std::string seen;
  exchange::MailDrop drop;
  drop.recipient_of = [](const std::string& address) {
    return address.find("nobody") == 0 ? "" : address;
  };
  drop.deliver = [&](const exchange::HandedIn& mail) {
    seen += mail.recipients.front() + "\n" + mail.mime;
  };
  drop.now = [] { return std::chrono::system_clock::from_time_t(1790000000); };
  exchange::SmtpLimits limits;
  limits.message_bytes = 2000;
  limits.line_bytes = 200;
  exchange::SmtpProtocol protocol(drop, limits);
  std::string replies = protocol.Greeting();
  for (; !input.empty() && !protocol.ended();
       input.remove_prefix(std::min(size, input.size()))) {
    replies += protocol.Feed(input.substr(0, size));
  }
  return replies + seen;
}

}  // namespace

void Run(std::string_view input) {
  Require(Talk(input, input.size()) == Talk(input, 1),
          "a conversation is the same wherever the bytes are cut");
}

std::vector<std::string> Seeds() {
  return {
      "EHLO a\r\nMAIL FROM:<a@b.test> SIZE=10 BODY=8BITMIME\r\n"
      "RCPT TO:<c@contoso.test>\r\nRCPT TO:<nobody@contoso.test>\r\n"
      "DATA\r\nSubject: x\r\n\r\n..dot\r\n.\r\nRSET\r\nNOOP\r\nQUIT\r\n",
      "HELO a\r\nMAIL FROM:<>\r\nRCPT TO:<\"a b\"@c.test>\r\nVRFY a\r\n"
      "HELP\r\nSTARTTLS\r\nDATA\r\nx\r\n"};
}

}  // namespace letterbox::fuzz
