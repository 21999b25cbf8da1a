// Answers that go on, and cancellation.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

#include "http_fixture.h"

namespace letterbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using testing::HasSubstr;

constexpr char kParts[] =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

class Stream : public BothWays {
 protected:
  std::unique_ptr<HttpTransport> transport_ = NewTransport();
};
INSTANTIATE_BOTH_WAYS(Stream);

class OneStream : public OnEachTransport {};
INSTANTIATE_ON_EACH_TRANSPORT(OneStream);

/// Lets the server write a part only once the part before has been seen.
class Turns {
 public:
  void Seen() {
    std::lock_guard lock(mutex_);
    ++seen_;
    changed_.notify_all();
  }
  void Await(int seen) {
    std::unique_lock lock(mutex_);
    // In vain where a part is held back; the request then times out.
    changed_.wait_for(lock, std::chrono::seconds(10),
                      [&] { return seen_ >= seen; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int seen_ = 0;
};

TEST_P(Stream, HandsOutEachPartAsItArrivesOnTheCallingThread) {
  Turns turns;
  RawServer server(
      [&](RawConnection& connection) {
        connection.ReadRequest();
        connection.Write(kParts);
        for (int i = 0; i < 5; ++i) {
          connection.Write(HttpPart("part " + std::to_string(i)));
          turns.Await(i + 1);
        }
        connection.Write(HttpPart(""));
        connection.AwaitEnd();
      },
      Security());
  std::string all;
  const auto caller = std::this_thread::get_id();
  const HttpResponse response =
      transport_->Stream(Post(server.url()),
                         [&](std::string_view bytes) {
                           EXPECT_EQ(std::this_thread::get_id(), caller);
                           all.append(bytes).append("|");
                           turns.Seen();
                         },
                         {});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "");
  EXPECT_EQ(all, "part 0|part 1|part 2|part 3|part 4|");
}

TEST_P(Stream, HandsOutABodyWithoutPartsAsItArrives) {
  Turns turns;
  RawServer server(
      [&](RawConnection& connection) {
        connection.ReadRequest();
        connection.Write("HTTP/1.0 200 OK\r\n\r\n");
        for (int i = 0; i < 3; ++i) {
          connection.Write("<" + std::to_string(i) + ">");
          turns.Await(3 * (i + 1));
        }
      },
      Security());
  std::string all;
  transport_->Stream(Post(server.url()),
                     [&](std::string_view bytes) {
                       all.append(bytes);
                       for (std::size_t i = 0; i < bytes.size(); ++i)
                         turns.Seen();
                     },
                     {});
  EXPECT_EQ(all, "<0><1><2>");
}

TEST_P(Stream, SendsItsRequestWhole) {
  RawServer server(AnswerAlways(HttpAnswer(200, "ok")), Security());
  const std::string body(20000, 'b');
  transport_->Stream(Post(server.url(), body), [](std::string_view) {}, {});
  EXPECT_TRUE(testing::Value(server.requests()[0],
                             testing::EndsWith("\r\n\r\n" + body)));
}

TEST_P(Stream, GivesARefusalAsAnAnswer) {
  RawServer server(AnswerAlways(HttpAnswer(401, "who?", "X-A: b\r\n")),
                   Security());
  const HttpResponse response = transport_->Stream(
      Post(server.url()), [](std::string_view) { FAIL(); }, {});
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(response.body, "who?");
  EXPECT_EQ(response.header("X-A"), "b");
}

TEST_P(Stream, EndsWithWhatItsReaderThrows) {
  RawServer server(
      [](RawConnection& connection) {
        connection.ReadRequest();
        connection.Write(kParts);
        connection.Write(HttpPart("part"));
        connection.AwaitEnd();
      },
      Security());
  EXPECT_THROW(
      transport_->Stream(
          Post(server.url()),
          [](std::string_view) { throw std::out_of_range("enough"); }, {}),
      std::out_of_range);
  server.AwaitEnded(1);
}

TEST_P(Stream, HandsOutWhatCameBeforeItBroke) {
  RawServer server(
      [](RawConnection& connection) {
        connection.ReadRequest();
        connection.Write(kParts);
        connection.Write(HttpPart("before"));
      },
      Security());
  std::string all;
  const ConnectionError error = ErrorOf([&] {
    transport_->Stream(Post(server.url()),
                       [&](std::string_view bytes) { all += bytes; }, {});
  });
  EXPECT_EQ(error.kind(), Kind::kClosed);
  EXPECT_EQ(all, "before");
}

TEST_P(Stream, IsCancelledInItsSilence) {
  RawServer server(
      [](RawConnection& connection) {
        connection.ReadRequest();
        connection.Write(kParts);
        connection.Write(HttpPart("part"));
        connection.AwaitEnd();
      },
      Security());
  const Cancellation cancellation;
  std::promise<void> begun;
  auto failed = std::async(std::launch::async, [&] {
    return ErrorOf([&] {
      transport_->Stream(
          Post(server.url()), [&](std::string_view) { begun.set_value(); },
          cancellation);
    });
  });
  begun.get_future().wait();
  const auto start = steady_clock::now();
  cancellation.Cancel();
  EXPECT_EQ(failed.get().kind(), Kind::kCancelled);
  EXPECT_LT(steady_clock::now() - start, milliseconds(250));
  server.AwaitEnded(1);
}

TEST_P(Stream, RestsWhileItsReaderIsSlow) {
  constexpr std::size_t kSize = std::size_t{16} << 20;
  RawServer server(
      [](RawConnection& connection) {
        connection.ReadRequest();
        connection.Write(kParts);
        const std::string part = HttpPart(std::string(64 << 10, 'p'));
        for (std::size_t sent = 0; sent < kSize; sent += 64 << 10)
          connection.Write(part);
        connection.Write(HttpPart(""));
      },
      Security());
  std::size_t received = 0;
  std::size_t largest = 0;
  transport_->Stream(Post(server.url()),
                     [&](std::string_view bytes) {
                       received += bytes.size();
                       largest = std::max(largest, bytes.size());
                       std::this_thread::sleep_for(milliseconds(2));
                     },
                     {});
  EXPECT_EQ(received, kSize);
  EXPECT_LE(largest, std::size_t{2} << 20);
}

TEST_P(OneStream, TimesOutInSilenceOnly) {
  RawServer server([](RawConnection& connection) {
    connection.ReadRequest();
    connection.Write(kParts);
    // Together longer than the time-out.
    for (int i = 0; i < 6; ++i) {
      std::this_thread::sleep_for(milliseconds(100));
      connection.Write(HttpPart("part"));
    }
    connection.AwaitEnd();
  });
  HttpRequest request = Post(server.url());
  request.timeout = milliseconds(400);
  int parts = 0;
  const ConnectionError error = ErrorOf([&] {
    NewTransport()->Stream(request, [&](std::string_view) { ++parts; }, {});
  });
  EXPECT_EQ(parts, 6);
  EXPECT_EQ(error.kind(), Kind::kTimeout);
}

TEST_P(Stream, SendIsCancelledWhileItWaits) {
  RawServer server(
      [](RawConnection& connection) {
        connection.ReadRequest();
        connection.AwaitEnd();
      },
      Security());
  const Cancellation cancellation;
  auto failed = std::async(std::launch::async, [&] {
    return ErrorOf([&] { transport_->Send(Post(server.url()), cancellation); });
  });
  server.AwaitRequests(1);
  cancellation.Cancel();
  const ConnectionError error = failed.get();
  EXPECT_EQ(error.kind(), Kind::kCancelled);
  EXPECT_TRUE(error.maybe_sent());
}

TEST_P(OneStream, SendIsCancelledInTheHandshake) {
  std::promise<void> connected;
  RawServer server([&](RawConnection& connection) {
    connected.set_value();
    connection.AwaitEnd();
  });
  const Cancellation cancellation;
  auto failed = std::async(std::launch::async, [&] {
    const std::string url =
        "https://localhost:" + std::to_string(server.port());
    return ErrorOf([&] { NewTransport()->Send(Post(url), cancellation); });
  });
  connected.get_future().wait();
  cancellation.Cancel();
  const ConnectionError error = failed.get();
  EXPECT_EQ(error.kind(), Kind::kCancelled);
  EXPECT_FALSE(error.maybe_sent());
}

TEST_P(OneStream, CancelledBeforeItBeginsConnectsNowhere) {
  RawServer server(AnswerAlways(HttpAnswer(200, "ok")));
  const Cancellation cancellation;
  cancellation.Cancel();
  const ConnectionError error =
      ErrorOf([&] { NewTransport()->Send(Post(server.url()), cancellation); });
  EXPECT_EQ(error.kind(), Kind::kCancelled);
}

/// Listens, and accepts nobody: with its queue full, connecting goes on and on.
class FullQueue {
 public:
  FullQueue() {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const name = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, name, size) != 0 || listen(listener_, 0) != 0 ||
        getsockname(listener_, name, &size) != 0)
      throw std::runtime_error("cannot listen");
    port_ = ntohs(address.sin_port);
    for (int& waiting : waiting_) {
      waiting = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
      connect(waiting, name, size);
    }
  }
  ~FullQueue() {
    for (const int waiting : waiting_) close(waiting);
    close(listener_);
  }
  std::string url() const {
    return "http://127.0.0.1:" + std::to_string(port_) + "/";
  }

 private:
  const int listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int port_ = 0;
  int waiting_[8];
};

TEST_P(OneStream, SendIsCancelledWhileItConnects) {
  const FullQueue server;
  const auto transport = NewTransport();
  const Cancellation cancellation;
  auto failed = std::async(std::launch::async, [&] {
    return ErrorOf([&] { transport->Send(Post(server.url()), cancellation); });
  });
  // Long enough to be in the middle of it; else it is cancelled before.
  std::this_thread::sleep_for(milliseconds(50));
  const auto start = steady_clock::now();
  cancellation.Cancel();
  const ConnectionError error = failed.get();
  EXPECT_EQ(error.kind(), Kind::kCancelled);
  EXPECT_FALSE(error.maybe_sent());
  EXPECT_LT(steady_clock::now() - start, std::chrono::seconds(5));
}

TEST_P(OneStream, TimesOutWhileItConnects) {
  const FullQueue server;
  HttpRequest request = Post(server.url());
  request.timeout = milliseconds(300);
  const ConnectionError error = ErrorOf([&] { NewTransport()->Send(request); });
  EXPECT_EQ(error.kind(), Kind::kTimeout);
  EXPECT_FALSE(error.maybe_sent());
  EXPECT_THAT(error.what(), HasSubstr("no connection was made within 300 ms"));
}

}  // namespace
}  // namespace letterbox
