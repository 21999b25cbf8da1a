// `letterbox init` and `letterbox schema` as their users run them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>

#include "support/child.h"
#include "support/scoped_environment.h"
#include "support/temp_folder.h"

namespace {

namespace fs = std::filesystem;

using letterbox::Ended;
using testing::AllOf;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

class Init : public testing::Test {
 protected:
  // In a folder of its own, with these lines as standard input.
  Ended Run(const std::string& arguments,
            const std::string& answers = "") const {
    folder_.Write("answers", answers);
    return letterbox::RunChild("sh -c 'cd \"" + folder_.path().string() +
                               "\" && exec \"" LETTERBOX_PROGRAM "\" " +
                               arguments + " < answers'");
  }

  std::string File() const {
    std::ifstream file(folder_.path() / "letterbox.yaml");
    return {std::istreambuf_iterator<char>(file), {}};
  }

  const TempFolder folder_;
  const ScopedEnvironment no_config_{"LETTERBOX_CONFIG", std::nullopt};
  const ScopedEnvironment no_profile_{"LETTERBOX_PROFILE", std::nullopt};
};

TEST_F(Init, AsksForWhatAPersonNeedsToSignIn) {
  const Ended ended =
      Run("init", "\nmail.contoso.com\n\n\ncontoso.com\nabc\n\n");
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("\nWrote letterbox.yaml. Next:\n"
                                      "  letterbox authorize customer\n"
                                      "  letterbox check customer\n"));
  EXPECT_THAT(File(),
              HasSubstr("connections:\n  customer:\n    type: exchange"));
  EXPECT_THAT(File(), HasSubstr("    host: mail.contoso.com  # "));
  EXPECT_THAT(File(), HasSubstr("    authenticate:\n      method: oauth2  # "));
  EXPECT_THAT(File(), HasSubstr("      flow: authorization_code  # "));
  EXPECT_THAT(File(), HasSubstr("      redirect_url: http://localhost/  # "));
}

TEST_F(Init, WritesAReferenceForASecretAndNeverAsksForIt) {
  const Ended ended =
      Run("init qa-1 --flow client_credentials",
          "\nmail.contoso.com\n\ncontoso.com\nabc\nqa@contoso.com\n");
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_THAT(ended.output, Not(HasSubstr("client_secret,")));
  EXPECT_THAT(ended.output,
              HasSubstr("\n  set QA_1_CLIENT_SECRET, which the file refers to\n"
                        "  letterbox check qa-1\n"));
  EXPECT_THAT(File(),
              HasSubstr("client_secret: ${env:QA_1_CLIENT_SECRET}  # "));
}

TEST_F(Init, AsksAgainWhereAnAnswerWillNotDo) {
  const Ended ended = Run("init --type embedded", "nobody\n");
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.output, HasSubstr("has no user that is an address"));
  EXPECT_EQ(File(), "");
  const Ended wrong =
      Run("init real", "graph\nexchang\nexchange\nmail contoso\n\n");
  EXPECT_EQ(wrong.status, 1);
  EXPECT_THAT(
      wrong.output,
      AllOf(HasSubstr("\"graph\" is planned and not available yet"),
            HasSubstr("\"exchang\" is not known; did you mean \"exchange\"?"),
            HasSubstr("\"mail contoso\" is neither a host name nor a URL"),
            HasSubstr("it is needed"),
            HasSubstr("the input ended before host was answered. Nothing was "
                      "written.\n")));
}

TEST_F(Init, AddsToAFileAndKeepsItsComments) {
  folder_.Write("letterbox.yaml",
                "connections: # ours\n  a: {type: embedded} # first\n# end\n");
  EXPECT_EQ(Run("init b --type embedded --user b@contoso.test").status, 0);
  EXPECT_EQ(File(),
            "connections: # ours\n  a: {type: embedded} # first\n"
            "  b:\n    type: embedded  # what the mailbox is reached by\n"
            "    user: b@contoso.test  # who signs in\n# end\n");
}

TEST_F(Init, ProposesWhatTheFileHas) {
  folder_.Write("letterbox.yaml", R"(connections:
  customer:
    type: exchange
    host: old.contoso.com      # soon to go
    user: qa@contoso.com
    authenticate:
      method: basic
      password: ${env:QA_PASSWORD}
)");
  const std::string before = File();
  EXPECT_EQ(Run("init", "\n\n\n").status, 0);
  EXPECT_EQ(File(), before);
  const Ended ended = Run("init", "\nnew.contoso.com\nntlm\n");
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_THAT(ended.output, Not(HasSubstr("QA_PASSWORD")));
  EXPECT_EQ(File(), R"(connections:
  customer:
    type: exchange
    host: new.contoso.com      # soon to go
    user: qa@contoso.com
    authenticate:
      method: ntlm
      password: ${env:QA_PASSWORD}
)");
}

TEST_F(Init, LeavesAFileAloneThatItCannotChange) {
  const std::string braces = "connections: {a: {type: embedded}}\n";
  folder_.Write("letterbox.yaml", braces);
  const Ended ended = Run("init b --type embedded --user b@contoso.test");
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.output,
              AllOf(HasSubstr("would stand in braces. Nothing was written. Put "
                              "this there by hand:\n\n"),
                    HasSubstr("\n  b:\n    type: embedded")));
  EXPECT_EQ(File(), braces);

  folder_.Write("letterbox.yaml", "conections: {}\n");
  const Ended wrong = Run("init b --type embedded --user b@contoso.test");
  EXPECT_EQ(wrong.status, 1);
  EXPECT_THAT(wrong.output, HasSubstr("did you mean \"connections\"?"));
  EXPECT_EQ(File(), "conections: {}\n");
}

TEST_F(Init, RefusesAChangeThatTestsCouldNotUse) {
  const std::string exchange =
      "connections:\n  a:\n    type: exchange\n    host: mail.contoso.com\n"
      "    user: a@contoso.com\n"
      "    authenticate: {method: basic, password: '${env:P}'}\n";
  folder_.Write("letterbox.yaml", exchange);
  const Ended ended = Run("init a --type embedded --user a@contoso.test");
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.output, HasSubstr("embedded has no key \"host\""));
  EXPECT_EQ(File(), exchange);
  EXPECT_FALSE(fs::exists(folder_.path() / "letterbox.yaml.new"));
}

TEST_F(Init, WritesThroughALinkAndKeepsThePermissions) {
  const std::string real = folder_.Write("real/file.yaml", "# empty\n");
  fs::permissions(real, fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("real/file.yaml", folder_.path() / "letterbox.yaml");
  EXPECT_EQ(Run("init b --type embedded --user b@contoso.test").status, 0);
  EXPECT_TRUE(fs::is_symlink(folder_.path() / "letterbox.yaml"));
  EXPECT_EQ(fs::status(real).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_THAT(File(), HasSubstr("  b:\n"));
}

TEST_F(Init, SaysWhereItCannotWrite) {
  const Ended ended =
      Run("init --type embedded --user b@contoso.test --config no/such/a.yaml");
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.output,
              StartsWith("cannot write no/such/a.yaml.new. Is the "
                         "folder there"));
}

TEST_F(Init, AnswersAWrongCommandLine) {
  EXPECT_EQ(Run("init a b").status, 2);
  EXPECT_EQ(Run("init --type nonsense").status, 2);
  EXPECT_THAT(Run("init --client-secret s3cr3t").output,
              AllOf(HasSubstr("secrets are not taken from the command line"),
                    Not(HasSubstr("s3cr3t"))));
}

TEST_F(Init, IsWhatCheckTakes) {
  ASSERT_EQ(Run("init --type embedded --user b@contoso.test").status, 0);
  const Ended ended = Run("status");
  EXPECT_EQ(ended.status, 0);
  EXPECT_THAT(ended.output, HasSubstr("customer: embedded\n"));
}

TEST_F(Init, HasHelpAsEveryCommandHas) {
  const Ended help = Run("--help");
  EXPECT_EQ(help.status, 0);
  std::istringstream lines(help.output);
  int commands = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.compare(0, 2, "  ") != 0 ||
        line.compare(0, 12, "  letterbox ") == 0)
      continue;
    const std::string command = line.substr(2, line.find(' ', 2) - 2);
    const Ended ended = Run(command + " --help");
    EXPECT_EQ(ended.status, 0) << command;
    EXPECT_THAT(ended.output, StartsWith("usage: letterbox " + command));
    ++commands;
  }
  EXPECT_GE(commands, 6);
}

TEST(Schema, IsPrinted) {
  const Ended ended = letterbox::RunChild(LETTERBOX_PROGRAM " schema");
  EXPECT_EQ(ended.status, 0);
  EXPECT_THAT(ended.output,
              StartsWith("{\"$schema\": \"http://json-schema.org/draft-07/"));
  EXPECT_THAT(ended.output,
              HasSubstr("\"enum\": [\"exchange\", \"embedded\"]"));
}

}  // namespace
