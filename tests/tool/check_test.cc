// The doctor, as people and programs run it, against an Exchange whose troubles
// are known.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <filesystem>
#include <future>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "crypto/crypto.h"
#include "support/raw_server.h"
#include "tool/check_fixture.h"

namespace letterbox {
namespace {

using Fault = EmbeddedExchange::Fault;
using Method = Authentication::Method;
using testing::AllOf;
using testing::ContainsRegex;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;

/// An answer of a server whose clock is ahead of this machine's.
std::string Dated(std::chrono::seconds ahead) {
  const std::time_t time = std::chrono::system_clock::to_time_t(
      std::chrono::system_clock::now() + ahead);
  char date[64];
  std::strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT",
                std::gmtime(&time));
  return HttpAnswer(401, "", std::string("Date: ") + date + "\r\n");
}

/// An access token for an application, as Entra ID gives them: a JWT.
std::string ReadableToken(const std::string& role) {
  const std::string claims =
      "{\"aud\":\"https://mail.test\",\"roles\":[\"" + role + "\"]}";
  return "e30." + EncodeBase64Url(claims) + ".c2ln";
}

TEST_F(CheckTest, WalksFromTheFileToAReceivedMail) {
  const Ended ended = Check();
  EXPECT_EQ(ended.status, 0) << ended.output;
  const std::string steps = ended.output.substr(ended.output.find('\n') + 1);
  EXPECT_THAT(
      steps,
      MatchesRegex(
          "real: exchange, a@contoso.test at https://127.0.0.1:[0-9]+/EWS/"
          "Exchange.asmx\n"
          "  Autodiscover: skipped, `host` names the server\n"
          "  name resolution: skipped, 127.0.0.1 needs none\n"
          "  proxy: skipped, there is none\n"
          "  TLS: ok, [^,\n]+, the certificate of 127.0.0.1 is good\n"
          "  clock: [^\n]+\n"
          "  token: ok, [^,\n]+, client_credentials\n"
          "  scopes and roles: [^\n]+\n"
          "  EWS: ok, [^\n]+\n"
          "  impersonation: ok, [^,\n]+, the application acts for "
          "a@contoso.test\n"
          "  mailbox: ok, [^,\n]+, a@contoso.test\n"
          "  send and receive: ok, [^,\n]+, a mail to itself arrived after "
          "[^\n]+\n"
          "  streaming: ok, [^,\n]+, events come through at once\n"
          "  plus addresses: ok, [^,\n]+, mail to a tagged address arrives: "
          "with `plus_addressing: true` tests need not take turns\n"
          "  clean-up: ok, [^\n]+\n"
          "  ok\n"
          "1 of 1 connection works\n"));
}

TEST_F(CheckTest, LeavesNothingInTheMailbox) {
  ASSERT_EQ(Check().status, 0);
  for (const Folder folder : {Folder::kInbox, Folder::kSentItems,
                              Folder::kDrafts, Folder::kDeletedItems})
    EXPECT_THAT(Subjects(folder), IsEmpty());
}

TEST_F(CheckTest, WalksWithBasicAndNtlmToo) {
  for (const auto& [method, name] :
       {std::pair<Method, const char*>(Method::kBasic, "basic"),
        {Method::kNtlm, "ntlm"}}) {
    Use(method, name);
    const Ended ended = Check();
    EXPECT_EQ(ended.status, 0) << ended.output;
    EXPECT_THAT(
        ended.output,
        AllOf(HasSubstr("\n  token: skipped, " + std::string(name) +
                        " signs in without one\n"),
              HasSubstr("\n  impersonation: skipped, who signs in uses"),
              HasSubstr("\n  streaming: ok, ")));
  }
}

TEST_F(CheckTest, LeavesAHangingAnswerAlone) {
  const Ended ended = Check("--idle 1500ms");
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("events come through at once, and after "
                                      "1.5 s of silence too\n"));
}

TEST_F(CheckTest, SeesThatSilenceIsCut) {
  auto ended =
      std::async(std::launch::async, [&] { return Check("--idle 10min"); });
  AwaitOperation("CopyItem", 1);
  exchange_.CutStreams();
  const Ended done = ended.get();
  EXPECT_EQ(done.status, 0) << done.output;
  EXPECT_THAT(done.output,
              AllOf(HasSubstr("\n  streaming: warning, "),
                    HasSubstr("to let https be silent for longer than")));
}

TEST_F(CheckTest, SeesThatNothingHangs) {
  Fault fault;
  fault.operation = "GetStreamingEvents";
  fault.code = "ErrorExceededConnectionCount";
  fault.times = 100;  // the wait for the mail asks for it too
  exchange_.Cause(fault);
  const Ended ended = Check();
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_THAT(ended.output, AllOf(HasSubstr("\n  streaming: warning, "),
                                  HasSubstr("there is no hanging answer: "),
                                  HasSubstr("ErrorExceededConnectionCount")));
}

// The lines for people, on standard error, come before it.
nlohmann::json ReportIn(const std::string& output) {
  return nlohmann::json::parse(output.substr(output.find("{\"file\"")));
}

TEST_F(CheckTest, WritesJsonForPrograms) {
  const Ended ended = Check("--json");
  EXPECT_EQ(ended.status, 0);
  const nlohmann::json report = ReportIn(ended.output);
  EXPECT_EQ(report["works"], true);
  const auto& real = report["connections"][0];
  EXPECT_EQ(real["name"], "real");
  EXPECT_EQ(real["mailbox"], kUser);
  std::vector<std::string> steps;
  for (const auto& step : real["steps"]) steps.push_back(step["step"]);
  EXPECT_THAT(steps,
              ElementsAre("Autodiscover", "name resolution", "proxy", "TLS",
                          "clock", "token", "scopes and roles", "EWS",
                          "impersonation", "mailbox", "send and receive",
                          "streaming", "plus addresses", "clean-up"));
  EXPECT_EQ(real["steps"][3]["state"], "ok");
  EXPECT_GE(real["steps"][3]["milliseconds"], 0);
}

TEST_F(CheckTest, WritesJsonOfAFailure) {
  Set("tls", "{}");
  const Ended ended = Check("--json");
  EXPECT_EQ(ended.status, 1);
  const nlohmann::json report = ReportIn(ended.output);
  EXPECT_EQ(report["works"], false);
  EXPECT_EQ(report["connections"][0]["works"], false);
  EXPECT_EQ(report["connections"][0]["steps"].back()["step"], "TLS");
  EXPECT_EQ(report["connections"][0]["steps"].back()["state"], "failed");
}

TEST_F(CheckTest, FailsAtTls) {
  Set("tls", "{}");
  ExpectFailure("TLS", "ca_file");
}

TEST_F(CheckTest, FailsAtTheProxyThatIsNotThere) {
  Set("proxy", "http://127.0.0.1:1");
  ExpectFailure("proxy", "the proxy http://127.0.0.1:1 refused the connection");
}

TEST_F(CheckTest, FailsAtAClockThatIsFarAhead) {
  const RawServer server(AnswerAlways(Dated(std::chrono::minutes(-10))));
  Set("host", server.url("/EWS/Exchange.asmx"));
  ExpectFailure(
      "clock",
      " s ahead of the server's: tokens and Kerberos tickets fail for it");
}

TEST_F(CheckTest, WarnsOfAClockThatIsBehind) {
  const RawServer server(AnswerAlways(Dated(std::chrono::minutes(2))));
  Set("host", server.url("/EWS/Exchange.asmx"));
  EXPECT_THAT(Check().output,
              ContainsRegex("\n  clock: warning, [^,\n]+, this machine's clock "
                            "is 1(19|20) s behind the server's\n"));
}

TEST_F(CheckTest, JudgesTheRolesOfATokenThatCanBeRead) {
  std::string roles = "full_access_as_app";
  const RawServer authority([&](RawConnection& connection) {
    connection.ReadRequest();
    connection.Write(
        HttpAnswer(200,
                   "{\"token_type\":\"Bearer\",\"expires_in\":3600,"
                   "\"access_token\":\"" +
                       ReadableToken(roles) + "\"}"));
  });
  Set("authenticate",
      "{method: oauth2, flow: client_credentials, token_url: \"" +
          authority.url("/token") +
          "\", client_id: app, client_secret: "
          "\"${env:LETTERBOX_TEST_SECRET}\", scope: any}");
  EXPECT_THAT(Check().output,
              ContainsRegex("\n  scopes and roles: ok, [^,\n]+, for "
                            "https://mail.test, roles: full_access_as_app\n"));
  roles = "Mail.Read";
  std::filesystem::remove_all(folder_.path() / "tokens");
  EXPECT_THAT(Check().output,
              ContainsRegex("\n  scopes and roles: warning, [^,\n]+, the token "
                            "has not the role full_access_as_app \\(roles: "
                            "Mail.Read\\)"));
}

TEST_F(CheckTest, FailsAtTheConnection) {
  Set("host", "https://127.0.0.1:1/EWS/Exchange.asmx");
  ExpectFailure("TLS", "the connection was refused");
}

TEST_F(CheckTest, FailsAtTheToken) {
  const ScopedEnvironment wrong("LETTERBOX_TEST_SECRET", "another");
  ExpectFailure("token", "client_secret");
}

TEST_F(CheckTest, FailsWhereThereIsNoEws) {
  Set("host", exchange_.authority() + "/elsewhere");
  ExpectFailure("EWS", "There is no Exchange Web Services at this address");
}

TEST_F(CheckTest, FailsAtThePassword) {
  Use(Method::kBasic, "basic");
  exchange_.SetPassword(kUser, "another");
  ExpectFailure("EWS", "refused the password");
}

TEST_F(CheckTest, FailsAtImpersonation) {
  Fault fault;
  fault.code = "ErrorImpersonateUserDenied";
  exchange_.Cause(fault);
  ExpectFailure("impersonation", "full_access_as_app");
}

TEST_F(CheckTest, FailsAtTheMailbox) {
  Set("mailbox", "nobody@contoso.test");
  ExpectFailure("mailbox", "check the key `mailbox`");
}

TEST_F(CheckTest, FailsAtTheMailThatDoesNotArrive) {
  Fault fault;
  fault.operation = "SendItem";
  fault.code = "ErrorSubmissionQuotaExceeded";
  exchange_.Cause(fault);
  ExpectFailure("send and receive", "has sent as much as it may for now");
  EXPECT_THAT(Subjects(Folder::kDrafts), IsEmpty());
}

TEST_F(CheckTest, RemembersWhatAutodiscoverFound) {
  WasFoundBefore();
  const Ended ended = Check();
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_THAT(ended.output,
              HasSubstr(exchange_.ews_url() + ", found before\n"));
}

TEST_F(CheckTest, ForgetsAServerThatIsNotThatOfTheMailbox) {
  const std::string file = WasFoundBefore();
  Fault fault;
  fault.code = "ErrorProxyRequestNotAllowed";
  exchange_.Cause(fault);
  ExpectFailure("mailbox", "the next run looks for it anew");
  EXPECT_NE(access(file.c_str(), F_OK), 0);
}

TEST_F(CheckTest, RefusesAnIdleThatNoServerAllows) {
  EXPECT_EQ(Check("--idle 26min").status, 2);
  EXPECT_EQ(Check("--idle soon").status, 2);
}

}  // namespace
}  // namespace letterbox
