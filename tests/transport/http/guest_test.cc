// Letterbox is a guest in the process of the product under test.
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "http_fixture.h"
#include "support/scoped_environment.h"
#include "support/temp_folder.h"

namespace letterbox {
namespace {

class Guest : public OnEachTransport {
 protected:
  static void UseTheTransport() {
    RawServer server(AnswerAlways(HttpAnswer(200, "ok")), Trusted());
    ASSERT_EQ(NewTransport()->Send(Post(server.url())).status, 200);
  }
};
INSTANTIATE_ON_EACH_TRANSPORT(Guest);

class GuestDeathTest : public Guest {};
INSTANTIATE_ON_EACH_TRANSPORT(GuestDeathTest);

/// The signals that a thread blocks, bit n-1 for signal n.
unsigned long long Blocked(const std::filesystem::path& task) {
  std::ifstream status(task / "status");
  std::string word;
  while (status >> word) {
    if (word != "SigBlk:") continue;
    status >> word;
    return std::stoull(word, nullptr, 16);
  }
  return ~0ull;
}

TEST_P(Guest, ItsThreadsHandleNoSignals) {
  UseTheTransport();
  int threads = 0;
  for (const auto& task :
       std::filesystem::directory_iterator("/proc/self/task")) {
    if (task.path().filename() == std::to_string(getpid())) continue;
    ++threads;
    for (const int signal : {SIGINT, SIGTERM, SIGCHLD, SIGALRM, SIGUSR1})
      EXPECT_TRUE(Blocked(task.path()) >> (signal - 1) & 1) << signal;
  }
  // libcurl runs on the calling thread.
  if (GetParam().make == NewCpprestTransport) {
    EXPECT_GT(threads, 0);
  }
}

TEST_P(Guest, LeavesTheCallersSignalsAlone) {
  const auto self = std::filesystem::path("/proc/self");
  const auto before = Blocked(self);
  UseTheTransport();
  EXPECT_EQ(Blocked(self), before);
}

TEST_P(Guest, TakesNoProxyFromTheEnvironment) {
  RawServer proxy(AnswerAlways(HttpAnswer(502, "proxy")));
  const ScopedEnvironment http("http_proxy", proxy.url());
  const ScopedEnvironment https("HTTPS_PROXY", proxy.url());
  const ScopedEnvironment all("ALL_PROXY", proxy.url());
  UseTheTransport();
  RawServer plain(AnswerAlways(HttpAnswer(200, "ok")));
  EXPECT_EQ(NewTransport()->Send(Post(plain.url())).status, 200);
  EXPECT_EQ(proxy.connections(), 0u);
}

TEST_P(Guest, TakesNoPasswordFromANetrcFile) {
  const TempFolder home;
  std::ofstream(home.path() / ".netrc")
      << "default login marker password marker\n";
  const ScopedEnvironment variable("HOME", home.path().string());
  RawServer server(AnswerAlways(
      HttpAnswer(401, "", "WWW-Authenticate: Basic realm=\"x\"\r\n")));
  EXPECT_EQ(NewTransport()->Send(Post(server.url())).status, 401);
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_THAT(server.requests()[0],
              testing::Not(testing::HasSubstr("Authorization")));
}

// cpprestsdk ends the process where a task fails and nobody looks at it.
TEST_P(Guest, SurvivesAFailureThatNobodyWaitsFor) {
  RawServer server([](RawConnection& connection) {
    connection.ReadRequest();
    connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
    connection.AwaitEnd();
  });
  EXPECT_THROW(
      NewTransport()->Stream(
          Post(server.url()),
          [](std::string_view) { throw std::out_of_range("enough"); }, {}),
      std::out_of_range);
  server.AwaitEnded(1);
  UseTheTransport();
}

TEST_P(GuestDeathTest, ThreadsafeDeathTestsWorkAfterUse) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  UseTheTransport();
  EXPECT_EXIT(std::exit(3), testing::ExitedWithCode(3), "");
  EXPECT_EXIT(
      {
        UseTheTransport();
        std::exit(4);
      },
      testing::ExitedWithCode(4), "");
}

}  // namespace
}  // namespace letterbox
