// What is read from a file that is right.
#include "letterbox/transport/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "config_text.h"

namespace {

using letterbox::Config;
using letterbox::ConfigError;
using letterbox::Connection;
using letterbox::DefaultTokenStore;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Config, TakesClientCredentialsWhereNoFlowIsSaid) {
  ConfigText text;
  const Config config = text.Load(R"(connections:
  a:
    type: exchange
    host: mail.contoso.test
    user: a@contoso.test
    authenticate:
      {method: oauth2, tenant_id: t, client_id: c, client_secret: s}
)");
  EXPECT_EQ(config.connection("a").authenticate.client_id, "c");
}

TEST(Config, ReadsEveryKey) {
  ConfigText text;
  const std::string folder = text.folder().path().string();
  Config config = text.Load(R"(connections:
  customer:
    type: exchange
    host: https://mail.contoso.test/EWS/Exchange.asmx
    user: qa@contoso.test
    mailbox: customer@contoso.test
    timeout: 1500ms
    authenticate:
      method: oauth2
      flow: client_credentials
      tenant_id: 11111111-2222-3333-4444-555555555555
      client_id: client
      client_secret: secret
      authority: https://login.contoso.test
      token_url: https://login.contoso.test/token
      scope: https://mail.contoso.test/.default
    tls: {ca_file: ca/root.pem}
    hand_in:
      host: smtp.contoso.test
      port: 587
      tls: starttls
      user: product
      password: password
    token_store: tokens
    server_version: Exchange2013_SP1
)");
  ASSERT_THAT(config.names(), ElementsAre("customer"));
  EXPECT_EQ(config.path(), folder + "/letterbox.yaml");
  const Connection& customer = config.connection("customer");
  EXPECT_EQ(customer.name, "customer");
  EXPECT_EQ(customer.type, Connection::Type::kExchange);
  EXPECT_EQ(customer.host, "https://mail.contoso.test/EWS/Exchange.asmx");
  EXPECT_EQ(customer.user, "qa@contoso.test");
  EXPECT_EQ(customer.mailbox, "customer@contoso.test");
  EXPECT_EQ(customer.timeout, milliseconds(1500));
  EXPECT_EQ(customer.authenticate.tenant_id,
            "11111111-2222-3333-4444-555555555555");
  EXPECT_EQ(customer.authenticate.client_id, "client");
  EXPECT_EQ(customer.authenticate.client_secret, "secret");
  EXPECT_EQ(customer.authenticate.authority, "https://login.contoso.test");
  EXPECT_EQ(customer.authenticate.token_url,
            "https://login.contoso.test/token");
  EXPECT_EQ(customer.authenticate.scope, "https://mail.contoso.test/.default");
  EXPECT_EQ(customer.tls.ca_file, folder + "/ca/root.pem");
  ASSERT_TRUE(customer.hand_in);
  EXPECT_EQ(customer.hand_in->host, "smtp.contoso.test");
  EXPECT_EQ(customer.hand_in->port, 587);
  EXPECT_EQ(customer.hand_in->tls, "starttls");
  EXPECT_EQ(customer.hand_in->user, "product");
  EXPECT_EQ(customer.hand_in->password, "password");
  EXPECT_EQ(customer.token_store, folder + "/tokens");
  EXPECT_EQ(customer.server_version, "Exchange2013_SP1");
}

TEST(Config, GivesDefaultsToWhatIsNotSaid) {
  ConfigText text;
  ScopedEnvironment secret("LETTERBOX_TEST_SECRET", "secret");
  const Config config = text.Load(kComplete);
  const Connection& customer = config.connection("customer");
  EXPECT_EQ(customer.mailbox, "qa@contoso.test");
  EXPECT_EQ(customer.timeout, std::chrono::seconds(60));
  EXPECT_EQ(customer.authenticate.authority,
            letterbox::Authentication().authority);
  EXPECT_EQ(customer.token_store, DefaultTokenStore());
  EXPECT_FALSE(customer.hand_in);
}

TEST(Config, KeepsTheOrderOfTheFile) {
  ConfigText text;
  EXPECT_THAT(text.Load("connections: {z: {type: embedded}, a: {type: "
                        "embedded}, m: {type: embedded}}\n")
                  .names(),
              ElementsAre("z", "a", "m"));
}

TEST(Config, MayHaveNoConnections) {
  ConfigText text;
  EXPECT_THAT(text.Load("connections: {}\n").names(), IsEmpty());
}

TEST(Config, ValuesAreTextsWhateverTheyLookLike) {
  ConfigText text;
  const Config config = text.Load(R"(connections:
  010: {type: embedded, user: yes@contoso.test}
  "null": {type: embedded, user: 'null@contoso.test'}
)");
  EXPECT_EQ(config.connection("010").user, "yes@contoso.test");
  EXPECT_EQ(config.connection("null").user, "null@contoso.test");
}

TEST(Config, TakesAByteOrderMarkAndWindowsLineEnds) {
  ConfigText text;
  const Config config = text.Load(
      "\xEF\xBB\xBF"
      "connections:\r\n  a:\r\n    type: embedded\r\n");
  EXPECT_EQ(config.connection("a").user, "a@contoso.test");
}

TEST(Config, MailboxTakesThePlaceOfTheUser) {
  ConfigText text;
  ScopedEnvironment secret("LETTERBOX_TEST_SECRET", "secret");
  std::string yaml = kComplete;
  yaml.replace(yaml.find("user: qa@"), 4, "mailbox");
  const Config config = text.Load(yaml);
  EXPECT_EQ(config.connection("customer").mailbox, "qa@contoso.test");
  EXPECT_EQ(config.connection("customer").user, "");
}

TEST(Config, UserThatIsNoAddressWantsAMailbox) {
  ConfigText text;
  std::string yaml = kComplete;
  yaml.replace(yaml.find("qa@contoso.test"), 15, "CONTOSO\\qa");
  EXPECT_EQ(text.ErrorOf(yaml),
            "letterbox.yaml:5:11: connections.customer.user is not an address, "
            "so mailbox must say which mailbox is opened");
  EXPECT_EQ(text.ErrorOf(yaml + "    mailbox: qa@contoso.test\n"), "");
}

TEST(Config, ReadsTheMethodsOfServersWithoutOAuth) {
  ConfigText text;
  using Method = letterbox::Authentication::Method;
  const std::pair<const char*, Method> methods[] = {
      {"basic", Method::kBasic},
      {"ntlm", Method::kNtlm},
      {"negotiate", Method::kNegotiate}};
  for (const auto& [name, method] : methods) {
    const Config config = text.Load(std::string(R"(connections:
  a:
    type: exchange
    host: mail.contoso.test
    user: CONTOSO\qa
    mailbox: qa@contoso.test
    authenticate: {method: )") + name +
                                    ", password: secret}\n");
    EXPECT_EQ(config.connection("a").authenticate.method, method);
    EXPECT_EQ(config.connection("a").user, "CONTOSO\\qa");
    EXPECT_EQ(config.connection("a").authenticate.password, "secret");
  }
}

TEST(Config, PasswordMethodsNeedUserAndPassword) {
  ConfigText text;
  for (const char* method : {"basic", "ntlm"}) {
    EXPECT_THAT(text.ErrorOf(std::string(R"(connections:
  a:
    type: exchange
    host: mail.contoso.test
    mailbox: qa@contoso.test
    authenticate: {method: )") +
                             method + "}\n"),
                testing::HasSubstr("lacks user, authenticate.password"));
  }
}

TEST(Config, TokenUrlTakesThePlaceOfTheTenant) {
  ConfigText text;
  std::string yaml = kComplete;
  yaml.replace(yaml.find("tenant_id: contoso.test"), 23,
               "token_url: https://login.contoso.test/token");
  EXPECT_EQ(text.ErrorOf(yaml), "");
}

TEST(Config, EmbeddedConnectionHasOneAddress) {
  ConfigText text;
  const Config config = text.Load(R"(connections:
  named: {type: embedded}
  user: {type: embedded, user: u@contoso.test}
  both: {type: embedded, user: app@contoso.test, mailbox: m@contoso.test}
)");
  auto address_of = [&](const char* name) {
    const Connection& connection = config.connection(name);
    EXPECT_EQ(connection.type, Connection::Type::kEmbedded);
    EXPECT_EQ(connection.user, connection.mailbox);
    return connection.mailbox;
  };
  EXPECT_EQ(address_of("named"), "named@contoso.test");
  EXPECT_EQ(address_of("user"), "u@contoso.test");
  EXPECT_EQ(address_of("both"), "m@contoso.test");
}

TEST(Config, DefaultsAreMergedKeyByKeyAndDeeply) {
  ConfigText text;
  ScopedEnvironment secret("LETTERBOX_TEST_SECRET", "secret");
  const Config config = text.Load(R"(defaults:
  type: exchange
  host: mail.contoso.test
  timeout: 2min
  authenticate:
    method: oauth2
    flow: client_credentials
    tenant_id: contoso.test
    client_id: common
    client_secret: ${env:LETTERBOX_TEST_SECRET}
connections:
  a: {user: a@contoso.test}
  b: {user: b@contoso.test, timeout: 5s, authenticate: {client_id: own}}
  c: {type: embedded}
)");
  EXPECT_EQ(config.connection("a").authenticate.client_id, "common");
  EXPECT_EQ(config.connection("a").timeout, std::chrono::minutes(2));
  EXPECT_EQ(config.connection("b").authenticate.client_id, "own");
  EXPECT_EQ(config.connection("b").authenticate.client_secret, "secret");
  EXPECT_EQ(config.connection("b").timeout, std::chrono::seconds(5));
  EXPECT_EQ(config.connection("b").host, "mail.contoso.test");
  // A default that a type does not have is none of it.
  EXPECT_EQ(config.connection("c").host, "");
  EXPECT_EQ(config.connection("c").timeout, std::chrono::minutes(2));
}

TEST(Config, AliasesStandForWhatTheyName) {
  ConfigText text;
  const Config config = text.Load(R"(connections:
  a: &a {type: embedded, timeout: &t 7s}
  b: *a
  c: {type: embedded, timeout: *t}
)");
  EXPECT_EQ(config.connection("b").user, "b@contoso.test");
  EXPECT_EQ(config.connection("b").timeout, std::chrono::seconds(7));
  EXPECT_EQ(config.connection("c").timeout, std::chrono::seconds(7));
}

TEST(Config, UnknownConnectionNamesTheNearest) {
  ConfigText text;
  const Config config =
      text.Load("connections: {customer: {type: embedded}}\n");
  for (const char* name : {"custmer", "x"}) {
    try {
      config.connection(name);
      FAIL() << "found";
    } catch (const ConfigError& error) {
      EXPECT_EQ(text.WithoutFolder(error.what()),
                "letterbox.yaml declares no connection \"" + std::string(name) +
                    (*name == 'x' ? "\"; known are customer"
                                  : "\"; did you mean \"customer\"?"));
      EXPECT_EQ(error.key(), std::string("connections.") + name);
    }
  }
  EXPECT_THROW(config.problems("x"), ConfigError);
  EXPECT_THROW(config.warnings("x"), ConfigError);
  EXPECT_THROW(config.declared("x"), ConfigError);
}

TEST(Config, IsAValue) {
  ConfigText text;
  Config first = text.Load("connections: {a: {type: embedded}}\n");
  Config copy = first;
  first = text.Load("connections: {b: {type: embedded}}\n");
  EXPECT_EQ(copy.connection("a").name, "a");
  EXPECT_EQ(first.connection("b").name, "b");
}

}  // namespace
