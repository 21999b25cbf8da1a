// What is said about files that are wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "config_text.h"

namespace {

using letterbox::ConfigError;

struct BadFile {
  const char* name;
  std::string yaml;
  std::string error;
};

std::ostream& operator<<(std::ostream& out, const BadFile& file) {
  return out << file.name;
}

class BadFileTest : public testing::TestWithParam<BadFile> {
 protected:
  ConfigText config_;
};

TEST_P(BadFileTest, IsAnsweredWithPlaceAndAdvice) {
  EXPECT_EQ(config_.ErrorOf(GetParam().yaml), GetParam().error);
}

std::string NameOf(const testing::TestParamInfo<BadFile>& info) {
  return info.param.name;
}

// A connection with `line` as its only line.
std::string With(const std::string& line) {
  return "connections:\n  a:\n    type: exchange\n    " + line + "\n";
}

std::string WithAuthenticate(const std::string& line) {
  return With("authenticate:\n      " + line);
}

// What With and WithAuthenticate lack is told only where nothing else is.
const BadFile kSyntax[] = {
    {"Empty", "", "letterbox.yaml:1:1: the file is empty"},
    {"OnlyAComment", "# nothing\n", "letterbox.yaml:1:1: the file is empty"},
    {"AList", "- a\n",
     "letterbox.yaml:1:1: the file is a list; a map with the key connections "
     "is wanted"},
    {"AText", "hello\n",
     "letterbox.yaml:1:1: the file is a text; a map with the key connections "
     "is wanted"},
    {"Null", "~\n",
     "letterbox.yaml:1:1: the file is nothing; a map with the key connections "
     "is wanted"},
    {"NoConnections", "{}\n",
     "letterbox.yaml:1:1: the file has no connections; the key connections is "
     "wanted"},
    {"ASecondDocument", "connections: {}\n---\na: b\n",
     "letterbox.yaml:2:1: a second document, or text that does not belong to "
     "what stands above; the file is one map"},
    {"AnEmptySecondDocument", "connections: {}\n---\n",
     "letterbox.yaml:2:1: a second document, or text that does not belong to "
     "what stands above; the file is one map"},
    {"AListThenAMap", "- a\nb: c\n",
     "letterbox.yaml:2:1: a second document, or text that does not belong to "
     "what stands above; the file is one map"},
    {"AMapThenAList", "a: b\n- c\n",
     "letterbox.yaml:2:1: not YAML: end of map not found"},
    {"TwoColons", "a: b: c\n",
     "letterbox.yaml:1:5: not YAML: illegal map value"},
    {"ATab", "connections:\n\ta: b\n",
     "letterbox.yaml:2:3: a tab in the indentation; YAML wants spaces"},
    {"AnOpenQuote", "connections:\n  a: \"x\n  b: y\n",
     "letterbox.yaml:2:6: a quote that is never closed"},
    {"AnOpenSingleQuote", "connections: 'x\n",
     "letterbox.yaml:1:14: a quote that is never closed"},
    {"AnOpenBracket", "connections: [a\n",
     "letterbox.yaml:2:1: not YAML: end of sequence flow not found"},
    {"AnUnknownEscape", "a: \"\\q\"\n",
     "letterbox.yaml:1:7: not YAML: unknown escape character"},
    {"AnUnknownAlias", "connections: *nothing\n",
     "letterbox.yaml:1:14: not YAML: the referenced anchor is not defined"},
    {"AnAliasOfItself", "connections: &a\n  b: *a\n",
     "letterbox.yaml:2:6: an alias inside what it stands for"},
    {"AnAliasOfItselfInAList", "connections: &a [[*a]]\n",
     "letterbox.yaml:1:19: an alias inside what it stands for"},
    {"ATag", "connections: !secret {}\n",
     "letterbox.yaml:1:14: a tag (\"!…\"); values here have none"},
    {"InvalidUtf8", "connections:\n  a: \xC3\x28\n",
     "letterbox.yaml:2:6: not UTF-8"},
    {"Latin1", "connections:\n  caf\xE9: x\n", "letterbox.yaml:2:6: not UTF-8"},
    {"ANulByte", std::string("connections: {}\n\0a", 18),
     "letterbox.yaml:2:1: a control character"},
    {"TheByteThatTheParserTakesForTheEnd", "connections: {}\n\x04 a: [\n",
     "letterbox.yaml:2:1: a control character"},
};
INSTANTIATE_TEST_SUITE_P(Syntax, BadFileTest, testing::ValuesIn(kSyntax),
                         NameOf);

const BadFile kKeys[] = {
    {"AtTheTop", "conections: {}\nconnections: {}\n",
     "letterbox.yaml:1:1: unknown key \"conections\" at the top of the file; "
     "did you mean \"connections\"?"},
    {"InAConnection", With("hots: x"),
     "letterbox.yaml:4:5: unknown key \"hots\" in connections.a; did you mean "
     "\"host\"?"},
    {"InAuthenticate", WithAuthenticate("tennant_id: x"),
     "letterbox.yaml:5:7: unknown key \"tennant_id\" in "
     "connections.a.authenticate; did you mean \"tenant_id\"?"},
    {"WithoutANearOne", With("tls: {qqqqqqq: x}"),
     "letterbox.yaml:4:11: unknown key \"qqqqqqq\" in connections.a.tls; known "
     "are ca_file, ca_folder, certificate_file, key_file, key_passphrase, "
     "fingerprint, verify"},
    {"AMergeKey",
     "connections:\n  b: &b {type: embedded}\n  a:\n    <<: *b\n    type: "
     "embedded\n",
     "letterbox.yaml:4:5: merge keys (\"<<\") are not read in connections.a; "
     "what connections have in common stands under defaults"},
    {"Duplicate", With("host: x\n    host: y"),
     "letterbox.yaml:5:5: duplicate key \"host\" in connections.a; the first "
     "one is in line 4"},
    {"DuplicateByAnAlias",
     "connections:\n  &a a: {type: embedded}\n  *a : {type: embedded}\n",
     "letterbox.yaml:2:3: duplicate key \"a\" in connections; the first one is "
     "in line 2"},
    {"DuplicateConnection",
     "connections:\n  a: {type: embedded}\n  a: {type: embedded}\n",
     "letterbox.yaml:3:3: duplicate key \"a\" in connections; the first one is "
     "in line 2"},
    {"AMapForAKey", "connections:\n  ? {a: b}\n  : {type: embedded}\n",
     "letterbox.yaml:2:5: a key that is no text in connections"},
    {"NothingForAKey", "connections:\n  ~: {type: embedded}\n",
     "letterbox.yaml:2:3: a key that is no text in connections"},
    {"ControlCharactersAreEscaped", "connections: {}\n\"a\\e[31m\": x\n",
     "letterbox.yaml:2:1: unknown key \"a\\x1B[31m\" at the top of the file; "
     "known are connections, defaults, profiles, profile"},
};
INSTANTIATE_TEST_SUITE_P(Keys, BadFileTest, testing::ValuesIn(kKeys), NameOf);

const BadFile kValues[] = {
    {"Null", With("host:"),
     "letterbox.yaml:4:5: connections.a.host has no value; it is a host name, "
     "the whole EWS URL, or autodiscover"},
    {"Tilde", With("host: ~"),
     "letterbox.yaml:4:5: connections.a.host has no value; it is a host name, "
     "the whole EWS URL, or autodiscover"},
    {"EmptyText", With("host: \"\""),
     "letterbox.yaml:4:5: connections.a.host has no value; it is a host name, "
     "the whole EWS URL, or autodiscover"},
    {"NullForAMap", With("authenticate:"),
     "letterbox.yaml:4:5: connections.a.authenticate has no value; it is how "
     "to get in"},
    {"NullConnection", "connections:\n  a:\n",
     "letterbox.yaml:2:3: connections.a has no value; it is a connection"},
    {"NullDefaults", "connections: {}\ndefaults:\n",
     "letterbox.yaml:2:1: defaults has no value; it is what holds for all "
     "connections"},
    {"AListForAText", With("host: [x]"),
     "letterbox.yaml:4:11: connections.a.host is a list; a text is wanted"},
    {"AMapForAText", With("host: {x: y}"),
     "letterbox.yaml:4:11: connections.a.host is a map; a text is wanted"},
    {"ATextForAMap", With("authenticate: oauth2"),
     "letterbox.yaml:4:19: connections.a.authenticate is a text; a map is "
     "wanted"},
    {"AListOfConnections", "connections: [a]\n",
     "letterbox.yaml:1:14: connections is a list; a map is wanted"},
    {"AListForASecretIsNotShown", WithAuthenticate("client_secret: [s3cr3t]"),
     "letterbox.yaml:5:22: connections.a.authenticate.client_secret is a list; "
     "a text is wanted"},
    {"DurationWithoutUnit", With("timeout: 30"),
     "letterbox.yaml:4:14: connections.a.timeout: \"30\" is not a duration: a "
     "whole number with ms, s or min, such as 30s"},
    {"FractionOfADuration", With("timeout: 1.5s"),
     "letterbox.yaml:4:14: connections.a.timeout: \"1.5s\" is not a duration: "
     "a whole number with ms, s or min, such as 30s"},
    {"PortThatIsNoNumber", With("hand_in: {host: h, port: smtp}"),
     "letterbox.yaml:4:30: connections.a.hand_in.port: \"smtp\" is not a port: "
     "a whole number from 1 to 65535"},
    {"UnknownType", "connections: {a: {type: exchnage}}\n",
     "letterbox.yaml:1:25: connections.a.type: \"exchnage\" is not known; did "
     "you mean \"exchange\"?"},
    {"UnknownTypeWithoutANearOne", "connections: {a: {type: pop}}\n",
     "letterbox.yaml:1:25: connections.a.type: \"pop\" is not known; known are "
     "exchange, embedded"},
    {"UnknownTls", With("hand_in: {host: h, tls: yes}"),
     "letterbox.yaml:4:29: connections.a.hand_in.tls: \"yes\" is not known; "
     "known are none, starttls, tls"},
    {"MailboxThatIsNoAddress", With("mailbox: CONTOSO\\qa"),
     "letterbox.yaml:4:14: connections.a.mailbox: \"CONTOSO\\\\qa\" is not an "
     "address such as qa@contoso.com"},
    {"PasswordInTheHostIsNotShown", With("host: https://u:s3cr3t@x"),
     "letterbox.yaml:4:11: connections.a.host has an \"@\": names and "
     "passwords do not stand in URLs"},
    {"HostOfAnotherScheme", With("host: ftp://x"),
     "letterbox.yaml:4:11: connections.a.host: \"ftp://x\" is neither a host "
     "name nor a URL that begins with https://"},
    {"TokenUrlWithoutScheme", WithAuthenticate("token_url: login.x/token"),
     "letterbox.yaml:5:18: connections.a.authenticate.token_url: "
     "\"login.x/token\" is not a URL that begins with https://"},
    {"TenantWithAPath", WithAuthenticate("tenant_id: ../x"),
     "letterbox.yaml:5:18: connections.a.authenticate.tenant_id: \"../x\" is "
     "neither a GUID nor a domain name"},
    {"LineEndInAValue", WithAuthenticate("client_secret: |\n        s3cr3t"),
     "letterbox.yaml:5:22: connections.a.authenticate.client_secret has a line "
     "end or a control character"},
    {"OpenReference", WithAuthenticate("client_secret: ${env:A s3cr3t"),
     "letterbox.yaml:5:22: connections.a.authenticate.client_secret: \"${\" "
     "begins a reference, which is ${env:NAME} or ${file:PATH}; for the two "
     "characters themselves write \"$${\""},
    {"EmbeddedWithAHost", "connections: {a: {type: embedded, host: x}}\n",
     "letterbox.yaml:1:35: embedded has no key \"host\" (in connections.a)"},
    {"EmbeddedNameThatIsNoAddress", "connections:\n  a b: {type: embedded}\n",
     "letterbox.yaml:2:3: connections.a b has no user that is an address, such "
     "as \"qa@contoso.test\""},
    {"ValueWithSpacesIsNotShown", With("host: mail password s3cr3t"),
     "letterbox.yaml:4:11: connections.a.host is neither a host name nor a URL "
     "that begins with https://"},
};
INSTANTIATE_TEST_SUITE_P(Values, BadFileTest, testing::ValuesIn(kValues),
                         NameOf);

const BadFile kPlanned[] = {
    {"Graph", "connections: {a: {type: graph}}\n",
     "letterbox.yaml:1:25: connections.a.type: \"graph\" is planned and not "
     "available yet; use type: exchange, which speaks EWS"},
    {"Imap", "connections: {a: {type: imap}}\n",
     "letterbox.yaml:1:25: connections.a.type: \"imap\" is planned and not "
     "available yet; use type: exchange, which speaks EWS"},
    {"TheDeprecatedType", "connections: {a: {type: online-exchange-account}}\n",
     "letterbox.yaml:1:25: connections.a.type: \"online-exchange-account\" is "
     "deprecated; write {type: exchange, host: outlook.office365.com, user: "
     "USER, authenticate: {method: oauth2, tenant_id: TENANT, client_id: "
     "CLIENT, client_secret: \"${env:CLIENT_SECRET}\", redirect_url: "
     "http://localhost/}}"},
    {"TrustedHosts", With("trusted_hosts: [\"https://mail.hoster.test\"]"),
     "letterbox.yaml:4:21: connections.a.trusted_hosts[0]: "
     "\"https://mail.hoster.test\" is not a host name"},
};
INSTANTIATE_TEST_SUITE_P(Planned, BadFileTest, testing::ValuesIn(kPlanned),
                         NameOf);

TEST(RedirectUrl, IsOneOfThisMachine) {
  ConfigText config;
  EXPECT_EQ(
      config.ErrorOf(WithAuthenticate("redirect_url: https://contoso.com/")),
      "letterbox.yaml:5:21: connections.a.authenticate.redirect_url: "
      "\"https://contoso.com/\" is not a URL that Letterbox can listen on, "
      "such as http://localhost/ or http://localhost:8400/");
}

TEST(BadFile, TellsAllProblemsInTheOrderOfTheFile) {
  ConfigText config;
  EXPECT_EQ(
      config.ErrorOf(R"(profile: offlin
connections:
  a:
    type: exchange
    hots: x
    timeout: soon
  b: {type: embedded, host: x}
  c: {type: exchange}
  b: {}
profiles:
  offline: {d: {type: embedded}}
)"),
      R"(letterbox.yaml:1:10: unknown profile "offlin", asked for by the key profile; did you mean "offline"?
letterbox.yaml:5:5: unknown key "hots" in connections.a; did you mean "host"?
letterbox.yaml:6:14: connections.a.timeout: "soon" is not a duration: a whole number with ms, s or min, such as 30s
letterbox.yaml:7:23: embedded has no key "host" (in connections.b)
letterbox.yaml:8:3: connections.c lacks host, authenticate.method, authenticate.tenant_id (or authenticate.token_url, authenticate.authority), authenticate.client_id, mailbox (or user), authenticate.client_secret (flow: client_credentials)
letterbox.yaml:9:3: duplicate key "b" in connections; the first one is in line 7
letterbox.yaml:9:3: connections.b lacks type, which is exchange or embedded
letterbox.yaml:11:13: unknown connection "d" in profiles.offline; did you mean "a"?)");
}

TEST(BadFile, ErrorCarriesFileLineAndKeyOfTheFirstProblem) {
  ConfigText config;
  try {
    config.Load("connections:\n  a: {type: embedded}\n  b: {typ: x}\n");
    FAIL() << "loaded";
  } catch (const ConfigError& error) {
    EXPECT_EQ(error.file(), (config.folder().path() / "letterbox.yaml"));
    EXPECT_EQ(error.line(), 3);
    EXPECT_EQ(error.key(), "connections.b.typ");
  }
}

TEST(BadFile, LacksAreToldOnceAndAllTogether) {
  ConfigText config;
  EXPECT_EQ(config.ErrorOf("connections: {a: {}}\n"),
            "letterbox.yaml:1:15: connections.a lacks type, which is exchange "
            "or embedded");
  EXPECT_EQ(config.ErrorOf(std::string(kComplete) + "    hand_in: {user: x}\n"),
            "letterbox.yaml:2:3: connections.customer lacks hand_in.host, "
            "hand_in.password");
  EXPECT_EQ(config.ErrorOf(std::string(kComplete) + "    hand_in: {}\n"),
            "letterbox.yaml:2:3: connections.customer lacks hand_in.host");
}

TEST(BadFile, OfManyProblemsTheFirstAreShownAndTheRestCounted) {
  std::string yaml = "connections: {}\n";
  for (int i = 0; i < 300; ++i) yaml += "key" + std::to_string(i) + ": x\n";
  ConfigText config;
  std::string error = config.ErrorOf(yaml);
  EXPECT_THAT(error, testing::HasSubstr("letterbox.yaml:201:1: "));
  EXPECT_THAT(error,
              testing::EndsWith("\nletterbox.yaml: and 100 more problems"));
}

TEST(BadFile, ThatCannotBeReadSaysWhy) {
  ConfigText config;
  const std::string folder = config.folder().path().string();
  auto error_of = [&](const std::string& path) {
    try {
      letterbox::Config::Load(path);
    } catch (const ConfigError& error) {
      return config.WithoutFolder(error.what());
    }
    return std::string();
  };
  EXPECT_EQ(error_of(folder + "/none.yaml"),
            "cannot read the connection file none.yaml: it does not exist");
  EXPECT_EQ(error_of(folder + "/."),
            "cannot read the connection file .: it is not a regular file");
  EXPECT_EQ(error_of("/dev/zero"),
            "cannot read the connection file /dev/zero: it is not a regular "
            "file");
  EXPECT_EQ(
      error_of(
          config.folder().Write("big.yaml", std::string(1 << 20, '#') + "#")),
      "cannot read the connection file big.yaml: it is larger than 1024 KiB");
}

}  // namespace
