// A wrong password locks accounts: it is tried once.
#include "auth/password_source.h"

#include <chrono>
#include <fstream>
#include <future>
#include <memory>
#include <sstream>

#include "auth_fixture.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

HttpResponse Answer(int status) {
  return {status,
          {{"WWW-Authenticate", "Negotiate"},
           {"www-authenticate", "Basic realm=\"mail.contoso.test\""}},
          ""};
}

class PasswordSourceTest : public testing::Test {
 protected:
  PasswordSourceTest() {
    connection_ = Customer();
    connection_.authenticate = {};
    connection_.authenticate.method = Authentication::Method::kBasic;
    connection_.authenticate.password = kSecret;
    connection_.token_store = folder_.path().string();
  }

  std::unique_ptr<PasswordSource> NewSource() {
    return std::make_unique<PasswordSource>(connection_, clock_);
  }
  static void Tell(PasswordSource& source, int status) {
    const HttpResponse answer = Answer(status);
    source.Answered(&answer);
  }
  static std::string RefusalOf(PasswordSource& source) {
    return TextOfError<AuthError>([&] { source.Authorization(); });
  }
  /// One process that tries and is answered.
  void Try(int status) {
    const auto source = NewSource();
    source->Authorization();
    Tell(*source, status);
  }

  TemporaryFolder folder_;
  HurryingClock clock_;
  Connection connection_;
};

TEST_F(PasswordSourceTest, IsRefusedForTheOthersOfTheRunToo) {
  Try(401);
  EXPECT_THAT(RefusalOf(*NewSource()),
              AllOf(HasSubstr("refused the password of \"qa@contoso.test\""),
                    HasSubstr("It offers: Negotiate, Basic."),
                    HasSubstr("not tried again")));
}

TEST_F(PasswordSourceTest, TriesAnotherPasswordUserOrServer) {
  Try(401);
  for (std::string* const setting : {&connection_.authenticate.password,
                                     &connection_.user, &connection_.host}) {
    const std::string before = *setting;
    *setting = "another.contoso.test";
    EXPECT_THAT(NewSource()->Authorization(), StartsWith("Basic "));
    *setting = before;
  }
}

TEST_F(PasswordSourceTest, KeepsThePasswordOutOfTheStore) {
  Try(401);
  for (const auto& file : std::filesystem::directory_iterator(folder_.path())) {
    std::stringstream text;
    text << std::ifstream(file.path()).rdbuf();
    EXPECT_THAT(text.str(), Not(HasSubstr("s3cret"))) << file.path();
  }
}

TEST_F(PasswordSourceTest, LetsOneTryAndTheOthersWait) {
  const auto first = NewSource();
  first->Authorization();
  // A thread with the same source, and another process.
  auto same = std::async(std::launch::async, [&] { return RefusalOf(*first); });
  auto other =
      std::async(std::launch::async, [&] { return RefusalOf(*NewSource()); });
  EXPECT_EQ(same.wait_for(std::chrono::milliseconds(50)),
            std::future_status::timeout);
  EXPECT_EQ(other.wait_for(std::chrono::milliseconds(50)),
            std::future_status::timeout);
  Tell(*first, 401);
  EXPECT_THAT(same.get(), HasSubstr("refused the password"));
  EXPECT_THAT(other.get(), HasSubstr("refused the password"));
}

TEST_F(PasswordSourceTest, HoldsNobodyBackOnceItIsTaken) {
  Try(500);  // a fault of Exchange
  const auto one = NewSource();
  const auto two = NewSource();
  EXPECT_EQ(one->Authorization(), two->Authorization());
  EXPECT_EQ(one->Authorization(), two->Authorization());
}

TEST_F(PasswordSourceTest, IsNotJudgedByAGatewayOrByNoAnswer) {
  const auto source = NewSource();
  source->Authorization();
  Tell(*source, 503);
  source->Authorization();
  source->Answered(nullptr);
  EXPECT_THAT(source->Authorization(), StartsWith("Basic "));
  Tell(*source, 401);
  EXPECT_THAT(RefusalOf(*source), HasSubstr("refused the password"));
}

TEST_F(PasswordSourceTest, IsRefusedOnceItWasTakenToo) {
  Try(200);
  Try(401);  // changed meanwhile
  EXPECT_THAT(RefusalOf(*NewSource()), HasSubstr("refused the password"));
}

}  // namespace
}  // namespace letterbox
