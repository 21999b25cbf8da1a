#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "letterbox/transport/config.h"
#include "letterbox/transport/error.h"
#include "support/scoped_environment.h"
#include "support/temp_folder.h"

namespace {

using letterbox::ConfigError;
using letterbox::FindConfig;

// In a working folder two levels below a folder of its own.
class FindConfigTest : public testing::Test {
 protected:
  FindConfigTest() {
    std::filesystem::create_directories(work_);
    std::filesystem::current_path(work_);
  }
  ~FindConfigTest() override { std::filesystem::current_path(before_); }

  std::string ErrorOf(const std::string& from_code = "",
                      const std::string& compiled_in = "") {
    try {
      FindConfig(from_code, compiled_in);
    } catch (const ConfigError& error) {
      return error.what();
    }
    return "";
  }

  const std::filesystem::path before_ = std::filesystem::current_path();
  const TempFolder folder_;
  const std::filesystem::path work_ =
      std::filesystem::canonical(folder_.path()) / "a" / "b";
  const ScopedEnvironment none_{"LETTERBOX_CONFIG", std::nullopt};
};

TEST_F(FindConfigTest, ThePathFromCodeGoesFirst) {
  const std::string code = folder_.Write("code.yaml", "");
  const std::string compiled = folder_.Write("compiled.yaml", "");
  const ScopedEnvironment variable("LETTERBOX_CONFIG",
                                   folder_.Write("variable.yaml", ""));
  EXPECT_EQ(FindConfig(code, compiled), code);
}

TEST_F(FindConfigTest, TheVariableGoesBeforeThePathCompiledIn) {
  const std::string variable = folder_.Write("variable.yaml", "");
  const ScopedEnvironment scoped("LETTERBOX_CONFIG", variable);
  EXPECT_EQ(FindConfig("", folder_.Write("compiled.yaml", "")), variable);
}

TEST_F(FindConfigTest, ThePathCompiledInGoesBeforeTheSearch) {
  folder_.Write("a/b/letterbox.yaml", "");
  const std::string compiled = folder_.Write("compiled.yaml", "");
  EXPECT_EQ(FindConfig("", compiled), compiled);
}

TEST_F(FindConfigTest, TheNearestFolderAboveIsFound) {
  folder_.Write("letterbox.yaml", "");
  EXPECT_EQ(FindConfig(), (work_ / "../../letterbox.yaml").lexically_normal());
  folder_.Write("a/letterbox.yaml", "");
  EXPECT_EQ(FindConfig(), (work_ / "../letterbox.yaml").lexically_normal());
  folder_.Write("a/b/letterbox.yaml", "");
  EXPECT_EQ(FindConfig(), work_ / "letterbox.yaml");
}

TEST_F(FindConfigTest, AFolderOfThatNameIsNoFile) {
  std::filesystem::create_directories(work_ / "letterbox.yaml");
  folder_.Write("a/letterbox.yaml", "");
  EXPECT_EQ(FindConfig(), (work_ / "../letterbox.yaml").lexically_normal());
}

TEST_F(FindConfigTest, AnEmptyVariableIsNotSet) {
  const ScopedEnvironment variable("LETTERBOX_CONFIG", "");
  folder_.Write("a/b/letterbox.yaml", "");
  EXPECT_EQ(FindConfig(), work_ / "letterbox.yaml");
}

TEST_F(FindConfigTest, FailureListsThePlacesTried) {
  EXPECT_EQ(ErrorOf(), R"(no connection file. Tried, in this order:
  the path given in code: none
  LETTERBOX_CONFIG: not set
  the path given to letterbox_discover_tests: none
  letterbox.yaml in )" + work_.string() +
                           R"( and the folders above: not there
Write a letterbox.yaml there, or name one in LETTERBOX_CONFIG.)");
}

TEST_F(FindConfigTest, AMissingFileThatIsNamedEndsTheSearch) {
  folder_.Write("a/b/letterbox.yaml", "");
  const ScopedEnvironment variable("LETTERBOX_CONFIG", "/none/x.yaml");
  EXPECT_EQ(ErrorOf(), R"(no connection file. Tried, in this order:
  the path given in code: none
  LETTERBOX_CONFIG: /none/x.yaml, which is not there
Write a letterbox.yaml there, or name one in LETTERBOX_CONFIG.)");
}

}  // namespace
