#include "mailer.h"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace {

// One conversation by https://www.rfc-editor.org/rfc/rfc5321
class Conversation {
 public:
  Conversation(const std::string& host, int port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints,
                    &found) != 0) {
      throw std::runtime_error("no address for " + host);
    }
    socket_ = socket(found->ai_family, found->ai_socktype, 0);
    const int result = connect(socket_, found->ai_addr, found->ai_addrlen);
    freeaddrinfo(found);
    if (result != 0) {
      close(socket_);
      throw std::runtime_error("cannot reach " + host);
    }
  }
  ~Conversation() { close(socket_); }
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  void Say(const std::string& text) {
    std::size_t sent = 0;
    while (sent < text.size()) {
      const ssize_t count =
          send(socket_, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) throw std::runtime_error("the mail server hung up");
      sent += static_cast<std::size_t>(count);
    }
  }

  // Reads one answer, which may have several lines, and checks its code.
  void Expect(const std::string& code) {
    std::string line;
    do {
      line = ReadLine();
      if (line.compare(0, 3, code) != 0) {
        throw std::runtime_error("the mail server answered: " + line);
      }
    } while (line.size() > 3 && line[3] == '-');
  }

 private:
  std::string ReadLine() {
    std::string line;
    char c = 0;
    while (recv(socket_, &c, 1, 0) == 1) {
      if (c == '\n') return line;
      if (c != '\r') line += c;
    }
    throw std::runtime_error("the mail server hung up");
  }

  int socket_ = -1;
};

// Line ends become CRLF, and a dot at the start of a line is doubled.
std::string ForTheWire(const std::string& mail) {
  std::string out;
  bool line_start = true;
  for (const char c : mail) {
    if (c == '\r') continue;
    if (line_start && c == '.') out += '.';
    if (c == '\n') out += '\r';
    out += c;
    line_start = c == '\n';
  }
  return out;
}

}  // namespace

Mailer::Mailer(std::string host, int port)
    : host_(std::move(host)), port_(port) {}

void Mailer::Send(const std::string& from, const std::string& to,
                  const std::string& mail) {
  Conversation server(host_, port_);
  server.Expect("220");
  server.Say("EHLO shop.contoso.test\r\n");
  server.Expect("250");
  server.Say("MAIL FROM:<" + from + ">\r\n");
  server.Expect("250");
  server.Say("RCPT TO:<" + to + ">\r\n");
  server.Expect("250");
  server.Say("DATA\r\n");
  server.Expect("354");
  server.Say(ForTheWire(mail) + "\r\n.\r\n");
  server.Expect("250");
  server.Say("QUIT\r\n");
  server.Expect("221");
}
