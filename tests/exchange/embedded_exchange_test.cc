#include "letterbox/fixtures/embedded_exchange.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "exchange/signed_in_client.h"
#include "letterbox/transport/error.h"
#include "support/smtp_client.h"
#include "support/tls_client.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

constexpr char kAlice[] = "alice@contoso.test";
constexpr char kBob[] = "bob@contoso.test";
constexpr char kMail[] = "Subject: Hello\r\n\r\nText\r\n";

EmbeddedExchange::Options Users() {
  EmbeddedExchange::Options options;
  options.users = {kAlice, kBob};
  options.record_folder.clear();
  return options;
}

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string form = testing::TempDir() + "letterbox-record-XXXXXX";
    path_ = ::mkdtemp(form.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string Contents(const std::filesystem::path& file) {
  std::ifstream input(file, std::ios::binary);
  std::ostringstream text;
  text << input.rdbuf();
  return text.str();
}

std::set<std::string> Threads() {
  std::set<std::string> threads;
  for (const auto& entry :
       std::filesystem::directory_iterator("/proc/self/task")) {
    threads.insert(entry.path().string());
  }
  return threads;
}

TEST(EmbeddedExchange, TakesTheApplicationToItsUsersMail) {
  EmbeddedExchange exchange(Users());
  SignedInClient client(exchange);
  const std::string token = client.ApplicationToken();
  exchange.Deliver(kAlice, kMail);

  const HttpReply alice = client.Ews(token, FindItem(kAlice));
  EXPECT_EQ(alice.status, 200);
  EXPECT_THAT(alice.body, HasSubstr("Hello"));
  const HttpReply bob = client.Ews(token, FindItem(kBob));
  EXPECT_EQ(bob.status, 200);
  EXPECT_THAT(bob.body, Not(HasSubstr("Hello")));
}

TEST(EmbeddedExchange, TakesAUserToTheirOwnMail) {
  EmbeddedExchange exchange(Users());
  exchange.Deliver(kBob, kMail);
  SignedInClient client(exchange);
  const std::string grant = "&grant_type=refresh_token&refresh_token=" +
                            exchange.IssueRefreshToken(kBob);
  const HttpReply reply = client.AskForToken(grant);
  ASSERT_EQ(reply.status, 200) << reply.body;
  const std::string token = nlohmann::json::parse(reply.body)["access_token"];
  EXPECT_THAT(client.Ews(token, FindItem("")).body, HasSubstr("Hello"));
  EXPECT_EQ(client.AskForToken(grant).status, 400);
  EXPECT_THROW(exchange.IssueRefreshToken("carol@contoso.test"), Error);
}

TEST(EmbeddedExchange, AnswersOnlyThoseWhoSignedInHere) {
  EmbeddedExchange exchange(Users());
  EmbeddedExchange other(Users());
  SignedInClient client(exchange);
  const std::string foreign = SignedInClient(other).ApplicationToken();
  for (const std::string& token : {std::string(), foreign}) {
    const HttpReply reply = client.Ews(token, FindItem(kAlice));
    EXPECT_EQ(reply.status, 401);
    EXPECT_THAT(reply.header("WWW-Authenticate"), StartsWith("Bearer "));
    EXPECT_THAT(reply.header("x-ms-diagnostics"), StartsWith("2000001;"));
    EXPECT_THAT(reply.body, IsEmpty());
  }
  EXPECT_THROW(TlsClient(PortOf(exchange.authority()), other.ca_certificate()),
               std::runtime_error);
}

TEST(EmbeddedExchange, LetsTokensExpire) {
  EmbeddedExchange::Options options = Users();
  options.token_lifetime = std::chrono::seconds(0);
  EmbeddedExchange exchange(options);
  SignedInClient client(exchange);
  const HttpReply reply =
      client.Ews(client.ApplicationToken(), FindItem(kAlice));
  EXPECT_EQ(reply.status, 401);
  EXPECT_THAT(reply.header("x-ms-diagnostics"), StartsWith("2000002;"));
}

TEST(EmbeddedExchange, AnswersAtItsPathsOnly) {
  EmbeddedExchange exchange(Users());
  SignedInClient client(exchange);
  const std::string token = client.ApplicationToken();
  EXPECT_EQ(client.Ews(token, FindItem(kAlice), "/ews/exchange.ASMX").status,
            200);
  EXPECT_EQ(client.Ews(token, FindItem(kAlice), "/EWS/").status, 404);
  EXPECT_EQ(client.socket()
                .Request("GET", "/EWS/Exchange.asmx",
                         {{"Authorization", "Bearer " + token}})
                .status,
            405);
}

TEST(EmbeddedExchange, NamesEveryAnswer) {
  EmbeddedExchange exchange(Users());
  SignedInClient client(exchange);
  const HttpReply refused = client.Ews("", FindItem(kAlice));
  const HttpReply answered =
      client.Ews(client.ApplicationToken(), FindItem(kAlice));
  for (const HttpReply& reply : {refused, answered}) {
    EXPECT_EQ(reply.header("client-request-id"), "request 1");
    EXPECT_THAT(reply.header("request-id"), SizeIs(36));
    EXPECT_THAT(reply.header("X-FEServer"), Not(IsEmpty()));
  }
  EXPECT_NE(refused.header("request-id"), answered.header("request-id"));
}

TEST(EmbeddedExchange, TakesMailBySmtp) {
  EmbeddedExchange exchange(Users());
  SignedInClient client(exchange);
  const std::string token = client.ApplicationToken();
  HandInMail(exchange.smtp(), "shop@contoso.test", {kAlice, kBob, kAlice},
             kMail);
  for (const std::string user : {kAlice, kBob}) {
    // After the 250 it is there: nothing waits here.
    const std::string body = client.Ews(token, FindItem(user)).body;
    EXPECT_THAT(body, HasSubstr("TotalItemsInView=\"1\"")) << user;
  }
}

TEST(EmbeddedExchange, TakesMailForItsUsersOnly) {
  EmbeddedExchange exchange(Users());
  EXPECT_THROW(HandInMail(exchange.smtp(), "carol@contoso.test", "Hello"),
               std::runtime_error);
  EXPECT_THROW(exchange.Deliver("carol@contoso.test", kMail), Error);
  exchange.AddUser("carol@contoso.test");
  HandInMail(exchange.smtp(), "carol@contoso.test", "Hello");
  exchange.Deliver("Carol@Contoso.test", kMail);
}

TEST(EmbeddedExchange, RefusesUsersThatAreNoAddress) {
  for (const std::string user :
       {"", "alice", "@contoso.test", "alice@", "a b@c"}) {
    EmbeddedExchange::Options options = Users();
    options.users.push_back(user);
    EXPECT_THROW(EmbeddedExchange exchange(options), Error) << user;
  }
}

TEST(EmbeddedExchange, DescribesItselfAsAConnection) {
  EmbeddedExchange exchange(Users());
  const Connection connection = exchange.ConnectionFor(kBob);
  EXPECT_EQ(connection.type, Connection::Type::kExchange);
  EXPECT_EQ(connection.host, exchange.ews_url());
  EXPECT_EQ(connection.mailbox, kBob);
  EXPECT_EQ(connection.authenticate.authority, exchange.authority());
  EXPECT_EQ(connection.authenticate.client_secret, exchange.client_secret());
  EXPECT_EQ(connection.tls.ca_pem, exchange.ca_certificate());
  ASSERT_TRUE(connection.hand_in);
  EXPECT_EQ(connection.hand_in->port, exchange.smtp().port);
  EXPECT_THAT(exchange.ews_url(),
              MatchesRegex("https://127.0.0.1:[0-9]+/EWS/Exchange.asmx"));
  EXPECT_NE(EmbeddedExchange(Users()).client_secret(),
            exchange.client_secret());
}

TEST(EmbeddedExchange, RemembersItsRequests) {
  EmbeddedExchange exchange(Users());
  EXPECT_THAT(exchange.requests(), IsEmpty());
  SignedInClient client(exchange);
  client.Ews("", FindItem(kAlice));
  client.Ews(client.ApplicationToken(), FindItem(kAlice));
  client.socket().Request("GET", "/favicon.ico");
  using Request = EmbeddedExchange::Request;
  const auto is = [](const char* operation, int status) {
    return AllOf(Field(&Request::operation, operation),
                 Field(&Request::status, status));
  };
  EXPECT_THAT(exchange.requests(),
              ElementsAre(is("", 401), is("client_credentials", 200),
                          is("FindItem", 200), is("", 404)));
  EXPECT_EQ(exchange.requests()[2].path, "/EWS/Exchange.asmx");
}

TEST(EmbeddedExchange, RecordsItsTraffic) {
  const TemporaryFolder folder;
  EmbeddedExchange::Options options = Users();
  options.record_folder = folder.path() / "deep" / "down";
  EmbeddedExchange first(options);
  EmbeddedExchange second(options);
  std::set<std::string> requests;
  std::set<std::string> answers;
  for (const auto* exchange : {&first, &second}) {
    SignedInClient client(*exchange);
    requests.insert(FindItem(exchange == &first ? kAlice : kBob));
    const HttpReply reply =
        client.Ews(client.ApplicationToken(), *requests.rbegin());
    answers.insert(reply.body);
    // The same again is not written again.
    EXPECT_EQ(client.Ews(client.ApplicationToken(), *requests.rbegin()).body,
              reply.body);
  }
  std::set<std::string> recorded;
  const std::string pid = std::to_string(::getpid());
  for (const auto& entry :
       std::filesystem::directory_iterator(options.record_folder)) {
    const std::string name = entry.path().filename().string();
    EXPECT_THAT(name, MatchesRegex("[0-9]+-" + pid + "-FindItem-.*\\.xml"));
    if (name.find("-request.xml") != name.npos) {
      EXPECT_EQ(requests.count(Contents(entry.path())), 1u);
    } else {
      EXPECT_THAT(Contents(entry.path()), HasSubstr("FindItemResponse"));
    }
    recorded.insert(name);
  }
  EXPECT_THAT(recorded, SizeIs(4));
}

TEST(EmbeddedExchange, SaysWhereItCannotRecord) {
  EmbeddedExchange::Options options = Users();
  options.record_folder = "/proc/nowhere";
  try {
    EmbeddedExchange exchange(options);
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("/proc/nowhere"));
  }
}

TEST(EmbeddedExchange, LeavesTheSignalsToTheProcess) {
  const std::set<std::string> before = Threads();
  EmbeddedExchange exchange(Users());
  int found = 0;
  for (const std::string& thread : Threads()) {
    if (before.count(thread) != 0) continue;
    ++found;
    const std::string status = Contents(thread + "/status");
    const std::string mask = status.substr(status.find("SigBlk:") + 7, 17);
    const unsigned long blocked = std::stoul(mask, nullptr, 16);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGCHLD}) {
      EXPECT_NE(blocked & (1UL << (signal - 1)), 0u) << signal;
    }
  }
  EXPECT_EQ(found, 1);
}

TEST(EmbeddedExchange, MayBeUsedByManyThreads) {
  EmbeddedExchange exchange(Users());
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&exchange, i] {
      SignedInClient client(exchange);
      const std::string user = std::to_string(i) + "@contoso.test";
      exchange.AddUser(user);
      const std::string token = client.ApplicationToken();
      for (int j = 0; j < 20; ++j) {
        HandInMail(exchange.smtp(), user, "Hello");
        exchange.Deliver(user, kMail);
        exchange.requests();
      }
      EXPECT_THAT(client.Ews(token, FindItem(user)).body,
                  HasSubstr("TotalItemsInView=\"40\""));
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(EmbeddedExchange, StartsAndStopsAtOnce) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  auto exchange = std::make_unique<EmbeddedExchange>(Users());
  SignedInClient client(*exchange);
  const auto ready = Clock::now();
  client.ApplicationToken();
  const auto before_stop = Clock::now();
  exchange.reset();
  const auto stopped = Clock::now();
  constexpr auto kMicrosecond = std::chrono::microseconds(1);
  RecordProperty("start_us", static_cast<int>((ready - begin) / kMicrosecond));
  RecordProperty("stop_us",
                 static_cast<int>((stopped - before_stop) / kMicrosecond));
  // Each takes a few milliseconds; the limit is for a machine that is busy.
  EXPECT_LT(ready - begin, std::chrono::seconds(5));
  EXPECT_LT(stopped - before_stop, std::chrono::seconds(5));
  EXPECT_EQ(client.socket().ReadAll(), "");
}

TEST(EmbeddedExchange, StopsWhileStreamsHang) {
  auto exchange = std::make_unique<EmbeddedExchange>(Users());
  SignedInClient client(*exchange);
  const std::string token = client.ApplicationToken();
  const std::string answer = client.Ews(token, Subscribe(kAlice)).body;
  const std::size_t begin = answer.find("SubscriptionId>") + 15;
  const std::string subscription =
      answer.substr(begin, answer.find('<', begin) - begin);
  client.Send(token, GetStreamingEvents(kAlice, subscription));
  EXPECT_THAT(client.socket().ReadUntil("Envelope>\r\n"), HasSubstr("chunked"));

  HandInMail(exchange->smtp(), kAlice, "Hello");
  EXPECT_THAT(client.socket().ReadUntil("Envelope>\r\n"),
              HasSubstr("NewMailEvent"));
  EXPECT_EQ(exchange->requests().back().operation, "GetStreamingEvents");
  exchange.reset();
  EXPECT_EQ(client.socket().ReadAll(), "");
}

}  // namespace
}  // namespace letterbox
