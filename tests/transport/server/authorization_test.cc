// How a mailbox signs in, and what it says where that fails.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "letterbox/transport/connection.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/mailbox.h"
#include "support/fake_clock.h"
#include "support/temp_folder.h"
#include "transport/server/server_fixture.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// Of the tests that ask until a token has ended.
EmbeddedExchange::Options WithShortTokens() {
  EmbeddedExchange::Options options = ThreeUsers();
  options.token_lifetime = std::chrono::seconds(2);
  return options;
}

bool HasRefusedAToken(const EmbeddedExchange& exchange) {
  const std::vector<EmbeddedExchange::Request> requests = exchange.requests();
  return std::any_of(requests.begin(), requests.end(),
                     [](const EmbeddedExchange::Request& request) {
                       return request.status == 401;
                     });
}

class Authorization : public testing::Test {
 protected:
  AuthError Refused(const std::function<void(Authentication&)>& change) {
    Connection connection = exchange_.ConnectionFor(kAlice);
    connection.name = "customer";
    change(connection.authenticate);
    try {
      OpenMailbox(connection)->Check();
    } catch (const AuthError& error) {
      EXPECT_EQ(error.connection(), "customer");
      EXPECT_THAT(error.what(),
                  AllOf(HasSubstr("customer"), HasSubstr(exchange_.authority()),
                        Not(HasSubstr("s3cret")),
                        Not(HasSubstr(exchange_.client_secret()))));
      return error;
    }
    ADD_FAILURE() << "signed in";
    return AuthError("", "", "");
  }

  EmbeddedExchange exchange_{ThreeUsers()};
};

TEST_F(Authorization, NamesTheKeyOfAWrongSecret) {
  const AuthError error =
      Refused([](Authentication& oauth2) { oauth2.client_secret = "s3cret"; });
  EXPECT_EQ(error.code(), "invalid_client");
  EXPECT_THAT(error.what(), AllOf(HasSubstr("the client secret is wrong"),
                                  HasSubstr("authenticate: client_secret")));
}

TEST_F(Authorization, NamesTheKeyOfAWrongClient) {
  const AuthError error = Refused([](Authentication& oauth2) {
    oauth2.client_id = "00000000-0000-0000-0000-000000000001";
  });
  EXPECT_EQ(error.code(), "unauthorized_client");
  EXPECT_THAT(error.what(), AllOf(HasSubstr("the client ID is not registered"),
                                  HasSubstr("authenticate: client_id")));
}

TEST_F(Authorization, NamesTheKeyOfAWrongTenant) {
  const AuthError error = Refused(
      [](Authentication& oauth2) { oauth2.tenant_id = "fabrikam.test"; });
  EXPECT_EQ(error.code(), "invalid_request");
  EXPECT_THAT(error.what(), AllOf(HasSubstr("the tenant does not exist"),
                                  HasSubstr("authenticate: tenant_id")));
}

TEST_F(Authorization, NamesTheKeyOfAMailboxThatDoesNotExist) {
  Connection connection = exchange_.ConnectionFor(kAlice);
  connection.mailbox = "nobody@contoso.test";
  try {
    OpenMailbox(connection)->Check();
    FAIL() << "was opened";
  } catch (const ServerError& error) {
    EXPECT_EQ(error.response_code(), "ErrorNonExistentMailbox");
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr("GetFolder on nobody@contoso.test was refused"),
                      HasSubstr("check the key `mailbox`")));
  }
}

TEST_F(Authorization, TrustsNoServerOfAnotherAuthority) {
  Connection connection = exchange_.ConnectionFor(kAlice);
  connection.tls.ca_pem = EmbeddedExchange(ThreeUsers()).ca_certificate();
  try {
    OpenMailbox(connection)->Check();
    FAIL() << "was trusted";
  } catch (const ConnectionError& error) {
    EXPECT_EQ(error.kind(), ConnectionError::Kind::kTls);
    EXPECT_FALSE(error.maybe_sent());
  }
  EXPECT_TRUE(exchange_.requests().empty());
}

TEST_F(Authorization, OneTokenOpensAllMailboxesThatShareAStore) {
  const TempFolder folder;
  for (const std::string address : {kAlice, kBob}) {
    Connection connection = exchange_.ConnectionFor(address);
    connection.name = "shared";
    connection.token_store = (folder.path() / "tokens").string();
    const std::shared_ptr<Mailbox> mailbox = OpenMailbox(connection);
    mailbox->Check();
    mailbox->Check();
  }
  EXPECT_EQ(TokenRequests(exchange_), 1u);
}

TEST(ShortTokens, AreRenewedBeforeTheyEnd) {
  EmbeddedExchange exchange(WithShortTokens());
  const std::shared_ptr<Mailbox> mailbox =
      OpenMailbox(exchange.ConnectionFor(kAlice));
  while (TokenRequests(exchange) < 2) mailbox->Check();
}

// Its clock stands still: for the client no token ever ends.
TEST(ShortTokens, AreReplacedWhereTheServerRefusesThem) {
  EmbeddedExchange exchange(WithShortTokens());
  FakeClock clock;
  const std::shared_ptr<Mailbox> mailbox =
      OpenMailbox(exchange.ConnectionFor(kAlice), clock);
  while (!HasRefusedAToken(exchange)) mailbox->Check();
  EXPECT_EQ(TokenRequests(exchange), 2u);
  EXPECT_EQ(exchange.requests().back().status, 200);
}

}  // namespace
}  // namespace letterbox
