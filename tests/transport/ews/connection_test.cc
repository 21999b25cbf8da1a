#include "letterbox/transport/connection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>

#include "letterbox/transport/error.h"
#include "support/scoped_environment.h"

namespace letterbox {
namespace {

using testing::HasSubstr;
using testing::Not;

Connection Complete() {
  Connection connection;
  connection.name = "customer";
  connection.host = "mail.contoso.test";
  connection.user = "customer@contoso.test";
  connection.authenticate.tenant_id = "contoso.test";
  connection.authenticate.client_id = "client";
  connection.authenticate.client_secret = "s3cret";
  return connection;
}

ConfigError Refused(const std::function<void(Connection&)>& change) {
  Connection connection = Complete();
  change(connection);
  try {
    OpenMailbox(connection);
  } catch (const ConfigError& error) {
    return error;
  }
  ADD_FAILURE() << "was opened";
  return ConfigError("", "");
}

TEST(Connection, MakesTheUrlOfAHost) {
  Connection connection;
  connection.host = "mail.contoso.test";
  EXPECT_EQ(EwsUrl(connection), "https://mail.contoso.test/EWS/Exchange.asmx");
  connection.host = "https://mail.contoso.test:8443/ews";
  EXPECT_EQ(EwsUrl(connection), "https://mail.contoso.test:8443/ews");
}

TEST(Connection, KeepsTokensWhereTheSystemKeepsState) {
  const ScopedEnvironment home("HOME", "/c");
  {
    const ScopedEnvironment state("XDG_STATE_HOME", "/b");
    {
      const ScopedEnvironment store("LETTERBOX_TOKEN_STORE", "/a");
      EXPECT_EQ(DefaultTokenStore(), "/a");
    }
    const ScopedEnvironment store("LETTERBOX_TOKEN_STORE", std::nullopt);
    EXPECT_EQ(DefaultTokenStore(), "/b/letterbox");
  }
  const ScopedEnvironment store("LETTERBOX_TOKEN_STORE", "");
  const ScopedEnvironment state("XDG_STATE_HOME", "");
  EXPECT_EQ(DefaultTokenStore(), "/c/.local/state/letterbox");
  const ScopedEnvironment no_home("HOME", std::nullopt);
  EXPECT_EQ(DefaultTokenStore(), "");
}

TEST(Connection, OpensWithoutAskingAnybody) {
  EXPECT_EQ(OpenMailbox(Complete())->address(), "customer@contoso.test");
  Connection shared = Complete();
  shared.mailbox = "shared@contoso.test";
  EXPECT_EQ(OpenMailbox(shared)->address(), "shared@contoso.test");
}

TEST(Connection, NamesAllThatIsMissingAtOnce) {
  const ConfigError error = Refused([](Connection& connection) {
    connection.host.clear();
    connection.user.clear();
    connection.authenticate = {};
  });
  EXPECT_EQ(error.key(), "host");
  EXPECT_STREQ(error.what(),
               "Connection \"customer\": there is no value for `host`, "
               "`authenticate.tenant_id`, `authenticate.client_id`, `mailbox`, "
               "`authenticate.client_secret`. Give it one.");
}

TEST(Connection, NeedsNoTenantWhereTheTokenUrlIsGiven) {
  Connection connection = Complete();
  connection.authenticate.tenant_id.clear();
  connection.authenticate.token_url = "https://login.contoso.test/token";
  EXPECT_NO_THROW(OpenMailbox(connection));
}

TEST(Connection, RefusesControlCharactersWithoutShowingASecret) {
  const ConfigError error = Refused([](Connection& connection) {
    connection.authenticate.client_secret = "s3cret\r\nX: y";
  });
  EXPECT_EQ(error.key(), "authenticate.client_secret");
  EXPECT_THAT(error.what(), Not(HasSubstr("s3cret")));
  EXPECT_EQ(Refused([](Connection& connection) {
              connection.mailbox = "a@b.test\nX-Evil: 1";
            }).key(),
            "mailbox");
  EXPECT_EQ(Refused([](Connection& connection) {
              connection.host = "mail.test\r";
            }).key(),
            "host");
}

TEST(Connection, RefusesAHostThatIsNone) {
  for (const std::string host :
       {"https://", "ftp://mail.test/", "https://user@mail.test/",
        "mail.test and more", "https:///EWS"}) {
    EXPECT_EQ(
        Refused([&](Connection& connection) { connection.host = host; }).key(),
        "host")
        << host;
  }
}

TEST(Connection, TakesPlainHttpForLoopbackOnly) {
  for (const std::string host :
       {"http://127.0.0.1:8080/EWS", "http://localhost/EWS"}) {
    Connection connection = Complete();
    connection.host = host;
    EXPECT_NO_THROW(OpenMailbox(connection)) << host;
  }
  for (const std::string host :
       {"http://mail.contoso.test/EWS", "http://127.contoso.test/",
        "http://localhost.contoso.test/"}) {
    EXPECT_THAT(
        Refused([&](Connection& connection) { connection.host = host; }).what(),
        HasSubstr("https"))
        << host;
  }
}

TEST(Connection, WantsAnSmtpAddress) {
  const ConfigError error = Refused(
      [](Connection& connection) { connection.user = "CONTOSO\\customer"; });
  EXPECT_EQ(error.key(), "mailbox");
  EXPECT_THAT(error.what(), HasSubstr("SMTP address"));
}

TEST(Connection, LeavesTheEmbeddedKindToItsServer) {
  EXPECT_EQ(Refused([](Connection& connection) {
              connection.type = Connection::Type::kEmbedded;
            }).key(),
            "type");
}

}  // namespace
}  // namespace letterbox
