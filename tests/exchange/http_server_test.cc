#include "exchange/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "exchange/certificate_authority.h"
#include "exchange/server_at_work.h"
#include "support/tls_client.h"

namespace letterbox::exchange {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Sends back what it got.
void Echo(const HttpServerRequest& request, Responder responder) {
  responder.Send(200,
                 {{"Content-Type", request.header("content-type")},
                  {"X-Method", request.method},
                  {"X-Query", request.query}},
                 request.body);
}

ServerAtWork::Routes WithEcho() { return {{"/echo", Echo}}; }

std::string Post(const std::string& path, const std::string& headers,
                 const std::string& body) {
  return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers +
         "\r\n" + body;
}

TEST(HttpServer, AnswersWithWhatItWasAsked) {
  ServerAtWork server(WithEcho());
  TlsClient client(server.port());
  const HttpReply reply = client.Request(
      "POST", "/echo?a=1&b=%20", {{"Content-Type", "text/xml"}}, "<a/>");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "<a/>");
  EXPECT_EQ(reply.header("X-Method"), "POST");
  EXPECT_EQ(reply.header("X-Query"), "a=1&b=%20");
  EXPECT_EQ(reply.header("Content-Type"), "text/xml");
  EXPECT_EQ(client.Request("GET", "/nothing").status, 404);
}

TEST(HttpServer, KeepsTheConnectionAlive) {
  ServerAtWork server(WithEcho());
  TlsClient client(server.port());
  for (int i = 0; i < 100; ++i) {
    const std::string body = std::to_string(i);
    ASSERT_EQ(client.Request("POST", "/echo", {}, body).body, body);
  }
}

TEST(HttpServer, SpeaksTls) {
  CertificateAuthority authority;
  ServerAtWork server(WithEcho(), {}, &authority);
  for (const std::string name : {"127.0.0.1", "localhost", "::1"}) {
    TlsClient client(server.port(), authority.certificate(), name);
    const std::string body(3'000'000, 'x');
    EXPECT_EQ(client.Request("POST", "/echo", {}, body).body, body) << name;
  }
}

TEST(HttpServer, HasACertificateForItsOwnNamesOnly) {
  CertificateAuthority authority;
  CertificateAuthority other;
  ServerAtWork server(WithEcho(), {}, &authority);
  EXPECT_THROW(
      TlsClient(server.port(), authority.certificate(), "mail.contoso.test"),
      std::runtime_error);
  EXPECT_THROW(TlsClient(server.port(), other.certificate()),
               std::runtime_error);
}

TEST(HttpServer, AnswersPipelinedRequestsInTheirOrder) {
  ServerAtWork server(WithEcho());
  TlsClient client(server.port());
  std::string all;
  for (int i = 0; i < 2000; ++i) {
    all += Post("/echo", "Content-Length: 4\r\n", std::to_string(1000 + i));
  }
  std::thread writer([&] { client.Write(all); });
  for (int i = 0; i < 2000; ++i) {
    const std::string body = client.ReadReply().body;
    EXPECT_EQ(body, std::to_string(1000 + i));
    if (body != std::to_string(1000 + i)) break;
  }
  writer.join();
}

TEST(HttpServer, KeepsThePipelineWaitingWhileAnAnswerIsStreamed) {
  ServerAtWork server(WithEcho());
  TlsClient client(server.port());
  client.Write(Post("/stream", "", "") +
               Post("/echo", "Content-Length: 5\r\n", "later"));
  client.ReadUntil("begun\r\n");
  server.OnThread([&] { server.streams.responders()[0].End(); });
  client.ReadUntil("0\r\n\r\n");
  EXPECT_EQ(client.ReadReply().body, "later");
}

TEST(HttpServer, ReadsChunkedBodies) {
  ServerAtWork server(WithEcho());
  TlsClient client(server.port());
  client.Write(Post("/echo", "Transfer-Encoding: chunked\r\n",
                    "3\r\nabc\r\n5;x=y\r\ndefgh\r\n0\r\n\r\n"));
  EXPECT_EQ(client.ReadReply().body, "abcdefgh");
  EXPECT_EQ(client.Request("POST", "/echo", {}, "next").body, "next");
}

TEST(HttpServer, ReadsARequestThatComesByteByByte) {
  ServerAtWork server(WithEcho());
  TlsClient client(server.port());
  for (const char c : Post("/echo", "Content-Length: 2\r\n", "hi")) {
    client.Write(std::string(1, c));
  }
  EXPECT_EQ(client.ReadReply().body, "hi");
}

TEST(HttpServer, SaysContinueToAClientThatWaitsForIt) {
  ServerAtWork server(WithEcho());
  TlsClient client(server.port());
  client.Write(
      Post("/echo", "Content-Length: 2\r\nExpect: 100-continue\r\n", ""));
  EXPECT_EQ(client.ReadUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.Write("hi");
  EXPECT_EQ(client.ReadReply().body, "hi");
}

TEST(HttpServer, LeavesTheBodyOfHeadOut) {
  ServerAtWork server({{"/page", [](const auto&, Responder responder) {
                          responder.Send(200, {}, "12345");
                        }}});
  TlsClient client(server.port());
  const HttpReply reply = client.Request("HEAD", "/page");
  EXPECT_EQ(reply.header("Content-Length"), "5");
  EXPECT_EQ(client.Request("GET", "/page").body, "12345");
}

TEST(HttpServer, ClosesAfterHttp10AndConnectionClose) {
  ServerAtWork server(WithEcho());
  TlsClient old(server.port());
  old.Write("GET /echo HTTP/1.0\r\n\r\n");
  EXPECT_THAT(old.ReadAll(), HasSubstr("Connection: close"));

  TlsClient polite(server.port());
  polite.Write(Post("/echo", "Connection: close\r\n", ""));
  EXPECT_THAT(polite.ReadAll(), HasSubstr("Connection: close"));
}

TEST(HttpServer, AnswersAClientThatHasClosedItsOwnDirection) {
  ServerAtWork server(WithEcho());
  TlsClient client(server.port());
  client.Write(Post("/echo", "Content-Length: 2\r\n", "hi"));
  client.EndWriting();
  EXPECT_THAT(client.ReadAll(), HasSubstr("\r\n\r\nhi"));
}

TEST(HttpServer, TakesTheAbsoluteForm) {
  ServerAtWork server(WithEcho());
  TlsClient client(server.port());
  EXPECT_EQ(client.Request("GET", "https://localhost:1/echo?q").status, 200);
}

TEST(HttpServer, RefusesWhatIsNotHttp) {
  ServerAtWork server(WithEcho());
  const std::vector<std::string> hostile = {
      "\r\n\r\n\r\n\r\n",
      "GET\r\n\r\n",
      "GET /echo HTTP/9.9\r\nHost: a\r\n\r\n",
      "GET /echo HTTP/1.1\r\n\r\n",
      "GET /echo HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
      "GET /echo HTTP/1.1\r\nHost : a\r\n\r\n",
      Post("/echo", "Content-Length: -1\r\n", ""),
      Post("/echo", "Content-Length: 1\r\nContent-Length: 2\r\n", "ab"),
      Post("/echo", "Content-Length: 99999999999999999999\r\n", ""),
      Post("/echo", "Transfer-Encoding: chunked\r\n", "zz\r\n"),
      Post("/echo", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
           "0\r\n\r\n"),
      std::string("\x16\x03\x01\x02\x00\x01\x00\x01", 8) + std::string(99, 'x'),
      std::string(1000, '\0'),
  };
  for (const std::string& bytes : hostile) {
    TlsClient client(server.port());
    client.Write(bytes);
    client.EndWriting();
    const std::string answer = client.ReadAll();
    if (!answer.empty()) {
      EXPECT_THAT(answer, testing::AnyOf(StartsWith("HTTP/1.1 4"),
                                         StartsWith("HTTP/1.1 505")))
          << bytes;
    }
  }
  TlsClient client(server.port());
  EXPECT_EQ(client.Request("GET", "/echo").status, 200);
}

TEST(HttpServer, RefusesAHeaderWithoutEnd) {
  ServerAtWork server(WithEcho());
  TlsClient client(server.port());
  client.Write("GET /echo HTTP/1.1\r\nHost: a\r\nX: " +
               std::string(100'000, 'x'));
  EXPECT_THAT(client.ReadAll(), StartsWith("HTTP/1.1 431"));
}

TEST(HttpServer, TellsOfABodyThatIsTooLargeWhileItIsStillSent) {
  CertificateAuthority authority;
  HttpLimits limits;
  limits.body_bytes = 1000;
  ServerAtWork plain(WithEcho(), limits);
  ServerAtWork secure(WithEcho(), limits, &authority);
  for (const bool tls : {false, true}) {
    TlsClient client(tls ? secure.port() : plain.port(),
                     tls ? authority.certificate() : "");
    client.Write(
        Post("/echo", "Content-Length: 200000\r\n", std::string(200'000, 'x')));
    EXPECT_EQ(client.ReadReply().status, 413) << "TLS: " << tls;
  }
}

TEST(HttpServer, HangsUpOnAClientThatDripsItsHeader) {
  HttpLimits limits;
  limits.idle = std::chrono::milliseconds(200);
  CertificateAuthority authority;
  ServerAtWork plain(WithEcho(), limits);
  ServerAtWork secure(WithEcho(), limits, &authority);

  TlsClient dripping(plain.port());
  dripping.Write("GET /echo HTTP/1.1\r\nHo");
  EXPECT_EQ(dripping.ReadAll(), "");

  TlsClient silent(secure.port());  // never begins its handshake
  EXPECT_EQ(silent.ReadAll(), "");
}

TEST(HttpServer, SaysWhatFailedWhereAHandlerThrows) {
  ServerAtWork server(
      {{"/throw", [](const auto&,
                     Responder) { throw std::runtime_error("no such thing"); }},
       {"/echo", Echo}});
  TlsClient client(server.port());
  const HttpReply reply = client.Request("GET", "/throw");
  EXPECT_EQ(reply.status, 500);
  EXPECT_THAT(reply.body, HasSubstr("no such thing"));
  EXPECT_EQ(client.Request("GET", "/echo").status, 200);
}

TEST(HttpServer, HangsUpWhereNobodyWillAnswer) {
  ServerAtWork server({{"/drop", [](const auto&, Responder) {}}});
  TlsClient client(server.port());
  client.Write("GET /drop HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.ReadAll(), "");
}

TEST(HttpServer, AnswersOnce) {
  std::vector<int> statuses;
  ServerAtWork server({{"/twice", [&](const auto&, Responder responder) {
                          responder.OnStatus(
                              [&](int status) { statuses.push_back(status); });
                          responder.Send(200, {}, "one");
                          responder.Send(500, {}, "two");
                          responder.Write("three");
                          responder.End();
                        }}});
  TlsClient client(server.port());
  EXPECT_EQ(client.Request("GET", "/twice").body, "one");
  EXPECT_EQ(client.Request("GET", "/twice").body, "one");
  EXPECT_THAT(statuses, testing::ElementsAre(200, 200));
}

TEST(HttpServer, LetsNoValueBeginAnotherHeader) {
  ServerAtWork server({{"/inject", [](const auto&, Responder responder) {
                          responder.AddHeaders({{"X-Id", "a\r\nX-Evil: b"}});
                          responder.Send(200, {}, "");
                        }}});
  TlsClient client(server.port());
  const HttpReply reply = client.Request("GET", "/inject");
  EXPECT_EQ(reply.header("X-Evil"), "");
  EXPECT_EQ(reply.header("X-Id"), "a  X-Evil: b");
}

TEST(HttpServer, AddsHeadersThatAreNotThereYet) {
  ServerAtWork server(
      {{"/add", [](const auto&, Responder responder) {
          responder.AddHeaders({{"X-A", "added"}, {"X-B", "b"}});
          responder.Send(200, {{"x-a", "own"}}, "");
        }}});
  TlsClient client(server.port());
  const HttpReply reply = client.Request("GET", "/add");
  EXPECT_EQ(reply.header("X-A"), "own");
  EXPECT_EQ(reply.header("X-B"), "b");
}

}  // namespace
}  // namespace letterbox::exchange
