// cpprestsdk's own credentials leave a copy of the password in memory for each
// use. A secret that travels as a header must not.
#include <malloc.h>

#include <cstddef>
#include <string>

#include "http_fixture.h"

namespace letterbox {
namespace {

std::size_t BytesInUse() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

class Secret : public OnEachTransport {};
INSTANTIATE_ON_EACH_TRANSPORT(Secret);

TEST_P(Secret, IsNotLeftInMemoryByEachRequest) {
  constexpr std::size_t kSize = std::size_t{32} << 10;
  constexpr int kRequests = 200;
  RawServer server(AnswerAlways(HttpAnswer(200, "")));
  const auto transport = NewTransport();
  HttpRequest request = Post(server.url());
  request.headers.push_back({"Authorization", std::string(kSize, 's')});
  // What is made once, and what the server keeps of each request.
  transport->Send(request);
  const std::size_t before = BytesInUse();
  for (int i = 0; i < kRequests; ++i) transport->Send(request);
  const std::size_t after = BytesInUse();
  const std::size_t kept_by_the_server = kRequests * kSize;
  EXPECT_LT(after, before + kept_by_the_server + kept_by_the_server / 2);
}

TEST_P(Secret, NothingThatSignsInMayBePlain) {
  RawServer server(AnswerAlways(HttpAnswer(200, "")));
  for (const char* name : {"Authorization", "cookie", "Proxy-Authorization"}) {
    HttpRequest request = Post(server.url());
    request.may_be_plain = true;
    request.headers.push_back({name, "s3cr3t"});
    EXPECT_THAT([&] { NewTransport()->Send(request); },
                testing::ThrowsMessage<Error>(
                    testing::AllOf(testing::HasSubstr("plain http"),
                                   testing::Not(testing::HasSubstr("s3cr3t")))))
        << name;
  }
  EXPECT_EQ(server.connections(), 0u);
}

}  // namespace
}  // namespace letterbox
