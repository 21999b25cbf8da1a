// Answers that go on and then break, in every way that a connection can: what
// came before is handed out, and the end is never taken for a good one.
#include <chrono>
#include <memory>
#include <string>

#include "http_fixture.h"

namespace letterbox {
namespace {

constexpr char kParts[] =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
constexpr char kCounted[] = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";

struct Break {
  const char* name;
  const char* head;
  const char* after;  // the part "before"
  enum class End { kClose, kReset, kSilence } end;
};

constexpr Break kBreaks[] = {
    {"between parts", kParts, "", Break::End::kClose},
    {"inside a part", kParts, "10\r\npartial", Break::End::kClose},
    {"inside a size", kParts, "1", Break::End::kClose},
    {"by a reset", kParts, "", Break::End::kReset},
    {"by a size that is none", kParts, "size\r\n", Break::End::kClose},
    {"by a size below 0", kParts, "-5\r\nparts\r\n", Break::End::kSilence},
    {"by silence", kParts, "", Break::End::kSilence},
    {"short of its length", kCounted, "", Break::End::kClose},
};

class BrokenStream : public BothWays {
 protected:
  std::unique_ptr<HttpTransport> transport_ = NewTransport();
};
INSTANTIATE_BOTH_WAYS(BrokenStream);

TEST_P(BrokenStream, IsAnErrorAfterWhatCameBefore) {
  for (const Break& broken : kBreaks) {
    SCOPED_TRACE(broken.name);
    RawServer server(
        [&](RawConnection& connection) {
          connection.ReadRequest();
          connection.Write(broken.head);
          connection.Write(broken.head == kParts ? HttpPart("before")
                                                 : "before");
          connection.AwaitDelivered();
          connection.Write(broken.after);
          if (broken.end == Break::End::kReset) connection.Reset();
          if (broken.end == Break::End::kSilence) connection.AwaitEnd();
        },
        Security());
    std::string all;
    HttpRequest request = Post(server.url());
    if (broken.end == Break::End::kSilence) {
      request.timeout = std::chrono::seconds(2);
    }
    ErrorOf([&] {
      transport_->Stream(request, [&](std::string_view bytes) { all += bytes; },
                         {});
    });
    // A reset may overtake what was sent before it.
    if (broken.end != Break::End::kReset) {
      EXPECT_EQ(all.substr(0, 6), "before");
    }
  }
}

}  // namespace
}  // namespace letterbox
