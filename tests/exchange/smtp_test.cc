// SMTP on a socket.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <stdexcept>
#include <string>
#include <thread>

#include "exchange/mailboxes.h"
#include "exchange/smtp/smtp_server.h"
#include "support/tls_client.h"

namespace letterbox::exchange {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

SmtpOptions WithLimits(const SmtpLimits& limits) {
  SmtpOptions options;
  options.limits = limits;
  return options;
}

class SmtpAtWork {
 public:
  explicit SmtpAtWork(Mailboxes& mailboxes, SmtpLimits limits = {})
      : work_(boost::asio::make_work_guard(io_)),
        server_(io_, mailboxes.drop(), WithLimits(limits)),
        thread_([this] { io_.run(); }) {}
  ~SmtpAtWork() {
    boost::asio::post(io_, [this] {
      server_.Stop();
      io_.stop();
    });
    thread_.join();
  }
  int port() const { return server_.port(); }

 private:
  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type>
      work_;
  SmtpServer server_;
  std::thread thread_;
};

TEST(SmtpServer, TakesMailFromASocket) {
  Mailboxes mailboxes;
  SmtpLimits limits;
  limits.message_bytes = 20'000'000;
  const std::string large(10'000'000, 'x');
  {
    SmtpAtWork server(mailboxes, limits);
    TlsClient client(server.port());
    EXPECT_THAT(client.ReadUntil("\r\n"), StartsWith("220 "));
    client.Write(
        "HELO a\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<bob@contoso.test>\r\n"
        "DATA\r\n" +
        large + "\r\n.\r\nQUIT\r\n");
    EXPECT_THAT(client.ReadAll(), EndsWith("221 2.0.0 Closing\r\n"));
  }
  ASSERT_THAT(mailboxes.delivered, SizeIs(1));
  EXPECT_THAT(mailboxes.delivered[0].second, HasSubstr(large));
}

TEST(SmtpServer, KeepsOfAMailThatIsNotFinishedNothing) {
  Mailboxes mailboxes;
  {
    SmtpAtWork server(mailboxes);
    TlsClient client(server.port());
    client.Write(
        "HELO a\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<bob@contoso.test>\r\n"
        "DATA\r\nhalf a mail\r\n");
    client.ReadUntil("354 ");
    client.Close();
  }
  EXPECT_THAT(mailboxes.delivered, IsEmpty());
}

TEST(SmtpServer, HangsUpOnASilentClient) {
  Mailboxes mailboxes;
  SmtpLimits limits;
  limits.idle = std::chrono::milliseconds(200);
  SmtpAtWork server(mailboxes, limits);
  TlsClient client(server.port());
  EXPECT_THAT(client.ReadAll(), StartsWith("220 "));
}

TEST(SmtpServer, IsNotHurtByGarbage) {
  Mailboxes mailboxes;
  SmtpAtWork server(mailboxes);
  for (const std::string& garbage :
       {std::string(100'000, '\0'), std::string(100'000, '\n'),
        std::string("\x16\x03\x01\x02\x00", 5), std::string(1'000'000, 'A')}) {
    TlsClient client(server.port());
    try {
      client.Write(garbage);
      client.EndWriting();
      client.ReadAll();
    } catch (const std::runtime_error&) {
      // It may hang up in the middle.
    }
  }
  TlsClient client(server.port());
  EXPECT_THAT(client.ReadUntil("\r\n"), StartsWith("220 "));
}

}  // namespace
}  // namespace letterbox::exchange
