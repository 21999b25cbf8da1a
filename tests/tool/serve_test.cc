// The embedded Exchange as a program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include "letterbox/transport/mailbox.h"
#include "support/child.h"
#include "support/serve_program.h"
#include "support/smtp_client.h"
#include "support/temp_folder.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using testing::UnorderedElementsAre;

// Set by CMakeLists.txt.
constexpr char kProgram[] = LETTERBOX_PROGRAM;

constexpr char kFile[] = R"(
ca_file: ca.pem
users:
  anna@contoso.test:
  bob@contoso.test: {password: "bob's own"}
application: {client_secret: "${env:SERVE_TEST_SECRET}"}
methods: [oauth2, basic]
)";

class Serve : public testing::Test {
 protected:
  Serve() { setenv("SERVE_TEST_SECRET", "s3cret of the test", 1); }
  ~Serve() override { unsetenv("SERVE_TEST_SECRET"); }

  std::string File(const std::string& yaml) const {
    return folder_.Write("exchange.yaml", yaml);
  }

  Ended Refused(const std::string& yaml, const std::string& more = "") const {
    return RunChild("'" + std::string(kProgram) + "' serve --ephemeral '" +
                    File(yaml) + "' " + more);
  }

  Connection ConnectionTo(const ServeProgram& server,
                          const std::string& address) const {
    Connection connection;
    connection.name = "served";
    connection.host = server.told("ews");
    connection.user = connection.mailbox = address;
    connection.authenticate.authority = server.told("authority");
    connection.authenticate.tenant_id = "11111111-2222-3333-4444-555555555555";
    connection.authenticate.client_id = "66666666-7777-8888-9999-000000000000";
    connection.authenticate.client_secret = "s3cret of the test";
    connection.tls.ca_file = server.told("ca_file");
    connection.timeout = std::chrono::seconds(60);
    connection.token_store = (folder_.path() / "tokens").string();
    return connection;
  }

  const TempFolder folder_;
};

TEST_F(Serve, TakesMailBySmtpAndGivesItByEws) {
  ServeProgram server(kProgram, {"--ephemeral", File(kFile)});

  HandInMail(server.smtp(), "anna@contoso.test", "Your order");

  const auto mailbox = OpenMailbox(ConnectionTo(server, "anna@contoso.test"));
  const auto mails = mailbox->List(Folder::kInbox, 10);
  ASSERT_EQ(mails.size(), 1u);
  EXPECT_EQ(mails.front().subject(), "Your order");
}

TEST_F(Serve, KnowsThePasswordOfEachUser) {
  ServeProgram server(kProgram, {"--ephemeral", File(kFile)});
  Connection bob = ConnectionTo(server, "bob@contoso.test");
  bob.authenticate = Authentication();
  bob.authenticate.method = Authentication::Method::kBasic;
  bob.authenticate.password = "bob's own";

  EXPECT_EQ(OpenMailbox(bob)->List(Folder::kInbox, 1).size(), 0u);
}

TEST_F(Serve, EndsWellOnTheSignalsThatAskForIt) {
  for (const int signal : {SIGTERM, SIGINT}) {
    ServeProgram server(kProgram, {"--ephemeral", File(kFile)});
    EXPECT_EQ(server.End(signal), 0);
  }
}

// The file of the page "The embedded Exchange", but for its ports.
TEST_F(Serve, TakesTheFileOfItsPage) {
  std::ifstream in(LETTERBOX_SERVE_EXAMPLE);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const std::string yaml = std::regex_replace(
      text, std::regex("https_port: .*|smtp_port: .*|port: \\d+"), "");
  ServeProgram server(kProgram, {File(yaml)});
  EXPECT_THAT(server.told("web"), StartsWith("http://127.0.0.1:"));
  EXPECT_TRUE(std::filesystem::exists(folder_.path() / ".build/mail"));
}

TEST_F(Serve, HasTheMailOfItsFileFromTheStart) {
  folder_.Write("eml/anna@contoso.test/inbox/1.eml", "Subject: One\n\n");
  ServeProgram server(kProgram, {"--ephemeral", File(std::string(kFile) + R"(
preload: eml
mail: [{to: anna@contoso.test, subject: Two, html: "<p>Hello</p>"}]
)")});
  const auto mailbox = OpenMailbox(ConnectionTo(server, "anna@contoso.test"));
  std::vector<std::string> subjects;
  for (const Email& mail : mailbox->List(Folder::kInbox, 10)) {
    subjects.push_back(mail.subject());
  }
  EXPECT_THAT(subjects, UnorderedElementsAre("One", "Two"));
}

TEST_F(Serve, HasTheWeatherOfItsFile) {
  ServeProgram server(kProgram, {"--ephemeral", File(std::string(kFile) + R"(
weather: {share: 1, mail: [{kind: duplicate}]}
)")});
  HandInMail(server.smtp(), "anna@contoso.test", "Twice");
  const auto mailbox = OpenMailbox(ConnectionTo(server, "anna@contoso.test"));
  EXPECT_EQ(mailbox->List(Folder::kInbox, 10).size(), 2u);
}

TEST_F(Serve, TellsAllThatIsWrongWithItsFile) {
  const Ended ended = Refused(R"(
user: x
users: {anna: , b@contoso.test: {pasword: hunter2}}
methods: [oauth]
smtp_port: 99999
application: {client_secret: "${env:NO_SUCH_VARIABLE}"}
)");
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(
      ended.output,
      AllOf(HasSubstr(":2:1: unknown key \"user\" at the top of the file; did "
                      "you mean \"users\"?"),
            HasSubstr(":3:15: users.anna is not an address"),
            HasSubstr("unknown key \"pasword\" in users.b@contoso.test"),
            HasSubstr("methods[1]: \"oauth\" is not known"),
            HasSubstr(":5:12: smtp_port: \"99999\" is not a port"),
            HasSubstr("application.client_secret has no value"),
            Not(HasSubstr("hunter2"))));
}

TEST_F(Serve, SaysWhichPortItCannotHave) {
  ServeProgram first(kProgram, {"--ephemeral", File(kFile)});
  const std::string port = std::to_string(first.smtp().port);
  const Ended ended = Refused("smtp_port: " + port);
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.output,
              HasSubstr("could not listen on 127.0.0.1, port " + port));
}

TEST_F(Serve, WantsToBeToldThatMailWillBeGone) {
  const Ended ended =
      RunChild("'" + std::string(kProgram) + "' serve '" + File(kFile) + "'");
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.output, HasSubstr("--ephemeral"));
}

}  // namespace
}  // namespace letterbox
