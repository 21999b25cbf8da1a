// Processes that share a token store are killed at any moment. The store is the
// only state on disk: it must never be torn, never lock anybody out, and cost
// at most one more token a kill.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "letterbox/transport/connection.h"
#include "server_fixture.h"
#include "support/rounds.h"
#include "support/temp_folder.h"

namespace letterbox {
namespace {

using std::chrono::microseconds;

constexpr int kProcesses = 4;
constexpr std::size_t kKilled = 2;  // of the processes of a round
// A process on its own needs some milliseconds; this is for one that hangs.
constexpr std::chrono::seconds kPatience{60};

// One run of token_user. Killed where it has not ended when this goes.
class TokenUser {
 public:
  explicit TokenUser(const std::string& config) {
    std::string program = LETTERBOX_TOKEN_USER;
    std::string path = config;
    char* arguments[] = {program.data(), path.data(), nullptr};
    if (::posix_spawn(&pid_, arguments[0], nullptr, nullptr, arguments,
                      environ) != 0) {
      pid_ = 0;
    }
  }
  ~TokenUser() {
    if (pid_ == 0) return;
    Kill();
    Await();
  }
  TokenUser(TokenUser&& other) noexcept : pid_(std::exchange(other.pid_, 0)) {}

  void Kill() const { ::kill(pid_, SIGKILL); }

  /// Its status: 0 where all went well, minus the signal that ended it.
  int Await() {
    int status = 0;
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (::waitpid(pid_, &status, WNOHANG) == 0) {
      if (std::chrono::steady_clock::now() > deadline) {
        ADD_FAILURE() << "hangs";
        Kill();
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    pid_ = 0;
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
  }

 private:
  pid_t pid_ = 0;
};

class Kills : public testing::Test {
 protected:
  Kills() {
    const Connection connection = exchange_.ConnectionFor(kAlice);
    const Authentication& in = connection.authenticate;
    folder_.Write("ca.pem", exchange_.ca_certificate());
    folder_.Write("secret", exchange_.client_secret());
    config_ = folder_.Write(
        "letterbox.yaml",
        "connections:\n  customer:\n    type: exchange\n    host: " +
            exchange_.ews_url() + "\n    user: " + kAlice +
            "\n    authenticate:\n      method: oauth2\n"
            "      flow: client_credentials\n      tenant_id: " +
            in.tenant_id + "\n      client_id: " + in.client_id +
            "\n      client_secret: ${file:secret}\n      authority: " +
            exchange_.authority() +
            "\n    tls: {ca_file: ca.pem}\n    token_store: tokens\n");
  }

  std::vector<TokenUser> Start(int count) const {
    std::vector<TokenUser> users;
    for (int i = 0; i < count; ++i) users.emplace_back(config_);
    return users;
  }

  // How long one process takes on its own, with an empty store.
  microseconds TimeOfOne() {
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(TokenUser(config_).Await(), 0);
    return std::chrono::duration_cast<microseconds>(
        std::chrono::steady_clock::now() - begun);
  }

  void ForgetTokens() {
    std::filesystem::remove_all(folder_.path() / "tokens");
  }

  EmbeddedExchange exchange_{ThreeUsers()};
  TempFolder folder_;
  std::string config_;
};

TEST_F(Kills, NeitherTearTheTokenStoreNorLockAnybodyOut) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const microseconds whole = TimeOfOne();
  int struck = 0;
  for (int round = 0; round < Rounds(20); ++round) {
    ForgetTokens();
    const std::size_t before = TokenRequests(exchange_);
    std::vector<TokenUser> users = Start(kProcesses);
    // Most of a process's life is its start; the kills go on until all is over.
    std::uniform_int_distribution<long> moment(0, 2 * whole.count());
    for (std::size_t victim = 0; victim < kKilled; ++victim) {
      std::this_thread::sleep_for(
          microseconds(moment(random) / static_cast<long>(kKilled)));
      users[victim].Kill();
    }
    std::size_t killed = 0;
    for (std::size_t i = 0; i < users.size(); ++i) {
      const int status = users[i].Await();
      if (i < kKilled && status == -SIGKILL) {
        ++killed;
      } else {
        EXPECT_EQ(status, 0) << "in round " << round;
      }
    }
    EXPECT_LE(TokenRequests(exchange_) - before, 1 + killed);
    // The survivors left a token that can be read.
    const std::size_t after = TokenRequests(exchange_);
    EXPECT_EQ(TokenUser(config_).Await(), 0);
    EXPECT_EQ(TokenRequests(exchange_), after) << "in round " << round;
    struck += static_cast<int>(killed);
    if (HasFailure()) return;
  }
  // Else all would have ended before they were killed.
  EXPECT_GT(struck, 0);
  RecordProperty("killed", struck);
}

}  // namespace
}  // namespace letterbox
