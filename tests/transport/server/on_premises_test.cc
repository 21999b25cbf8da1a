// Signing in with a password, as servers without OAuth have it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "letterbox/fixtures/embedded_exchange.h"
#include "letterbox/transport/connection.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/mailbox.h"
#include "support/raw_server.h"
#include "support/temp_folder.h"
#include "transport/server/server_fixture.h"

namespace letterbox {
namespace {

using Method = Authentication::Method;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::ThrowsMessage;

constexpr char kMarker[] = "m4rker:\xC3\xA4 /+";

EmbeddedExchange::Options Accepting(std::vector<Method> methods) {
  EmbeddedExchange::Options options = ThreeUsers();
  options.methods = std::move(methods);
  options.password = kMarker;
  return options;
}

std::vector<int> StatusesOf(const EmbeddedExchange& exchange) {
  std::vector<int> statuses;
  for (const EmbeddedExchange::Request& request : exchange.requests())
    statuses.push_back(request.status);
  return statuses;
}

class OnPremises : public testing::TestWithParam<Method> {
 protected:
  Connection ConnectionFor(const std::string& address) const {
    return exchange_.ConnectionFor(address, GetParam());
  }

  EmbeddedExchange exchange_{Accepting({GetParam()})};
};
INSTANTIATE_TEST_SUITE_P(All, OnPremises,
                         testing::Values(Method::kBasic, Method::kNtlm),
                         [](const auto& info) {
                           return info.param == Method::kBasic ? "Basic"
                                                               : "Ntlm";
                         });

TEST_P(OnPremises, SendsAndReadsAndWaits) {
  const auto alice = OpenMailbox(ConnectionFor(kAlice));
  const auto bob = OpenMailbox(ConnectionFor(kBob));
  const std::unique_ptr<Arrivals> arrivals = bob->Watch();
  Arrivals::Reading reading = arrivals->Read(0);
  Draft draft;
  draft.to = {kBob};
  draft.subject = "by password";
  alice->Send(draft);
  const auto deadline = SystemClock().Now() + std::chrono::seconds(30);
  while (reading.emails.empty() && arrivals->Wait(reading.bell, deadline))
    reading = arrivals->Read(0);
  ASSERT_THAT(SubjectsOf(reading.emails), ElementsAre("by password"));
  EXPECT_EQ(reading.emails[0].from().address, kAlice);
  EXPECT_EQ(TokenRequests(exchange_), 0u);
}

TEST_P(OnPremises, TakesDomainAndUser) {
  for (const char* user :
       {"CONTOSO\\alice", "contoso.test\\Alice", "alice@contoso.test"}) {
    Connection connection = ConnectionFor(kAlice);
    connection.user = user;
    EXPECT_NO_THROW(OpenMailbox(connection)->Check()) << user;
  }
}

TEST_P(OnPremises, SignsInOnceAConnection) {
  const auto mailbox = OpenMailbox(ConnectionFor(kAlice));
  for (int i = 0; i < 3; ++i) mailbox->Check();
  // NTLM asks once, with an empty request, for the challenge.
  if (GetParam() == Method::kNtlm) {
    EXPECT_THAT(StatusesOf(exchange_), ElementsAre(401, 200, 200, 200));
  } else {
    EXPECT_THAT(StatusesOf(exchange_), ElementsAre(200, 200, 200));
  }
}

TEST_P(OnPremises, TriesAWrongPasswordOnce) {
  Connection connection = ConnectionFor(kAlice);
  connection.authenticate.password = "wr0ng";
  const auto mailbox = OpenMailbox(connection);
  for (int i = 0; i < 3; ++i) {
    try {
      mailbox->Check();
      FAIL() << "was opened";
    } catch (const AuthError& error) {
      EXPECT_EQ(error.connection(), kAlice);
      EXPECT_THAT(error.what(),
                  AllOf(HasSubstr("refused the password of"), HasSubstr(kAlice),
                        HasSubstr("not tried again"), Not(HasSubstr("wr0ng"))));
    }
  }
  const std::vector<int> statuses = StatusesOf(exchange_);
  // With NTLM the challenge is one, the refusal the other.
  EXPECT_EQ(statuses.size(), GetParam() == Method::kNtlm ? 2u : 1u);
  EXPECT_THAT(statuses, testing::Each(401));
}

TEST_P(OnPremises, TriesAWrongPasswordOnceARunWhateverTheNumberOfMailboxes) {
  const TempFolder folder;
  Connection connection = ConnectionFor(kAlice);
  connection.authenticate.password = "wr0ng";
  connection.token_store = folder.path().string();
  std::vector<std::future<std::string>> refusals;
  for (int i = 0; i < 8; ++i) {
    refusals.push_back(std::async(std::launch::async, [&] {
      try {
        OpenMailbox(connection)->Check();
      } catch (const AuthError& error) {
        return std::string(error.what());
      }
      return std::string("was opened");
    }));
  }
  for (auto& refusal : refusals) {
    EXPECT_THAT(refusal.get(), AllOf(HasSubstr("refused the password of"),
                                     HasSubstr("It offers: ")));
  }
  EXPECT_EQ(StatusesOf(exchange_).size(),
            GetParam() == Method::kNtlm ? 2u : 1u);
}

TEST_P(OnPremises, SaysThatAChangedPasswordIsRefused) {
  const Connection connection = ConnectionFor(kAlice);
  const auto mailbox = OpenMailbox(connection);
  mailbox->Check();
  exchange_.SetPassword(kAlice, "another");
  // NTLM has signed in on the connection, which goes on.
  if (GetParam() == Method::kBasic) {
    EXPECT_THROW(mailbox->Check(), AuthError);
  } else {
    EXPECT_NO_THROW(mailbox->Check());
  }
  EXPECT_THROW(OpenMailbox(connection)->Check(), AuthError);
}

TEST_P(OnPremises, OpensNobodyElsesMailbox) {
  Connection connection = ConnectionFor(kAlice);
  connection.mailbox = kBob;
  exchange_.Deliver(kBob, MailAbout("Bob's"));
  try {
    EXPECT_THAT(SubjectsOf(OpenMailbox(connection)->List(Folder::kInbox, 5)),
                testing::IsEmpty());
  } catch (const ServerError&) {
    // Refused: as well.
  }
}

TEST_P(OnPremises, IsRefusedOverPlainHttp) {
  Connection connection = ConnectionFor(kAlice);
  for (const char* host : {"http://localhost:1/EWS/Exchange.asmx",
                           "http://127.0.0.1:1/EWS/Exchange.asmx"}) {
    connection.host = host;
    EXPECT_THAT([&] { OpenMailbox(connection); },
                ThrowsMessage<ConfigError>(AllOf(HasSubstr("Over plain http"),
                                                 HasSubstr("use https"),
                                                 Not(HasSubstr("m4rker")))));
  }
}

TEST_P(OnPremises, AnswersNoServerThatOffersAWeakerMethodOnly) {
  EmbeddedExchange other(Accepting(
      {GetParam() == Method::kNtlm ? Method::kBasic : Method::kOAuth2}));
  EXPECT_THROW(OpenMailbox(other.ConnectionFor(kAlice, GetParam()))->Check(),
               AuthError);
  EXPECT_THAT(StatusesOf(other), testing::Each(401));
  EXPECT_LE(StatusesOf(other).size(), 2u);
}

// The server's page repeats what was sent, as error pages do.
TEST(Basic, KeepsThePasswordOutOfErrors) {
  const EmbeddedExchange exchange(Accepting({Method::kBasic}));
  Connection connection = exchange.ConnectionFor(kAlice, Method::kBasic);
  const TestIdentity authority =
      TestIdentity::SelfSigned({"authority", "", -3600, 3600});
  RawServer server(
      [](RawConnection& raw) {
        const std::string request = raw.ReadRequest();
        raw.Write(HttpAnswer(500, request));
      },
      RawServer::Tls{authority.Issue({}), 0});
  connection.host = server.url("/EWS/Exchange.asmx");
  connection.tls.ca_pem = authority.pem();
  try {
    OpenMailbox(connection)->Check();
    FAIL() << "was opened";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), Not(HasSubstr("m4rker")));
    EXPECT_THAT(error.what(), Not(HasSubstr("YWxpY2VAY29udG9zby50ZXN0")));
  }
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_THAT(server.requests()[0], HasSubstr("YWxpY2VAY29udG9zby50ZXN0"));
}

TEST(Basic, CannotSendAUserWithAColon) {
  const EmbeddedExchange exchange(Accepting({Method::kBasic}));
  Connection connection = exchange.ConnectionFor(kAlice, Method::kBasic);
  connection.user = "a:b";
  EXPECT_THAT([&] { OpenMailbox(connection); },
              ThrowsMessage<ConfigError>(HasSubstr("holds a colon")));
}

TEST(Ntlm, CannotSendEveryCharacter) {
  const EmbeddedExchange exchange(Accepting({Method::kNtlm}));
  Connection connection = exchange.ConnectionFor(kAlice, Method::kNtlm);
  connection.authenticate.password =
      "\xE2\x82\xAC"
      "m4rker";
  EXPECT_THAT([&] { OpenMailbox(connection); },
              ThrowsMessage<ConfigError>(
                  AllOf(HasSubstr("authenticate.password"),
                        HasSubstr("beyond U+00FF"), Not(HasSubstr("m4rker")))));
}

TEST(Methods, AreOfferedAndAcceptedAsTheTestSays) {
  EmbeddedExchange exchange(Accepting({Method::kOAuth2}));
  const Connection basic = exchange.ConnectionFor(kAlice, Method::kBasic);
  EXPECT_THROW(OpenMailbox(basic)->Check(), AuthError);
  exchange.SetMethods({Method::kBasic, Method::kNtlm});
  EXPECT_NO_THROW(OpenMailbox(basic)->Check());
  EXPECT_NO_THROW(
      OpenMailbox(exchange.ConnectionFor(kAlice, Method::kNtlm))->Check());
  EXPECT_THROW(OpenMailbox(exchange.ConnectionFor(kAlice))->Check(), AuthError);
  EXPECT_THAT([&] { exchange.SetMethods({Method::kNegotiate}); },
              ThrowsMessage<Error>(HasSubstr("Kerberos")));
}

TEST(Negotiate, SaysHowToGetATicketWhereThereIsNone) {
  EmbeddedExchange exchange(Accepting({Method::kNtlm}));
  Connection connection = exchange.ConnectionFor(kAlice, Method::kNegotiate);
  EXPECT_THAT([&] { OpenMailbox(connection)->Check(); },
              ThrowsMessage<AuthError>(
                  AllOf(HasSubstr("Kerberos ticket"), HasSubstr("kinit"))));
}

}  // namespace
}  // namespace letterbox
