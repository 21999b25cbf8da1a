// The keys that say how tests share a mailbox.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "config_text.h"
#include "letterbox/transport/connection.h"

namespace letterbox {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Cleanup = Connection::Cleanup;

std::string With(const std::string& lines, const std::string& host = "a.test") {
  return "connections:\n  customer:\n    type: exchange\n    host: " + host +
         "\n    user: qa@contoso.test\n    authenticate: {method: "
         "negotiate}\n" +
         lines;
}

class IsolationKeysTest : public testing::Test {
 protected:
  Connection Read(const std::string& yaml) const {
    return config_.Load(yaml).connection("customer");
  }
  ConfigText config_;
};

TEST_F(IsolationKeysTest, AreRead) {
  const Connection connection =
      Read(With("    plus_addressing: true\n    pool: customers\n"
                "    aliases: [qa-1@contoso.test, qa-2@contoso.test]\n"
                "    cleanup: delete\n    optional: true\n"));
  EXPECT_EQ(connection.plus_addressing, true);
  EXPECT_EQ(connection.pool, "customers");
  EXPECT_THAT(connection.aliases,
              ElementsAre("qa-1@contoso.test", "qa-2@contoso.test"));
  EXPECT_EQ(connection.cleanup, Cleanup::kDelete);
  EXPECT_TRUE(connection.optional);
  EXPECT_EQ(Read(With("    cleanup: keep\n")).cleanup, Cleanup::kKeep);
}

TEST_F(IsolationKeysTest, HaveDefaults) {
  const Connection connection = Read(With(""));
  EXPECT_EQ(connection.plus_addressing, std::nullopt);
  EXPECT_EQ(connection.pool, "");
  EXPECT_THAT(connection.aliases, IsEmpty());
  EXPECT_EQ(connection.cleanup, Cleanup::kKeepOnFailure);
  EXPECT_FALSE(connection.optional);
}

TEST_F(IsolationKeysTest, PlusAddressesAreForOnlineAndEmbedded) {
  EXPECT_FALSE(HasPlusAddressing(Read(With(""))));
  for (const char* host : {"outlook.office365.com", "Outlook.Office365.com",
                           "https://outlook.office365.us/EWS/Exchange.asmx",
                           "partner.outlook.cn"}) {
    EXPECT_TRUE(HasPlusAddressing(Read(With("", host)))) << host;
    EXPECT_FALSE(
        HasPlusAddressing(Read(With("    plus_addressing: false\n", host))));
  }
  EXPECT_TRUE(HasPlusAddressing(Read(With("    plus_addressing: true\n"))));
  EXPECT_TRUE(
      HasPlusAddressing(Read("connections: {customer: {type: embedded}}\n")));
}

TEST_F(IsolationKeysTest, AListOfTheConnectionHidesThatOfTheDefaults) {
  const std::string defaults =
      "defaults: {aliases: [qa-8@contoso.test, qa-9@contoso.test]}\n";
  EXPECT_THAT(Read(With("") + defaults).aliases,
              ElementsAre("qa-8@contoso.test", "qa-9@contoso.test"));
  EXPECT_THAT(
      Read(With("    aliases: [qa-1@contoso.test]\n") + defaults).aliases,
      ElementsAre("qa-1@contoso.test"));
}

TEST_F(IsolationKeysTest, MembersOfAListHaveReferencesAndPlaces) {
  const ScopedEnvironment alias("LETTERBOX_TEST_ALIAS", "qa-1@contoso.test");
  EXPECT_THAT(
      Read(With("    aliases: [\"${env:LETTERBOX_TEST_ALIAS}\"]\n")).aliases,
      ElementsAre("qa-1@contoso.test"));
  const ScopedEnvironment wrong("LETTERBOX_TEST_ALIAS", "nobody");
  EXPECT_THAT(
      config_.Load(With("    aliases: [\"${env:LETTERBOX_TEST_ALIAS}\"]\n"))
          .problems("customer"),
      ElementsAre(HasSubstr("connections.customer.aliases[0]: what it refers "
                            "to is not an address")));
}

TEST_F(IsolationKeysTest, WhatIsNoListOfAddressesIsRefused) {
  const auto error = [this](const std::string& value) {
    return config_.ErrorOf(With("    aliases: " + value + "\n"));
  };
  EXPECT_THAT(error("qa-1@contoso.test"),
              HasSubstr("connections.customer.aliases is a text; a list is "
                        "wanted"));
  EXPECT_THAT(error("[]"), HasSubstr("aliases has no member"));
  EXPECT_THAT(error("[[a@b.test]]"),
              HasSubstr("aliases[0] is a list; a text is wanted"));
  EXPECT_THAT(error("[a@b.test, nobody]"),
              HasSubstr("aliases[1]: \"nobody\" is not an address"));
  EXPECT_THAT(error("[a@b.test, \"\"]"), HasSubstr("aliases[1] is empty"));
}

TEST_F(IsolationKeysTest, WordsAreChecked) {
  EXPECT_THAT(config_.ErrorOf(With("    optional: yes\n")),
              HasSubstr("optional: \"yes\" is not known"));
  EXPECT_THAT(config_.ErrorOf(With("    cleanup: never\n")),
              HasSubstr("cleanup: \"never\" is not known"));
}

TEST_F(IsolationKeysTest, EmbeddedConnectionsHaveNoAliases) {
  EXPECT_THAT(config_.ErrorOf("connections:\n  customer:\n    type: embedded\n"
                              "    aliases: [a@b.test]\n"),
              HasSubstr("embedded has no key \"aliases\""));
}

}  // namespace
}  // namespace letterbox
