// The program as its users run it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <string>
#include <vector>

#include "letterbox/fixtures/embedded_exchange.h"
#include "support/child.h"
#include "support/scoped_environment.h"
#include "support/temp_folder.h"

extern char** environ;

namespace {

namespace fs = std::filesystem;

using letterbox::EmbeddedExchange;
using letterbox::Ended;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

// Set by CMakeLists.txt.
constexpr char kProgram[] = LETTERBOX_PROGRAM;

class Program : public testing::Test {
 protected:
  Ended Run(const std::string& arguments) const {
    return letterbox::RunChild("'" + std::string(kProgram) + "' " + arguments);
  }

  Ended CheckFile(const std::string& yaml,
                  const std::string& arguments = "") const {
    const std::string path = folder_.Write("letterbox.yaml", yaml);
    return Run("check --quick --config '" + path + "' " + arguments);
  }

  const TempFolder folder_;
  const ScopedEnvironment no_config_{"LETTERBOX_CONFIG", std::nullopt};
  const ScopedEnvironment no_profile_{"LETTERBOX_PROFILE", std::nullopt};
  const ScopedEnvironment store_{"LETTERBOX_TOKEN_STORE",
                                 (folder_.path() / "tokens").string()};
};

TEST_F(Program, HelpsAndTellsItsVersion) {
  const Ended help = Run("--help");
  EXPECT_EQ(help.status, 0);
  EXPECT_THAT(help.output, AllOf(StartsWith("usage: letterbox COMMAND"),
                                 HasSubstr("\n  check  ")));
  const Ended check = Run("check --help");
  EXPECT_EQ(check.status, 0);
  EXPECT_THAT(check.output,
              StartsWith("usage: letterbox check [--config FILE] "
                         "[--profile NAME] [--quick] [--idle TIME] "
                         "[--json] [CONNECTION...]\n"));
  const Ended version = Run("--version");
  EXPECT_EQ(version.status, 0);
  EXPECT_THAT(version.output, MatchesRegex("letterbox [0-9.]+\n"));
}

TEST_F(Program, AnswersAWrongCommandLineWithStatusTwo) {
  EXPECT_EQ(Run("").status, 2);
  EXPECT_EQ(Run("").output,
            "letterbox: which command? `letterbox --help` lists them\n");
  EXPECT_EQ(Run("chek").status, 2);
  EXPECT_EQ(Run("chek").output,
            "letterbox: unknown command \"chek\"; did you mean \"check\"?\n");
  const Ended secret = Run("check --client-secret=s3cr3t");
  EXPECT_EQ(secret.status, 2);
  EXPECT_THAT(secret.output,
              AllOf(HasSubstr("secrets are not taken from the command line"),
                    Not(HasSubstr("s3cr3t"))));
}

TEST_F(Program, SurvivesThatNobodyReadsItsOutput) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  close(ends[0]);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  std::string program = kProgram, argument = "--help";
  char* const words[] = {program.data(), argument.data(), nullptr};
  pid_t child;
  ASSERT_EQ(posix_spawn(&child, kProgram, &actions, nullptr, words, environ),
            0);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status)) << "signal " << WTERMSIG(status);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(Program, ChecksEmbeddedConnections) {
  const Ended ended = CheckFile(R"(connections:
  customer: {type: embedded}
  clerk: {type: embedded, user: c@contoso.test}
)");
  EXPECT_EQ(ended.status, 0);
  EXPECT_EQ(ended.output, (folder_.path() / "letterbox.yaml").string() +
                              "\n"
                              "customer: embedded, customer@contoso.test\n"
                              "  ok\n"
                              "clerk: embedded, c@contoso.test\n"
                              "  ok\n"
                              "2 of 2 connections work\n");
}

TEST_F(Program, ChecksOnlyTheConnectionsThatAreNamed) {
  const std::string yaml = R"(connections:
  a: {type: embedded}
  b: {type: embedded}
)";
  const Ended ended = CheckFile(yaml, "b");
  EXPECT_EQ(ended.status, 0);
  EXPECT_THAT(ended.output,
              AllOf(HasSubstr("b: embedded"), Not(HasSubstr("a: embedded")),
                    HasSubstr("1 of 1 connection works")));
  const Ended unknown = CheckFile(yaml, "c");
  EXPECT_EQ(unknown.status, 1);
  EXPECT_THAT(unknown.output, HasSubstr("declares no connection \"c\""));
}

TEST_F(Program, TellsAWrongFileAndWhereItLooked) {
  const Ended wrong = CheckFile("connections: {a: {typ: embedded}}\n");
  EXPECT_EQ(wrong.status, 1);
  EXPECT_THAT(wrong.output,
              HasSubstr("letterbox.yaml:1:19: unknown key \"typ\""));
  const Ended none = Run("check --config /none.yaml");
  EXPECT_EQ(none.status, 1);
  EXPECT_THAT(none.output, HasSubstr("/none.yaml, which is not there"));
}

constexpr char kExchange[] = R"(connections:
  real:
    type: exchange
    host: HOST
    user: a@contoso.test
    tls: {ca_file: ca.pem}
    authenticate:
      method: oauth2
      flow: client_credentials
      tenant_id: 11111111-2222-3333-4444-555555555555
      client_id: 66666666-7777-8888-9999-000000000000
      client_secret: ${env:LETTERBOX_TEST_SECRET}
      authority: AUTHORITY
profiles:
  offline: {real: {type: embedded}}
)";

std::vector<std::string> Operations(const EmbeddedExchange& exchange) {
  std::vector<std::string> operations;
  for (const EmbeddedExchange::Request& request : exchange.requests()) {
    operations.push_back(request.operation);
  }
  return operations;
}

std::string ContentsOf(const fs::path& file) {
  std::ifstream input(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(input), {}};
}

class ProgramOnExchange : public Program {
 protected:
  ProgramOnExchange() {
    folder_.Write("ca.pem", exchange_.ca_certificate());
    yaml_ = kExchange;
    yaml_.replace(yaml_.find("HOST"), 4, exchange_.ews_url());
    yaml_.replace(yaml_.find("AUTHORITY"), 9, exchange_.authority());
  }

  EmbeddedExchange exchange_{[] {
    EmbeddedExchange::Options options;
    options.users = {"a@contoso.test"};
    options.client_secret = "s3cr3t-of-the-server";
    return options;
  }()};
  std::string yaml_;
};

TEST_F(ProgramOnExchange, OpensAConnection) {
  const ScopedEnvironment secret("LETTERBOX_TEST_SECRET",
                                 exchange_.client_secret());
  const Ended ended = CheckFile(yaml_);
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("real: exchange, a@contoso.test at " +
                                      exchange_.ews_url() + "\n  ok\n"));
}

TEST_F(ProgramOnExchange, AsksForOneTokenInTwoProcesses) {
  const ScopedEnvironment secret("LETTERBOX_TEST_SECRET",
                                 exchange_.client_secret());
  EXPECT_EQ(CheckFile(yaml_).status, 0);
  EXPECT_EQ(CheckFile(yaml_).status, 0);
  EXPECT_THAT(Operations(exchange_),
              ElementsAre("client_credentials", "GetFolder", "GetFolder"));
}

TEST_F(ProgramOnExchange, AsksForOneTokenInManyProcessesAtOnce) {
  const ScopedEnvironment secret("LETTERBOX_TEST_SECRET",
                                 exchange_.client_secret());
  const std::string file = folder_.Write("letterbox.yaml", yaml_);
  std::vector<std::future<Ended>> processes;
  for (int i = 0; i < 6; ++i) {
    processes.push_back(std::async(std::launch::async, [&] {
      return Run("check --quick --config '" + file + "'");
    }));
  }
  for (std::future<Ended>& process : processes) {
    const Ended ended = process.get();
    EXPECT_EQ(ended.status, 0) << ended.output;
  }
  EXPECT_THAT(Operations(exchange_),
              AllOf(SizeIs(7), Contains("GetFolder").Times(6)));
}

TEST_F(ProgramOnExchange, KeepsItsTokenFromOthersAndTheSecretFromAll) {
  const ScopedEnvironment secret("LETTERBOX_TEST_SECRET",
                                 exchange_.client_secret());
  ASSERT_EQ(CheckFile(yaml_).status, 0);
  const fs::path store = folder_.path() / "tokens";
  EXPECT_EQ(fs::status(store).permissions(), fs::perms::owner_all);
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(store)) {
    ASSERT_TRUE(entry.is_regular_file()) << entry.path();
    EXPECT_EQ(entry.status().permissions(),
              fs::perms::owner_read | fs::perms::owner_write)
        << entry.path();
    EXPECT_THAT(ContentsOf(entry.path()), Not(HasSubstr("s3cr3t")));
    ++files;
  }
  EXPECT_GT(files, 0);
}

TEST_F(ProgramOnExchange, TellsARefusalWithoutTheSecret) {
  const ScopedEnvironment secret("LETTERBOX_TEST_SECRET", "s3cr3t-but-wrong");
  const Ended ended = CheckFile(yaml_);
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.output, AllOf(HasSubstr("\n  failed: "),
                                  HasSubstr("0 of 1 connection works"),
                                  Not(HasSubstr("s3cr3t"))));
}

TEST_F(ProgramOnExchange, ListsAMissingSecretAndOpensTheOthers) {
  const ScopedEnvironment secret("LETTERBOX_TEST_SECRET", std::nullopt);
  std::string yaml = yaml_;
  yaml.insert(yaml.find("profiles:"), "  other: {type: embedded}\n");
  const Ended ended = CheckFile(yaml);
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.output,
              AllOf(HasSubstr("\n  problem: "),
                    HasSubstr("the environment variable LETTERBOX_TEST_SECRET "
                              "is not set"),
                    HasSubstr("other: embedded, other@contoso.test\n  ok\n"),
                    HasSubstr("1 of 2 connections work\n")));
}

TEST_F(ProgramOnExchange, WarnsOfASecretInTheFileWithoutShowingIt) {
  std::string yaml = yaml_;
  yaml.replace(yaml.find("${env:LETTERBOX_TEST_SECRET}"), 28,
               exchange_.client_secret());
  const Ended ended = CheckFile(yaml);
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_THAT(ended.output,
              AllOf(HasSubstr("\n  warning: "), Not(HasSubstr("s3cr3t"))));
}

TEST_F(ProgramOnExchange, TakesAProfile) {
  const Ended ended = CheckFile(yaml_, "--profile offline");
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_THAT(ended.output,
              AllOf(HasSubstr("letterbox.yaml, profile offline\n"),
                    HasSubstr("real: embedded, a@contoso.test\n  ok\n")));
}

}  // namespace
