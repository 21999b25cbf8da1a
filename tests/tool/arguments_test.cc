#include "arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using letterbox::tool::Arguments;
using letterbox::tool::Option;
using letterbox::tool::ParseArguments;
using letterbox::tool::UsageError;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::vector<Option>& Known() {
  static const std::vector<Option> known = {{"--config", "FILE", ""},
                                            {"--profile", "NAME", ""}};
  return known;
}

Arguments Parse(const std::vector<std::string>& words) {
  return ParseArguments(words, Known());
}

std::string ErrorOf(const std::vector<std::string>& words) {
  try {
    Parse(words);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST(ParseArguments, TakesOptionsInBothFormsAndOperandsAnywhere) {
  const Arguments arguments =
      Parse({"a", "--config", "x.yaml", "b", "--profile=p=q", "-"});
  EXPECT_EQ(arguments.option("--config"), "x.yaml");
  EXPECT_EQ(arguments.option("--profile"), "p=q");
  EXPECT_THAT(arguments.operands, ElementsAre("a", "b", "-"));
}

TEST(ParseArguments, OptionThatIsNotGivenIsEmpty) {
  EXPECT_EQ(Parse({}).option("--config"), "");
  EXPECT_THAT(Parse({}).operands, IsEmpty());
}

TEST(ParseArguments, TwoDashesEndTheOptions) {
  EXPECT_THAT(Parse({"--", "--config", "--"}).operands,
              ElementsAre("--config", "--"));
}

TEST(ParseArguments, WordAfterAnOptionIsItsValue) {
  EXPECT_EQ(Parse({"--config", "--profile"}).option("--config"), "--profile");
}

TEST(ParseArguments, UnknownOptionSuggestsTheNearest) {
  EXPECT_EQ(ErrorOf({"--confg=x"}),
            "unknown option --confg; did you mean \"--config\"?");
  EXPECT_EQ(ErrorOf({"-x"}),
            "unknown option -x; known are --config, --profile");
}

TEST(ParseArguments, OptionWantsOneValue) {
  EXPECT_EQ(ErrorOf({"--config"}), "--config wants a value");
  EXPECT_EQ(ErrorOf({"--config="}), "--config has an empty value");
  EXPECT_EQ(ErrorOf({"--config", ""}), "--config has an empty value");
  EXPECT_EQ(ErrorOf({"--config=a", "--config=b"}), "--config is given twice");
}

TEST(ParseArguments, SecretIsRefusedAndNotRepeated) {
  for (const char* word : {"--client-secret=s3cr3t", "--client_secret=s3cr3t",
                           "--password=s3cr3t", "--access-token=s3cr3t"}) {
    EXPECT_THAT(ErrorOf({word}),
                AllOf(HasSubstr("secrets are not taken from the command line"),
                      Not(HasSubstr("s3cr3t"))))
        << word;
  }
  EXPECT_THAT(ErrorOf({"--passphrase=s3cr3t"}), Not(HasSubstr("s3cr3t")));
}

}  // namespace
