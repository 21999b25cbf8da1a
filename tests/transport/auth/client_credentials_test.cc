#include <chrono>
#include <thread>
#include <vector>

#include "auth_fixture.h"

namespace letterbox {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;

class ClientCredentials : public testing::Test {
 protected:
  std::unique_ptr<TokenSource> Source(const Connection& connection) {
    return NewTokenSource(connection, transport_, clock_);
  }

  HurryingClock clock_;
  ScriptedTransport transport_;
};

TEST_F(ClientCredentials, AskTheTenantsEndpointWithAForm) {
  transport_.Reply(200, TokenJson("one"));
  EXPECT_EQ(Source(Customer())->Authorization(), "Bearer one");

  ASSERT_THAT(transport_.requests(), SizeIs(1));
  const HttpRequest request = transport_.requests()[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url,
            "https://login.microsoftonline.com/contoso.test/oauth2/v2.0/token");
  EXPECT_EQ(request.headers[0].name, "Content-Type");
  EXPECT_EQ(request.headers[0].value, "application/x-www-form-urlencoded");
  EXPECT_EQ(request.body,
            "grant_type=client_credentials&client_id=the-client"
            "&client_secret=mark~er%2B%26%25%2Fs3cret"
            "&scope=https%3A%2F%2Fmail.contoso.test%2F.default");
}

TEST_F(ClientCredentials, GoByTheConnectionsOwnSettings) {
  Connection connection = Customer();
  connection.host = "http://localhost:8080/EWS/Exchange.asmx";
  connection.authenticate.authority = "https://login.contoso.test/";
  transport_.Reply(200, TokenJson("one"));
  Source(connection)->Authorization();
  EXPECT_EQ(transport_.requests()[0].url,
            "https://login.contoso.test/contoso.test/oauth2/v2.0/token");
  EXPECT_THAT(transport_.requests()[0].body,
              HasSubstr("&scope=http%3A%2F%2Flocalhost%3A8080%2F.default"));

  connection.authenticate.token_url = "http://127.0.0.1:1/adfs/token";
  connection.authenticate.scope = "a b";
  transport_.Reply(200, TokenJson("two"));
  Source(connection)->Authorization();
  EXPECT_EQ(transport_.requests()[1].url, "http://127.0.0.1:1/adfs/token");
  EXPECT_THAT(transport_.requests()[1].body, HasSubstr("&scope=a%20b"));
}

TEST_F(ClientCredentials, StandForTheApplication) {
  EXPECT_TRUE(Source(Customer())->app_only());
}

TEST_F(ClientCredentials, KeepATokenUntilFiveMinutesBeforeItsEnd) {
  const auto source = Source(Customer());
  transport_.Reply(200, TokenJson("one", 3600));
  EXPECT_EQ(source->Authorization(), "Bearer one");
  clock_.Advance(minutes(55) - seconds(1));
  EXPECT_EQ(source->Authorization(), "Bearer one");
  clock_.Advance(seconds(1));
  transport_.Reply(200, TokenJson("two"));
  EXPECT_EQ(source->Authorization(), "Bearer two");
}

TEST_F(ClientCredentials, KeepAShortTokenForNineTenthsOfItsLife) {
  const auto source = Source(Customer());
  transport_.Reply(200, TokenJson("one", 100));
  source->Authorization();
  clock_.Advance(seconds(89));
  EXPECT_EQ(source->Authorization(), "Bearer one");
  clock_.Advance(seconds(1));
  transport_.Reply(200, TokenJson("two"));
  EXPECT_EQ(source->Authorization(), "Bearer two");
}

TEST_F(ClientCredentials, CountTheLifeFromBeforeTheRequest) {
  const auto source = Source(Customer());
  transport_.Reply([this](const HttpRequest&) {
    clock_.Advance(seconds(60));
    return HttpResponse{200, {}, TokenJson("one", 100)};
  });
  source->Authorization();
  clock_.Advance(seconds(30));
  transport_.Reply(200, TokenJson("two"));
  EXPECT_EQ(source->Authorization(), "Bearer two");
}

TEST_F(ClientCredentials, AClockMovedBackProlongsNothing) {
  const auto source = Source(Customer());
  transport_.Reply(200, TokenJson("one", 3600));
  source->Authorization();
  clock_.Advance(minutes(50));
  clock_.SetDate(clock_.Date() - minutes(40));
  clock_.Advance(minutes(6));
  transport_.Reply(200, TokenJson("two"));
  EXPECT_EQ(source->Authorization(), "Bearer two");
}

TEST_F(ClientCredentials, ManyThreadsMakeOneRequest) {
  const auto source = Source(Customer());
  transport_.Reply(200, TokenJson("one"));
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back(
        [&] { EXPECT_EQ(source->Authorization(), "Bearer one"); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(transport_.requests(), SizeIs(1));
}

TEST_F(ClientCredentials, ARefusedTokenIsNotHandedOutAgain) {
  const auto source = Source(Customer());
  transport_.Reply(200, TokenJson("one"));
  source->Authorization();
  source->Refuse("Bearer older");
  EXPECT_EQ(source->Authorization(), "Bearer one");
  source->Refuse("Bearer one");
  transport_.Reply(200, TokenJson("two"));
  EXPECT_EQ(source->Authorization(), "Bearer two");
}

TEST_F(ClientCredentials, ATokenThatIsGivenAgainIsTaken) {
  const auto source = Source(Customer());
  transport_.Reply(200, TokenJson("one"));
  source->Authorization();
  source->Refuse("Bearer one");
  transport_.Reply(200, TokenJson("one"));
  EXPECT_EQ(source->Authorization(), "Bearer one");
  EXPECT_EQ(source->Authorization(), "Bearer one");
  EXPECT_THAT(transport_.requests(), SizeIs(2));
}

TEST_F(ClientCredentials, APassingFailureIsNotKept) {
  const auto source = Source(Customer());
  for (int i = 0; i < 3; ++i) transport_.Reply(503, "");
  EXPECT_THROW(source->Authorization(), AuthError);
  transport_.Fail(ConnectionError(ConnectionError::Kind::kTimeout, "late",
                                  "https://a.test", true));
  transport_.Fail(ConnectionError(ConnectionError::Kind::kTimeout, "late",
                                  "https://a.test", true));
  EXPECT_THROW(source->Authorization(), ConnectionError);
  clock_.Advance(minutes(1));
  transport_.Reply(200, TokenJson("one"));
  EXPECT_EQ(source->Authorization(), "Bearer one");
}

TEST_F(ClientCredentials, FieldsThatCannotBeUsedAreConfigErrors) {
  for (const char* tenant :
       {"..", "a/b", "a?b", "a#b", "a%2fb", "a\r\nb", "a b"}) {
    Connection connection = Customer();
    connection.authenticate.tenant_id = tenant;
    EXPECT_THAT(TextOfError<ConfigError>([&] { Source(connection); }),
                AllOf(HasSubstr("customer"), HasSubstr("tenant_id")))
        << tenant;
  }
  Connection connection = Customer();
  connection.authenticate.authority = "http://login.contoso.test";
  EXPECT_THAT(TextOfError<ConfigError>([&] { Source(connection); }),
              AllOf(HasSubstr("authority"), HasSubstr("plain http")));
  connection = Customer();
  connection.authenticate.token_url = "login.contoso.test/token";
  EXPECT_THAT(TextOfError<ConfigError>([&] { Source(connection); }),
              HasSubstr("token_url"));
  connection = Customer();
  connection.authenticate.client_id = "";
  EXPECT_THAT(TextOfError<ConfigError>([&] { Source(connection); }),
              HasSubstr("client_id"));
}

}  // namespace
}  // namespace letterbox
