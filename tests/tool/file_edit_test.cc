#include "file_edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "config/document.h"

namespace letterbox::tool {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

const Settings kEmbedded = {{"type", "embedded"}, {"user", "c@contoso.test"}};

TEST(FileEdit, MakesANewFileThatSaysWhatEachKeyIs) {
  EXPECT_EQ(WithConnection("", "clerk", kEmbedded),
            "# Where the tests reach their mailboxes. `letterbox check` tries "
            "it,\n"
            "# `letterbox schema --table` lists all keys.\n"
            "connections:\n"
            "  clerk:\n"
            "    type: embedded  # what the mailbox is reached by\n"
            "    user: c@contoso.test  # who signs in\n");
}

TEST(FileEdit, KeepsWhatStandsAboveInAFileOfCommentsAlone) {
  EXPECT_THAT(WithConnection("# ours\n", "clerk", kEmbedded),
              testing::StartsWith("# ours\n"));
}

constexpr char kFile[] = R"(# top
defaults:
    timeout: 30s   # patience

connections:   # all of them
    customer:
        type: exchange   # ours
        host: "old.contoso.com" # the old one
        # who it is
        user: 'qa@contoso.com'
        authenticate:
            method: oauth2
            client_id: abc
            # below the last key

    # about the next one
    clerk: {type: embedded, user: c@contoso.test}   # in braces
# end of connections
profiles:
    offline:
        customer: {type: embedded}
# the end
)";

std::string With(std::string text, const std::string& old,
                 const std::string& replacement) {
  return text.replace(text.find(old), old.size(), replacement);
}

TEST(FileEdit, ChangesAValueInItsLine) {
  EXPECT_EQ(WithConnection(kFile, "customer",
                           {{"host", "new.contoso.com"},
                            {"user", "other@contoso.com"},
                            {"authenticate.client_id", "def"}}),
            With(With(With(kFile, "\"old.contoso.com\"", "new.contoso.com"),
                      "'qa@contoso.com'", "other@contoso.com"),
                 "client_id: abc", "client_id: def"));
}

TEST(FileEdit, ChangesNothingWhereNothingChanges) {
  EXPECT_EQ(WithConnection(kFile, "customer", {{"host", "old.contoso.com"}}),
            kFile);
}

TEST(FileEdit, AddsAKeyWhereItsMapEnds) {
  EXPECT_EQ(
      WithConnection(kFile, "customer",
                     {{"authenticate.tenant_id", "contoso.com"},
                      {"tls.ca_file", "ca.pem"}}),
      With(kFile, "            # below the last key\n",
           "            # below the last key\n"
           "            tenant_id: contoso.com  # the directory: a GUID or a "
           "domain name\n"
           "        tls:\n"
           "          ca_file: ca.pem  # a PEM file of certificate authorities "
           "trusted besides the system's\n"));
}

TEST(FileEdit, AddsAConnectionBelowTheOthersAndAsDeep) {
  const std::string braces =
      "    clerk: {type: embedded, user: c@contoso.test}   # in braces\n";
  EXPECT_EQ(
      WithConnection(kFile, "new one", {{"type", "embedded"}}),
      With(kFile, braces,
           braces +
               "    'new one':\n"
               "      type: embedded  # what the mailbox is reached by\n"));
}

TEST(FileEdit, ChangesAValueInBraces) {
  EXPECT_EQ(WithConnection(kFile, "clerk", {{"user", "d@contoso.test"}}),
            With(kFile, "user: c@contoso.test}", "user: d@contoso.test}"));
  EXPECT_EQ(WithConnection(kFile, "clerk", {{"user", "${env:CLERK}"}}),
            With(kFile, "user: c@contoso.test}", "user: '${env:CLERK}'}"));
}

TEST(FileEdit, KeepsLineEndsOfWindows) {
  EXPECT_EQ(WithConnection("connections:\r\n  a: # x\r\n    type: embedded\r\n",
                           "a", {{"user", "a@b.test"}}),
            "connections:\r\n  a: # x\r\n    type: embedded\r\n"
            "    user: a@b.test  # who signs in\r\n");
}

TEST(FileEdit, QuotesWhatYamlWouldTakeForSomethingElse) {
  for (const std::string value :
       {"null", "a: b", "a #b", "- a", "'a'", "\"", "*a", "&a", "!a", "%a",
        "@a", "{a}", "[a]", "a:", "|", ">", "`a", "#a", "${env:A} b"}) {
    const std::string text =
        WithConnection("", "c", {{"user", value}, {"mailbox", value}});
    EXPECT_THAT(ValuesOf(text, "c"),
                ElementsAre(Pair("mailbox", value), Pair("user", value)))
        << text;
  }
}

TEST(FileEdit, RefusesWhatLinesCannotDo) {
  const auto refuses = [](const std::string& text, const Settings& settings) {
    EXPECT_THROW(WithConnection(text, "a", settings), EditError) << text;
  };
  refuses("connections: {a: {type: embedded}}", {{"user", "a@b.test"}});
  refuses("connections: {a: {type: embedded}}", {{"tls.ca_file", "a"}});
  refuses("connections:\n  a:\n    user:\n      a@b.test\n",
          {{"user", "c@b.test"}});
  refuses("connections:\n  a:\n    user: \"a\n      b\"\n",
          {{"user", "c@b.test"}});
  // Another connection would change with it.
  refuses("connections:\n  b: &b\n    user: a@b.test\n  a: *b\n",
          {{"user", "c@b.test"}});
  refuses("connections:\n  b:\n    user: &u a@b.test\n  a:\n    user: *u\n",
          {{"user", "c@b.test"}});
}

TEST(FileEdit, RefusesAFileOfMoreValuesThanItCanCompare) {
  std::string text = "a0: &a0 {x: 1, y: 2}\n";
  for (int i = 1; i < 20; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) +
            " {x: " + before + " , y: " + before + " }\n";
  }
  EXPECT_THROW(WithConnection(text, "a", kEmbedded), EditError);
}

TEST(FileEdit, ReadsAConnectionWithTheDefaultsBehindIt) {
  EXPECT_THAT(ValuesOf(kFile, "clerk"),
              ElementsAre(Pair("timeout", "30s"), Pair("type", "embedded"),
                          Pair("user", "c@contoso.test")));
  EXPECT_THAT(ValuesOf(kFile, "nobody"), IsEmpty());
}

}  // namespace
}  // namespace letterbox::tool
