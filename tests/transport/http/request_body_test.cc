// Bodies that are encoded as they are sent.
#include "http/request_body.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "http_fixture.h"
#include "mime/base64.h"

namespace letterbox {
namespace {

HttpRequest WithInserts(const std::string& large, const std::string& small) {
  HttpRequest request;
  request.body = "<a></a><b></b>";
  request.inserts = {{3, large}, {10, small}};
  return request;
}

std::string Written(const std::string& large, const std::string& small) {
  return "<a>" + EncodeBase64(large) + "</a><b>" + EncodeBase64(small) + "</b>";
}

std::string ReadAll(RequestBody& body, std::size_t step) {
  std::string all;
  std::string part(step, ' ');
  while (const std::size_t count = body.Read(part.data(), step)) {
    all.append(part, 0, count);
  }
  return all;
}

TEST(RequestBody, WritesInsertsAsBase64InTheirPlaces) {
  for (const std::size_t size : {0u, 1u, 2u, 3u, 49'151u, 49'152u, 200'000u}) {
    const std::string large(size, 'x');
    const HttpRequest request = WithInserts(large, "small");
    RequestBody body(request);
    const std::string wanted = Written(large, "small");
    EXPECT_EQ(body.size(), wanted.size());
    EXPECT_EQ(ReadAll(body, 1000), wanted) << size;
    body.Rewind();
    EXPECT_EQ(ReadAll(body, 1 << 20), wanted) << size;
  }
}

class InsertsOnTheWire : public BothWays {};
INSTANTIATE_BOTH_WAYS(InsertsOnTheWire);

TEST_P(InsertsOnTheWire, ComeAsBase64) {
  std::string received;
  RawServer server(
      [&](RawConnection& connection) {
        received = connection.ReadRequest();
        connection.Write(HttpAnswer(200, "ok"));
        connection.AwaitEnd();
      },
      Security());
  const std::string large(3'000'000, 'x');
  HttpRequest request = WithInserts(large, "small");
  request.url = server.url();
  EXPECT_EQ(NewTransport()->Send(request).body, "ok");
  const std::string wanted = Written(large, "small");
  EXPECT_NE(received.find(std::to_string(wanted.size()) + "\r\n"),
            std::string::npos);
  EXPECT_NE(received.find("\r\n\r\n" + wanted), std::string::npos);
}

TEST_P(InsertsOnTheWire, AreNotReadOnceTheRequestWasGivenUp) {
  RawServer server([](RawConnection& connection) { connection.AwaitEnd(); },
                   Security());
  const auto transport = NewTransport();
  for (int i = 0; i < 3; ++i) {
    const std::string large(30'000'000, 'x');
    HttpRequest request = WithInserts(large, "small");
    request.url = server.url();
    request.timeout = std::chrono::milliseconds(200);
    EXPECT_EQ(ErrorOf([&] { transport->Send(request); }).kind(),
              Kind::kTimeout);
  }
}

class OnBody : public OnEachTransport {};
INSTANTIATE_ON_EACH_TRANSPORT(OnBody);

TEST_P(OnBody, GetsTheAnswerPastTheLimitOfResponses) {
  RawServer server(AnswerAlways(HttpAnswer(200, std::string(100'000, 'x'))));
  HttpOptions options;
  options.max_body = 1000;
  std::string taken;
  HttpRequest request = Post(server.url());
  request.on_body = [&](std::string_view bytes) { taken += bytes; };
  const HttpResponse response = NewTransport(options)->Send(request);
  EXPECT_EQ(taken, std::string(100'000, 'x'));
  EXPECT_EQ(response.body, "");
}

TEST_P(OnBody, SeesNothingOfARefusal) {
  RawServer server(AnswerAlways(HttpAnswer(500, "fault")));
  HttpRequest request = Post(server.url());
  request.on_body = [](std::string_view) { ADD_FAILURE(); };
  EXPECT_EQ(NewTransport()->Send(request).body, "fault");
}

}  // namespace
}  // namespace letterbox
