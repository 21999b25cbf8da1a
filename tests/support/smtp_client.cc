#include "support/smtp_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

namespace letterbox {
namespace {

class SmtpSession {
 public:
  explicit SmtpSession(const HandIn& server)
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(server.port));
    if (::inet_pton(AF_INET, server.host.c_str(), &address.sin_addr) != 1 ||
        ::connect(socket_, reinterpret_cast<const sockaddr*>(&address),
                  sizeof address) != 0) {
      ::close(socket_);
      throw std::runtime_error("no SMTP server at " + server.host);
    }
  }
  ~SmtpSession() { ::close(socket_); }
  SmtpSession(const SmtpSession&) = delete;
  SmtpSession& operator=(const SmtpSession&) = delete;

  void Say(std::string_view text) {
    while (!text.empty()) {
      const ssize_t sent =
          ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) throw std::runtime_error("the SMTP server is gone");
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  // Reads one reply, of one or more lines, that begins with `code`.
  void Expect(int code) {
    std::string line;
    do {
      line = Line();
    } while (line.size() > 3 && line[3] == '-');
    if (std::atoi(line.c_str()) != code) throw std::runtime_error(line);
  }

 private:
  std::string Line() {
    std::size_t end = received_.find("\r\n");
    while (end == std::string::npos) {
      char bytes[512];
      const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
      if (count <= 0) throw std::runtime_error("the SMTP server is gone");
      received_.append(bytes, static_cast<std::size_t>(count));
      end = received_.find("\r\n");
    }
    const std::string line = received_.substr(0, end);
    received_.erase(0, end + 2);
    return line;
  }

  const int socket_;
  std::string received_;
};

std::string DotStuffed(const std::string& mime) {
  std::string stuffed;
  bool line_begins = true;
  for (const char c : mime) {
    if (line_begins && c == '.') stuffed += '.';
    stuffed += c;
    line_begins = c == '\n';
  }
  return stuffed;
}

}  // namespace

void HandInMail(const HandIn& server, const std::string& sender,
                const std::vector<std::string>& recipients,
                const std::string& mime) {
  SmtpSession session(server);
  session.Expect(220);
  session.Say("EHLO product.test\r\n");
  session.Expect(250);
  session.Say("MAIL FROM:<" + sender + ">\r\n");
  session.Expect(250);
  for (const std::string& recipient : recipients) {
    session.Say("RCPT TO:<" + recipient + ">\r\n");
    session.Expect(250);
  }
  session.Say("DATA\r\n");
  session.Expect(354);
  session.Say(DotStuffed(mime) + ".\r\n");
  session.Expect(250);
  session.Say("QUIT\r\n");
  session.Expect(221);
}

void HandInMail(const HandIn& server, const std::string& recipient,
                const std::string& subject) {
  HandInMail(server, "orders@contoso.test", {recipient},
             "From: Shop <orders@contoso.test>\r\nTo: <" + recipient +
                 ">\r\nSubject: " + subject +
                 "\r\n\r\nThank you for your order.\r\n");
}

}  // namespace letterbox
