// ${env:NAME} and ${file:PATH}.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "config/references.h"
#include "config_text.h"

namespace {

using letterbox::Config;
using letterbox::ConfigError;
using letterbox::config::Expand;
using letterbox::config::ParseTemplate;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr char kVariable[] = "LETTERBOX_TEST_VARIABLE";

std::string ValueOf(const std::string& text) {
  return Expand(ParseTemplate(text), "").value;
}

TEST(Reference, StandsAloneOrWithinText) {
  ScopedEnvironment variable(kVariable, "value");
  EXPECT_EQ(ValueOf("${env:LETTERBOX_TEST_VARIABLE}"), "value");
  EXPECT_EQ(ValueOf("a ${env:LETTERBOX_TEST_VARIABLE}/"
                    "${env:LETTERBOX_TEST_VARIABLE}"),
            "a value/value");
}

TEST(Reference, IsEscapedByASecondDollar) {
  EXPECT_EQ(ValueOf("$${env:X}"), "${env:X}");
  EXPECT_EQ(ValueOf("$$${"), "$${");
}

TEST(Reference, OtherDollarsAreText) {
  EXPECT_EQ(ValueOf("$"), "$");
  EXPECT_EQ(ValueOf("$$ $X {a} $}"), "$$ $X {a} $}");
}

TEST(Reference, ValuesAreNotReadAgain) {
  ScopedEnvironment variable(kVariable, "${env:HOME} $${");
  EXPECT_EQ(ValueOf("${env:LETTERBOX_TEST_VARIABLE}"), "${env:HOME} $${");
}

TEST(Reference, IsMalformedWithoutAKnownKindNameOrEnd) {
  for (const char* text :
       {"${", "${env:A", "${}", "${A}", "${env:}", "${file:}", "${ENV:A}",
        "${env:A-B}", "${env:1A}", "${env: A}", "${env:${env:A}}", "a${b"})
    EXPECT_TRUE(ParseTemplate(text).malformed) << text;
}

TEST(Reference, NeedsAVariableThatIsSetAndNotEmpty) {
  {
    ScopedEnvironment variable(kVariable, std::nullopt);
    EXPECT_THAT(
        Expand(ParseTemplate("${env:LETTERBOX_TEST_VARIABLE}"), "").missing,
        ElementsAre("the environment variable LETTERBOX_TEST_VARIABLE is not "
                    "set; set it before the run"));
  }
  ScopedEnvironment variable(kVariable, "");
  EXPECT_THAT(
      Expand(ParseTemplate("${env:LETTERBOX_TEST_VARIABLE}"), "").missing,
      ElementsAre("the environment variable LETTERBOX_TEST_VARIABLE is empty; "
                  "set it before the run"));
}

TEST(Reference, FileIsReadWithoutItsLastLineEnd) {
  TempFolder folder;
  auto content_of = [&](const std::string& content) {
    folder.Write("secrets/file", content);
    return Expand(ParseTemplate("${file:secrets/file}"), folder.path()).value;
  };
  EXPECT_EQ(content_of("value"), "value");
  EXPECT_EQ(content_of("value\n"), "value");
  EXPECT_EQ(content_of("value\r\n"), "value");
  EXPECT_EQ(content_of("value\n\n"), "value\n");
  EXPECT_EQ(content_of(" value "), " value ");
}

TEST(Reference, FileMayBeNamedByAnAbsolutePath) {
  TempFolder folder;
  std::string path = folder.Write("file", "value\n");
  EXPECT_EQ(ValueOf("${file:" + path + "}"), "value");
}

TEST(Reference, FileMustBeOneThatHoldsASmallValue) {
  TempFolder folder;
  folder.Write("empty", "\n");
  folder.Write("large", std::string(64 * 1024 + 1, 'x'));
  folder.Write("as_large_as_can_be", std::string(64 * 1024, 'x'));
  auto missing = [&](const std::string& text) {
    return Expand(ParseTemplate(text), folder.path()).missing;
  };
  const std::string start = "the file " + folder.path().string() + "/";
  EXPECT_THAT(missing("${file:none}"),
              ElementsAre(start + "none cannot be used: it does not exist"));
  EXPECT_THAT(missing("${file:empty}"),
              ElementsAre(start + "empty cannot be used: it is empty"));
  EXPECT_THAT(
      missing("${file:large}"),
      ElementsAre(start + "large cannot be used: it is larger than 64 KiB"));
  EXPECT_THAT(missing("${file:as_large_as_can_be}"), IsEmpty());
  EXPECT_THAT(missing("${file:/dev/zero}"),
              ElementsAre("the file /dev/zero cannot be used: it is not a "
                          "regular file"));
  EXPECT_THAT(missing("${file:/dev/zero}${file:none}"), SizeIs(2));
}

TEST(MissingReference, IsAnErrorOfItsConnectionAtItsFirstUse) {
  ScopedEnvironment secret("LETTERBOX_TEST_SECRET", std::nullopt);
  ConfigText text;
  const Config config =
      text.Load(std::string(kComplete) + "  other: {type: embedded}\n");
  EXPECT_EQ(config.connection("other").user, "other@contoso.test");
  EXPECT_THAT(config.problems("other"), IsEmpty());

  ASSERT_THAT(config.problems("customer"), SizeIs(1));
  EXPECT_EQ(text.WithoutFolder(config.problems("customer")[0]),
            "letterbox.yaml:11:22: "
            "connections.customer.authenticate.client_secret: the environment "
            "variable LETTERBOX_TEST_SECRET is not set; set it before the run");
  EXPECT_EQ(config.declared("customer").host, "mail.contoso.test");
  try {
    config.connection("customer");
    FAIL() << "complete";
  } catch (const ConfigError& error) {
    EXPECT_EQ(error.what(), config.problems("customer")[0]);
    EXPECT_EQ(error.key(), "connections.customer");
  }
}

TEST(MissingReference, AllOfAConnectionAreTold) {
  ScopedEnvironment variable(kVariable, std::nullopt);
  ConfigText text;
  const Config config = text.Load(R"(connections:
  a:
    type: ${env:LETTERBOX_TEST_VARIABLE}
    user: ${file:none}
)");
  EXPECT_THAT(config.problems("a"),
              ElementsAre(HasSubstr("connections.a.type: the environment "
                                    "variable"),
                          HasSubstr("connections.a.user: the file ")));
}

TEST(Reference, MayStandInAnyValue) {
  ScopedEnvironment type("LETTERBOX_TEST_TYPE", "embedded");
  ScopedEnvironment timeout("LETTERBOX_TEST_TIMEOUT", "12");
  ScopedEnvironment profile("LETTERBOX_TEST_PROFILE", "p");
  ConfigText text;
  const Config config = text.Load(R"(profile: ${env:LETTERBOX_TEST_PROFILE}
connections:
  a: {type: "${env:LETTERBOX_TEST_TYPE}", timeout: "${env:LETTERBOX_TEST_TIMEOUT}s"}
profiles:
  p: {a: {user: u@contoso.test}}
)");
  EXPECT_EQ(config.profile(), "p");
  EXPECT_EQ(config.connection("a").user, "u@contoso.test");
  EXPECT_EQ(config.connection("a").timeout, std::chrono::seconds(12));
}

TEST(Reference, ToAWrongValueIsAProblemThatDoesNotShowIt) {
  ScopedEnvironment variable(kVariable, "s3cr3t");
  ConfigText text;
  const Config config = text.Load(R"(connections:
  a: {type: embedded, timeout: "${env:LETTERBOX_TEST_VARIABLE}"}
  b: {type: "${env:LETTERBOX_TEST_VARIABLE}"}
)");
  EXPECT_THAT(config.problems("a"),
              ElementsAre(AllOf(HasSubstr("connections.a.timeout: what it "
                                          "refers to is not a duration"),
                                Not(HasSubstr("s3cr3t")))));
  EXPECT_THAT(config.problems("b"),
              ElementsAre(AllOf(HasSubstr("connections.b.type: what it refers "
                                          "to is not known"),
                                Not(HasSubstr("s3cr3t")))));
}

TEST(Reference, ToAValueWithALineEndIsAProblem) {
  ConfigText text;
  text.folder().Write("secret", "s3cr3t\n\n");
  std::string yaml = kComplete;
  yaml.replace(yaml.find("${env:LETTERBOX_TEST_SECRET}"), 28, "${file:secret}");
  EXPECT_THAT(text.Load(yaml).problems("customer"),
              ElementsAre(AllOf(HasSubstr("has a line end or a control "
                                          "character"),
                                Not(HasSubstr("s3cr3t")))));
}

TEST(Reference, OfTheKeyProfileMustHaveAValue) {
  ScopedEnvironment variable(kVariable, std::nullopt);
  ConfigText text;
  EXPECT_EQ(text.ErrorOf(
                "profile: ${env:LETTERBOX_TEST_VARIABLE}\nconnections: {}\n"),
            "letterbox.yaml:1:10: profile: the environment variable "
            "LETTERBOX_TEST_VARIABLE is not set; set it before the run");
}

TEST(Secret, InTheFileIsAWarningThatDoesNotShowIt) {
  std::string yaml = kComplete;
  yaml.replace(yaml.find("${env:LETTERBOX_TEST_SECRET}"), 28, "s3cr3t");
  ConfigText text;
  const Config config = text.Load(yaml);
  EXPECT_EQ(config.connection("customer").authenticate.client_secret, "s3cr3t");
  ASSERT_THAT(config.warnings("customer"), SizeIs(1));
  EXPECT_EQ(text.WithoutFolder(config.warnings("customer")[0]),
            "letterbox.yaml:11:22: "
            "connections.customer.authenticate.client_secret stands in the "
            "file for all to read; ${env:NAME} or ${file:PATH} keeps it out");
}

TEST(Secret, FromTheEnvironmentIsNoWarning) {
  ScopedEnvironment secret("LETTERBOX_TEST_SECRET", "secret");
  ConfigText text;
  EXPECT_THAT(text.Load(kComplete).warnings("customer"), IsEmpty());
}

}  // namespace
