// What the tests of authorisation share.
#ifndef LETTERBOX_TESTS_TRANSPORT_AUTH_AUTH_FIXTURE_H_
#define LETTERBOX_TESTS_TRANSPORT_AUTH_AUTH_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <memory>
#include <string>

#include "auth/token_source.h"
#include "letterbox/transport/error.h"
#include "support/fake_clock.h"
#include "support/scripted_transport.h"

namespace letterbox {

/// A clock for those who wait for nothing but time: waiting moves it.
class HurryingClock : public FakeClock {
 public:
  void Wait(std::condition_variable& /*condition*/,
            std::unique_lock<std::mutex>& /*lock*/,
            Deadline deadline) override {
    if (deadline > Now()) Advance(deadline - Now());
  }
};

/// Never to be seen in any text. It holds what must be encoded in a form.
inline constexpr char kSecret[] = "mark~er+&%/s3cret";

inline Connection Customer() {
  Connection connection;
  connection.name = "customer";
  connection.host = "mail.contoso.test";
  connection.user = "qa@contoso.test";
  connection.authenticate.tenant_id = "contoso.test";
  connection.authenticate.client_id = "the-client";
  connection.authenticate.client_secret = kSecret;
  return connection;
}

inline std::string TokenJson(const std::string& token, int life = 3600) {
  return R"({"token_type":"Bearer","expires_in":)" + std::to_string(life) +
         R"(,"access_token":")" + token + "\"}";
}

/// The text of the error that `call` throws; fails where it throws none, or
/// where the text gives the secret away.
template <typename Error, typename Call>
std::string TextOfError(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::Not(testing::HasSubstr("s3cret")));
    return error.what();
  }
  ADD_FAILURE() << "nothing was thrown";
  return "";
}

/// A folder for one test, removed after it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = testing::TempDir() + "letterbox_XXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_TRANSPORT_AUTH_AUTH_FIXTURE_H_
