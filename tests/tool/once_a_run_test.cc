// A run of ctest with a process a test: whoever asks the authority asks for
// all. LETTERBOX_PROCESSES sets how many; tests/benchmarks/run has 200.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "ascii.h"
#include "letterbox/fixtures/embedded_exchange.h"
#include "mime/base64.h"
#include "support/child.h"
#include "support/scoped_environment.h"
#include "support/temp_folder.h"

namespace letterbox {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kUser[] = "a@contoso.test";
// Never to be seen anywhere; with what forms, URLs and JSON escape.
constexpr char kSecret[] = "m4rk3r~+&%/\"s3cret";

int Processes() {
  const char* const text = std::getenv("LETTERBOX_PROCESSES");
  return text == nullptr ? 24 : std::max(2, std::atoi(text));
}

std::string PercentEncoded(const std::string& text) {
  std::ostringstream encoded;
  for (const char c : text) {
    if (IsLetterOrDigit(c) || c == '~')
      encoded << c;
    else
      encoded << '%' << std::uppercase << std::hex
              << int{static_cast<unsigned char>(c)};
  }
  return encoded.str();
}

std::string JsonEscaped(std::string text) {
  for (std::size_t at = 0; (at = text.find('"', at)) != text.npos; at += 2)
    text.insert(at, "\\");
  return text;
}

class OnceARun : public testing::Test {
 protected:
  OnceARun() { folder_.Write("ca.pem", exchange_.ca_certificate()); }

  /// One connection, and a ctest of `count` processes that open it.
  void Prepare(const std::string& authenticate, int count = Processes()) {
    folder_.Write("letterbox.yaml",
                  "connections:\n  real:\n    type: exchange\n    host: " +
                      exchange_.ews_url() + "\n    user: " + kUser +
                      "\n    tls: {ca_file: ca.pem}\n    authenticate:\n"
                      "      method: oauth2\n      tenant_id: " +
                      in_.tenant_id + "\n      client_id: " + in_.client_id +
                      "\n      authority: " + in_.authority + "\n" +
                      authenticate);
    std::string tests;
    for (int i = 0; i < count; ++i)
      tests += "add_test(process." + std::to_string(i) + " \"" +
               LETTERBOX_PROGRAM + "\" check --quick --config \"" +
               (folder_.path() / "letterbox.yaml").string() + "\")\n";
    folder_.Write("CTestTestfile.cmake", tests);
  }

  Ended Run() const {
    return RunChild("'" + std::string(LETTERBOX_CTEST) + "' --test-dir '" +
                    folder_.path().string() +
                    "' -j16 --output-on-failure --timeout 120");
  }

  int TokenRequests() const {
    int count = 0;
    for (const auto& request : exchange_.requests()) {
      const std::string& path = request.path;
      count += path.size() > 6 && path.substr(path.size() - 6) == "/token";
    }
    return count;
  }

  /// Every file below the folder, the ctest logs and the store among them, and
  /// `output`: whatever form a marker has, it is in none.
  void ExpectNoMarker(const std::string& output) const {
    std::string all = output;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(folder_.path())) {
      std::ifstream file(entry.path(), std::ios::binary);
      std::stringstream text;
      if (entry.is_regular_file()) text << file.rdbuf();
      all += entry.path().string() + "\n" + text.str();
    }
    for (const std::string& form :
         {std::string(kSecret), PercentEncoded(kSecret), EncodeBase64(kSecret),
          JsonEscaped(kSecret)})
      EXPECT_EQ(all.find(form), std::string::npos) << form;
    EXPECT_THAT(all, Not(HasSubstr("m4rk3r")));
  }

  static EmbeddedExchange::Options Options() {
    EmbeddedExchange::Options options;
    options.users = {kUser};
    options.client_secret = kSecret;
    options.password = kSecret;
    options.record_folder.clear();  // the same request, many times
    return options;
  }

  TempFolder folder_;
  EmbeddedExchange exchange_{Options()};
  const Authentication in_ = exchange_.ConnectionFor(kUser).authenticate;
  const ScopedEnvironment secret_{"LETTERBOX_TEST_SECRET", kSecret};
  const ScopedEnvironment no_profile_{"LETTERBOX_PROFILE", std::nullopt};
  const ScopedEnvironment store_{"LETTERBOX_TOKEN_STORE",
                                 (folder_.path() / "tokens").string()};
};

TEST_F(OnceARun, AnEmptyStoreCostsOneTokenRequest) {
  Prepare("      client_secret: ${env:LETTERBOX_TEST_SECRET}\n");
  const Ended ended = Run();
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_EQ(TokenRequests(), 1);
  ExpectNoMarker(ended.output);
  std::cout << Processes() << " processes, token requests: " << TokenRequests()
            << "\n";
}

TEST_F(OnceARun, ARotatingTokenThatEndsInTheMiddleCostsOneMore) {
  const std::string token = exchange_.IssueRefreshToken(kUser);
  const ScopedEnvironment refresh("LETTERBOX_TEST_REFRESH", token);
  Prepare(
      "      client_secret: ${env:LETTERBOX_TEST_SECRET}\n"
      "      refresh_token: ${env:LETTERBOX_TEST_REFRESH}\n");
  std::thread expiry([this] {
    const auto give_up =
        std::chrono::steady_clock::now() + std::chrono::seconds(60);
    // Some processes have opened the mailbox by then, others have not.
    const auto enough = static_cast<std::size_t>(Processes()) / 3;
    while (exchange_.requests().size() < enough &&
           std::chrono::steady_clock::now() < give_up)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    exchange_.ExpireAccessTokens();
  });
  const Ended ended = Run();
  expiry.join();
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_EQ(TokenRequests(), 2);
  ExpectNoMarker(ended.output);
  std::cout << Processes() << " processes, token requests: " << TokenRequests()
            << "\n";
}

TEST_F(OnceARun, AWrongSecretIsRefusedOnce) {
  const ScopedEnvironment wrong("LETTERBOX_TEST_SECRET", "m4rk3r-wrong");
  Prepare("      client_secret: ${env:LETTERBOX_TEST_SECRET}\n", 8);
  const Ended ended = Run();
  EXPECT_NE(ended.status, 0);
  EXPECT_THAT(ended.output, HasSubstr("client secret is wrong"));
  EXPECT_EQ(TokenRequests(), 1);
  ExpectNoMarker(ended.output);
}

TEST_F(OnceARun, AWrongPasswordIsRefusedOnce) {
  const ScopedEnvironment wrong("LETTERBOX_TEST_SECRET", "m4rk3r-wrong");
  const ScopedEnvironment right("LETTERBOX_TEST_CLIENT_SECRET", kSecret);
  Prepare(
      "      flow: password\n"
      "      client_secret: ${env:LETTERBOX_TEST_CLIENT_SECRET}\n"
      "      password: ${env:LETTERBOX_TEST_SECRET}\n",
      8);
  const Ended ended = Run();
  EXPECT_NE(ended.status, 0);
  EXPECT_THAT(ended.output, HasSubstr("not tried again"));
  EXPECT_EQ(TokenRequests(), 1);
  ExpectNoMarker(ended.output);
}

TEST_F(OnceARun, ARevokedSignInIsAskedForOnce) {
  const std::string token = exchange_.IssueRefreshToken(kUser);
  exchange_.RevokeSignIns();
  const ScopedEnvironment refresh("LETTERBOX_TEST_REFRESH", token);
  Prepare(
      "      client_secret: ${env:LETTERBOX_TEST_SECRET}\n"
      "      refresh_token: ${env:LETTERBOX_TEST_REFRESH}\n",
      8);
  const Ended ended = Run();
  EXPECT_NE(ended.status, 0);
  EXPECT_THAT(ended.output, HasSubstr("was revoked"));
  EXPECT_EQ(TokenRequests(), 1);
  ExpectNoMarker(ended.output);
}

}  // namespace
}  // namespace letterbox
