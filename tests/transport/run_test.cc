#include "letterbox/transport/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "support/scoped_environment.h"
#include "support/temp_folder.h"

namespace letterbox {
namespace {

using testing::HasSubstr;
using testing::Not;

// As a machine that is no CI's.
class RunIdTest : public testing::Test {
 private:
  const ScopedEnvironment none_[9] = {
      {"LETTERBOX_RUN_ID", std::nullopt},
      {"GITHUB_RUN_ID", std::nullopt},
      {"GITHUB_RUN_ATTEMPT", std::nullopt},
      {"BUILD_BUILDID", std::nullopt},
      {"SYSTEM_JOBATTEMPT", std::nullopt},
      {"CI_PIPELINE_ID", std::nullopt},
      {"SYSTEM_PULLREQUEST_ISFORK", std::nullopt},
      {"CI_MERGE_REQUEST_SOURCE_PROJECT_ID", std::nullopt},
      {"GITHUB_EVENT_PATH", std::nullopt}};
};

TEST_F(RunIdTest, IsWhatTheVariableSays) {
  const ScopedEnvironment given("LETTERBOX_RUN_ID", "nightly\n7");
  const ScopedEnvironment github("GITHUB_RUN_ID", "42");
  EXPECT_EQ(RunId(), "nightly\\n7");
}

TEST_F(RunIdTest, IsTheNumberOfTheCi) {
  {
    const ScopedEnvironment run("GITHUB_RUN_ID", "42");
    const ScopedEnvironment attempt("GITHUB_RUN_ATTEMPT", "2");
    EXPECT_EQ(RunId(), "github-42-2");
  }
  {
    const ScopedEnvironment run("BUILD_BUILDID", "77");
    EXPECT_EQ(RunId(), "azure-77");
  }
  const ScopedEnvironment run("CI_PIPELINE_ID", "5");
  EXPECT_EQ(RunId(), "gitlab-5");
}

TEST_F(RunIdTest, IsElseThisProcessOrItsCtest) {
  EXPECT_EQ(RunId(), RunId());
  EXPECT_THAT(RunId(), Not(HasSubstr("\n")));
}

TEST_F(RunIdTest, KnowsBuildsOfForks) {
  EXPECT_FALSE(IsForkBuild());
  {
    const ScopedEnvironment azure("SYSTEM_PULLREQUEST_ISFORK", "True");
    EXPECT_TRUE(IsForkBuild());
  }
  const ScopedEnvironment source("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "8");
  {
    const ScopedEnvironment same("CI_MERGE_REQUEST_PROJECT_ID", "8");
    EXPECT_FALSE(IsForkBuild());
  }
  const ScopedEnvironment other("CI_MERGE_REQUEST_PROJECT_ID", "9");
  EXPECT_TRUE(IsForkBuild());
}

TEST_F(RunIdTest, ReadsTheEventOfGitHub) {
  const TempFolder folder;
  const auto is_fork = [&](const std::string& event) {
    const ScopedEnvironment path("GITHUB_EVENT_PATH",
                                 folder.Write("event.json", event));
    return IsForkBuild();
  };
  EXPECT_TRUE(
      is_fork(R"({"pull_request": {"head": {"repo": {"fork": true}}}})"));
  EXPECT_FALSE(
      is_fork(R"({"pull_request": {"head": {"repo": {"fork": false}}}})"));
  EXPECT_FALSE(is_fork(R"({"pull_request": {"head": {"repo": null}}})"));
  for (const char* event : {"", "[]", "{", "{\"push\": 1}", "\"\\u00"}) {
    EXPECT_FALSE(is_fork(event)) << event;
  }
  const ScopedEnvironment missing("GITHUB_EVENT_PATH", "/nowhere/at/all");
  EXPECT_FALSE(IsForkBuild());
}

}  // namespace
}  // namespace letterbox
