// Files made to hurt, and files damaged by chance.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

#include "config_text.h"
#include "support/rounds.h"

namespace {

using letterbox::Config;
using letterbox::ConfigError;
using testing::HasSubstr;
using testing::Not;

// Far above what is needed, for slow machines and sanitizers; an exponential
// or quadratic walk takes minutes.
constexpr std::chrono::seconds kPatience(20);

class Hostile : public testing::Test {
 protected:
  ~Hostile() override {
    EXPECT_LT(std::chrono::steady_clock::now() - start_, kPatience);
  }

  ConfigText text_;

 private:
  const std::chrono::steady_clock::time_point start_ =
      std::chrono::steady_clock::now();
};

std::string Repeat(const std::string& text, std::size_t size) {
  std::string result;
  while (result.size() + text.size() <= size) result += text;
  return result;
}

TEST_F(Hostile, ABombOfAliasesIsCheckedOnce) {
  std::string yaml = "connections:\n  a0: &a0 {type: embedded}\n";
  for (int i = 1; i < 28; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    yaml += "  a" + std::to_string(i) + ": &a" + std::to_string(i) +
            " {authenticate: " + before + ", tls: " + before +
            ", hand_in: " + before + "}\n";
  }
  EXPECT_THAT(text_.ErrorOf(yaml),
              HasSubstr("unknown key \"type\" in connections.a1.authenticate"));
}

TEST_F(Hostile, ABombOfListsIsNotWalked) {
  std::string yaml = "connections: {a: &b0 [x]}\n";
  for (int i = 1; i < 40; ++i)
    yaml += "b" + std::to_string(i) + ": &b" + std::to_string(i) + " [*b" +
            std::to_string(i - 1) + ", *b" + std::to_string(i - 1) + "]\n";
  EXPECT_THAT(text_.ErrorOf(yaml), HasSubstr("is a list; a map is wanted"));
}

TEST_F(Hostile, ManyProfilesThatAliasOneAreCheckedOnce) {
  std::string yaml = "connections:\n  c: &c {type: embedded}\n";
  for (int i = 0; i < 15000; ++i) yaml += "  c" + std::to_string(i) + ": *c\n";
  yaml += "profiles:\n  p: &p\n    c: &o {type: embedded, timeout: 1s}\n";
  for (int i = 0; i < 15000; ++i)
    yaml += "    c" + std::to_string(i) + ": *o\n";
  for (int i = 0; i < 15000; ++i) yaml += "  p" + std::to_string(i) + ": *p\n";
  ASSERT_LT(yaml.size(), std::size_t{1} << 20);
  EXPECT_EQ(text_.Load(yaml, "p7").connection("c99").timeout,
            std::chrono::seconds(1));
}

TEST_F(Hostile, ManyUnknownNamesBesideManyKnownOnes) {
  std::string yaml = "connections:\n";
  for (int i = 0; i < 20000; ++i)
    yaml += "  connection" + std::to_string(i) + ": {}\n";
  yaml += "profiles:\n  p:\n";
  for (int i = 0; i < 20000; ++i)
    yaml += "    konnektion" + std::to_string(i) + ": {}\n";
  ASSERT_LT(yaml.size(), std::size_t{1} << 20);
  EXPECT_THAT(text_.ErrorOf(yaml), HasSubstr(" more problems"));
}

TEST_F(Hostile, DeepNestingIsRefusedWithItsPlace) {
  const std::size_t size = (1 << 20) - 100;
  for (const char* open : {"[", "{", "{a: ", "- ", "? ", ": "})
    EXPECT_THAT(text_.ErrorOf(Repeat(open, size)),
                HasSubstr(": nested too deeply"))
        << open;
}

TEST_F(Hostile, TheSameTokenOverAndOverIsRefused) {
  for (const char* token : {"a: ",     "a:\n",   "&a ",
                            "*a ",     "!a ",    "\"",
                            "'",       "x ",     "- a\n",
                            "#",       "%",      "[]: ",
                            "---\n",   "...\n",  "|\n",
                            "a: |\n ", "!<",     "\"a\": ",
                            "? a\n",   "${env:", "connections: {}\n"})
    EXPECT_NE(text_.ErrorOf(Repeat(token, 200'000)), "") << token;
}

TEST_F(Hostile, ALongNameIsCutInTheError) {
  const std::string error =
      text_.ErrorOf("connections: {}\n" + std::string(900'000, 'x') + ": y\n");
  EXPECT_LT(error.size(), 10'000u);
}

// Either it is read, or a ConfigError says what is wrong.
void LoadAnything(const ConfigText& text, const std::string& yaml) {
  try {
    Config config = text.Load(yaml);
    for (const std::string& name : config.names()) config.problems(name);
  } catch (const ConfigError& error) {
    EXPECT_THAT(error.what(), HasSubstr("letterbox.yaml"));
  }
}

std::string Damage(std::string text, std::mt19937& random) {
  constexpr char kAlphabet[] = " \n\t:-?[]{}&*!|>'\"%@`#,$\\~<abcé\xFF\x04";
  auto below = [&](std::size_t end) { return random() % end; };
  for (std::size_t edits = 1 + below(6); edits > 0 && !text.empty(); --edits) {
    const std::size_t at = below(text.size());
    switch (below(4)) {
      case 0:
        text[at] = kAlphabet[below(sizeof(kAlphabet) - 1)];
        break;
      case 1:
        text.insert(at, 1, kAlphabet[below(sizeof(kAlphabet) - 1)]);
        break;
      case 2:
        text.erase(at, 1 + below(8));
        break;
      default:
        text.insert(at, text.substr(below(text.size()), below(40)));
        break;
    }
  }
  return text;
}

constexpr char kWhole[] = R"(defaults: &d {timeout: 30s}
profile: offline
connections:
  customer: &c
    type: exchange
    host: "mail.contoso.test"
    user: 'qa@contoso.test'
    authenticate: {method: oauth2, flow: client_credentials,
                   tenant_id: t, client_id: c}
    hand_in:
      host: smtp.contoso.test
      user: u
      password: s3cr3t
  other: *c
profiles:
  offline: {customer: {type: embedded}}
)";

TEST_F(Hostile, DamagedFilesAreReadOrRefused) {
  std::mt19937 random(2007);
  for (int i = 0; i < letterbox::Rounds(1000); ++i) {
    LoadAnything(text_, Damage(kWhole, random));
  }
}

TEST_F(Hostile, SlipsOfOneCharacterShowNoSecret) {
  const std::string whole = kWhole;
  const std::string slips = "\"' :";
  for (std::size_t at = 0; at < whole.size(); ++at) {
    EXPECT_THAT(text_.ErrorOf(std::string(whole).erase(at, 1)),
                Not(HasSubstr("s3cr3t")));
    const std::string slip(1, slips[at % slips.size()]);
    EXPECT_THAT(text_.ErrorOf(std::string(whole).insert(at, slip)),
                Not(HasSubstr("s3cr3t")));
  }
}

TEST(Speed, AHundredConnectionsAreReadInMilliseconds) {
  ScopedEnvironment secret("LETTERBOX_TEST_SECRET", "secret");
  ConfigText text;
  std::string yaml = "connections:\n";
  const std::string one = kComplete;
  const std::string body = one.substr(one.find("    type"));
  for (int i = 0; i < 100; ++i)
    yaml += "  c" + std::to_string(i) + ":\n" + body;
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(text.Load(yaml).names().size(), 100u);
  const auto took = std::chrono::steady_clock::now() - start;
  RecordProperty(
      "microseconds",
      static_cast<int>(
          std::chrono::duration_cast<std::chrono::microseconds>(took).count()));
  EXPECT_LT(took, kPatience);
}

}  // namespace
