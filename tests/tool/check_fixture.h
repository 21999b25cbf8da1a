// A connection file for an Exchange whose troubles are known, and the doctor
// that looks at it.
#ifndef LETTERBOX_TESTS_TOOL_CHECK_FIXTURE_H_
#define LETTERBOX_TESTS_TOOL_CHECK_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "letterbox/fixtures/embedded_exchange.h"
#include "letterbox/transport/connection.h"
#include "support/child.h"
#include "support/scoped_environment.h"
#include "support/temp_folder.h"

namespace letterbox {

inline constexpr char kUser[] = "a@contoso.test";
inline constexpr char kSecret[] = "s3cr3t-of-the-test";

class CheckTest : public testing::Test {
 protected:
  CheckTest() {
    folder_.Write("ca.pem", exchange_.ca_certificate());
    lines_ = {{"host", exchange_.ews_url()},
              {"user", kUser},
              {"timeout", "40s"},
              {"tls", "{ca_file: ca.pem}"},
              {"authenticate",
               "{method: oauth2, flow: client_credentials, tenant_id: "
               "11111111-2222-3333-4444-555555555555, client_id: "
               "66666666-7777-8888-9999-000000000000, client_secret: "
               "\"${env:LETTERBOX_TEST_SECRET}\", authority: \"" +
                   exchange_.authority() + "\"}"}};
  }

  void Set(const std::string& key, const std::string& value) {
    for (auto& line : lines_) {
      if (line.first == key) {
        line.second = value;
        return;
      }
    }
    lines_.push_back({key, value});
  }

  Ended Check(const std::string& arguments = "") {
    std::string yaml = "connections:\n  real:\n    type: exchange\n";
    for (const auto& [key, value] : lines_)
      yaml += "    " + key + ": " + value + "\n";
    const std::string path = folder_.Write("letterbox.yaml", yaml);
    const Ended ended =
        RunChild("'" + std::string(LETTERBOX_PROGRAM) + "' check --config '" +
                 path + "' " + arguments);
    EXPECT_THAT(ended.output, testing::Not(testing::HasSubstr(kSecret)));
    return ended;
  }

  /// What is wrong is told after the step, and no step follows but the
  /// clean-up.
  void ExpectFailure(const std::string& step, const std::string& text) {
    const Ended ended = Check();
    EXPECT_EQ(ended.status, 1);
    EXPECT_THAT(
        ended.output,
        testing::AllOf(testing::HasSubstr("\n  " + step + ": failed, "),
                       testing::HasSubstr(text),
                       testing::HasSubstr("\n  failed: "),
                       testing::HasSubstr("\n0 of 1 connection works\n")));
  }

  void Use(Authentication::Method method, const std::string& name) {
    exchange_.SetMethods({method});
    Set("authenticate",
        "{method: " + name + ", password: \"${env:LETTERBOX_TEST_SECRET}\"}");
  }

  /// What Autodiscover found, as an earlier process left it: the file.
  std::string WasFoundBefore() {
    Set("host", "autodiscover");
    Set("trusted_hosts", "[127.0.0.1]");
    const auto store = folder_.path() / "tokens";
    EXPECT_EQ(mkdir(store.c_str(), 0700), 0);
    const std::string file =
        folder_.Write("tokens/real.server",
                      std::string(kUser) + "\n" + exchange_.ews_url() + "\n");
    EXPECT_EQ(chmod(file.c_str(), 0600), 0);
    return file;
  }

  std::vector<std::string> Subjects(Folder folder) {
    std::vector<std::string> subjects;
    const auto mailbox = OpenMailbox(exchange_.ConnectionFor(kUser));
    for (const Email& email : mailbox->List(folder, 100))
      subjects.push_back(email.subject());
    return subjects;
  }

  void AwaitOperation(const std::string& operation, long count) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (std::chrono::steady_clock::now() < end) {
      const auto requests = exchange_.requests();
      if (std::count_if(requests.begin(), requests.end(), [&](const auto& r) {
            return r.operation == operation;
          }) >= count)
        return;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ADD_FAILURE() << "no " << operation;
  }

  static EmbeddedExchange::Options Options() {
    EmbeddedExchange::Options options;
    options.users = {kUser};
    options.password = kSecret;
    options.client_secret = kSecret;
    return options;
  }

  EmbeddedExchange exchange_{Options()};
  const TempFolder folder_;
  std::vector<std::pair<std::string, std::string>> lines_;
  const ScopedEnvironment secret_{"LETTERBOX_TEST_SECRET", kSecret};
  const ScopedEnvironment no_profile_{"LETTERBOX_PROFILE", std::nullopt};
  const ScopedEnvironment store_{"LETTERBOX_TOKEN_STORE",
                                 (folder_.path() / "tokens").string()};
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_TOOL_CHECK_FIXTURE_H_
