// Answers that hang, and what becomes of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "exchange/server_at_work.h"
#include "support/tls_client.h"

namespace letterbox::exchange {
namespace {

using testing::HasSubstr;

constexpr std::chrono::seconds kPatience(10);
constexpr char kAsk[] = "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n";

TEST(HttpStream, SendsEveryChunkAtOnce) {
  CertificateAuthority authority;
  ServerAtWork server({}, {}, &authority);
  TlsClient client(server.port(), authority.certificate());
  client.Write(kAsk);
  EXPECT_THAT(client.ReadUntil("\r\n\r\n"),
              HasSubstr("Transfer-Encoding: chunked"));
  EXPECT_EQ(client.ReadUntil("begun\r\n"), "5\r\nbegun\r\n");
  server.OnThread([&] { server.streams.responders()[0].Write("more"); });
  EXPECT_EQ(client.ReadUntil("more\r\n"), "4\r\nmore\r\n");
  server.OnThread([&] { server.streams.responders()[0].End(); });
  EXPECT_EQ(client.ReadUntil("0\r\n\r\n"), "0\r\n\r\n");
}

TEST(HttpStream, NoticesClientsThatLeaveTheirStreams) {
  CertificateAuthority authority;
  ServerAtWork server({}, {}, &authority);
  constexpr int kClients = 200;
  std::future<void> all_gone = server.streams.Expect(kClients);
  std::vector<std::unique_ptr<TlsClient>> clients;
  for (int i = 0; i < kClients; ++i) {
    clients.push_back(
        std::make_unique<TlsClient>(server.port(), authority.certificate()));
    clients.back()->Write(kAsk);
    clients.back()->ReadUntil("begun\r\n");
  }
  clients.clear();
  EXPECT_EQ(all_gone.wait_for(kPatience), std::future_status::ready);
  server.OnThread([&] {
    for (Responder& gone : server.streams.responders()) gone.Write("to nobody");
  });
}

TEST(HttpStream, GivesUpAStreamThatIsNotRead) {
  HttpLimits limits;
  limits.write = std::chrono::milliseconds(200);
  ServerAtWork server({}, limits);
  std::future<void> gone = server.streams.Expect(1);
  TlsClient client(server.port());
  client.Write(kAsk);
  client.ReadUntil("begun\r\n");
  server.OnThread([&] {
    server.streams.responders()[0].Write(std::string(50'000'000, 'x'));
  });
  EXPECT_EQ(gone.wait_for(kPatience), std::future_status::ready);
}

TEST(HttpStream, StopsAtOnceWithManyStreams) {
  CertificateAuthority authority;
  ServerAtWork server({}, {}, &authority);
  std::vector<std::unique_ptr<TlsClient>> clients;
  for (int i = 0; i < 200; ++i) {
    clients.push_back(
        std::make_unique<TlsClient>(server.port(), authority.certificate()));
    clients.back()->Write(kAsk);
    clients.back()->ReadUntil("begun\r\n");
  }
  const auto begin = std::chrono::steady_clock::now();
  server.Stop();
  const auto elapsed = std::chrono::steady_clock::now() - begin;
  RecordProperty("stop_us",
                 static_cast<int>(elapsed / std::chrono::microseconds(1)));
  EXPECT_LT(elapsed, std::chrono::seconds(5));  // it takes a few milliseconds
  for (const auto& client : clients) EXPECT_EQ(client->ReadAll(), "");
  EXPECT_THROW(TlsClient(server.port()), std::runtime_error);
}

}  // namespace
}  // namespace letterbox::exchange
