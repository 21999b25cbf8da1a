// Overlays, and which one is chosen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "config_text.h"

namespace {

using letterbox::Config;
using letterbox::Connection;
using testing::IsEmpty;

constexpr char kProfiles[] = R"(profiles:
  offline: {customer: {type: embedded}}
  staging:
    customer:
      host: staging.contoso.test
      authenticate: {tenant_id: staging.test}
)";

class Profile : public testing::Test {
 protected:
  const std::string yaml_ = std::string(kComplete) + kProfiles;
  const ScopedEnvironment secret_{"LETTERBOX_TEST_SECRET", "secret"};
  ConfigText text_;
};

TEST_F(Profile, IsNoneWhereNothingIsSaid) {
  const Config config = text_.Load(yaml_);
  EXPECT_EQ(config.profile(), "");
  EXPECT_EQ(config.connection("customer").host, "mail.contoso.test");
}

TEST_F(Profile, IsMergedOverTheConnectionKeyByKey) {
  const Config config = text_.Load(yaml_, "staging");
  EXPECT_EQ(config.profile(), "staging");
  const Connection& customer = config.connection("customer");
  EXPECT_EQ(customer.host, "staging.contoso.test");
  EXPECT_EQ(customer.authenticate.tenant_id, "staging.test");
  EXPECT_EQ(customer.authenticate.client_id, "client");
  EXPECT_EQ(customer.user, "qa@contoso.test");
}

TEST_F(Profile, ThatChangesTheTypeDropsTheKeysOfTheOther) {
  const ScopedEnvironment no_secret("LETTERBOX_TEST_SECRET", std::nullopt);
  const Config config = text_.Load(yaml_, "offline");
  EXPECT_THAT(config.problems("customer"), IsEmpty());
  const Connection& customer = config.connection("customer");
  EXPECT_EQ(customer.type, Connection::Type::kEmbedded);
  EXPECT_EQ(customer.mailbox, "qa@contoso.test");
  EXPECT_EQ(customer.host, "");
  EXPECT_EQ(customer.authenticate.client_id, "");
}

TEST_F(Profile, MayMakeARealConnectionOfAnEmbeddedOne) {
  const Config config = text_.Load(R"(connections:
  customer: {type: embedded, user: customer@contoso.test}
profiles:
  live:
    customer:
      type: exchange
      host: mail.contoso.test
      user: qa@contoso.test
      authenticate:
        method: oauth2
        flow: client_credentials
        tenant_id: contoso.test
        client_id: client
        client_secret: ${env:LETTERBOX_TEST_SECRET}
)",
                                   "live");
  EXPECT_EQ(config.connection("customer").type, Connection::Type::kExchange);
  EXPECT_EQ(config.connection("customer").mailbox, "qa@contoso.test");
}

TEST_F(Profile, ChosenByTheProgramGoesBeforeTheEnvironment) {
  const ScopedEnvironment profile("LETTERBOX_PROFILE", "offline");
  EXPECT_EQ(text_.Load(yaml_, "staging").profile(), "staging");
}

TEST_F(Profile, ChosenByTheEnvironmentGoesBeforeTheFile) {
  const ScopedEnvironment profile("LETTERBOX_PROFILE", "offline");
  EXPECT_EQ(text_.Load("profile: staging\n" + yaml_).profile(), "offline");
}

TEST_F(Profile, IsChosenByTheFileWhereNobodyElseDoes) {
  const ScopedEnvironment profile("LETTERBOX_PROFILE", "");
  EXPECT_EQ(text_.Load("profile: staging\n" + yaml_).profile(), "staging");
}

TEST_F(Profile, OnlyTheChosenOneIsResolved) {
  const Config config = text_.Load(yaml_ + R"(  other:
    customer: {user: "${env:LETTERBOX_TEST_NOT_SET}"}
)");
  EXPECT_THAT(config.problems("customer"), IsEmpty());
}

TEST_F(Profile, MayLackKeysWhileItIsNotChosen) {
  const std::string yaml = R"(connections: {a: {type: embedded}}
profiles:
  live: {a: {type: exchange, user: a@contoso.test}}
)";
  EXPECT_EQ(text_.ErrorOf(yaml), "");
  EXPECT_EQ(text_.ErrorOf(yaml, "live"),
            "letterbox.yaml:1:15: connections.a lacks host, "
            "authenticate.method, authenticate.tenant_id "
            "(or authenticate.token_url, authenticate.authority), "
            "authenticate.client_id, authenticate.client_secret (flow: "
            "client_credentials)");
}

TEST_F(Profile, AllAreCheckedForKeysAndValues) {
  EXPECT_EQ(
      text_.ErrorOf(R"(connections: {a: {type: embedded}}
profiles:
  p: {a: {hots: x}}
  q: {a: {timeout: soon}}
  r: {a: {host: x}}
  s: {a: [x]}
  t:
)"),
      R"(letterbox.yaml:3:11: unknown key "hots" in profiles.p.a; did you mean "host"?
letterbox.yaml:4:20: profiles.q.a.timeout: "soon" is not a duration: a whole number with ms, s or min, such as 30s
letterbox.yaml:5:11: embedded has no key "host" (in profiles.r.a)
letterbox.yaml:6:10: profiles.s.a is a list; a map is wanted
letterbox.yaml:7:3: profiles.t has no value; it is a map of connections to what is overlaid)");
}

TEST_F(Profile, ForAnUnknownConnectionNamesTheNearest) {
  EXPECT_EQ(text_.ErrorOf(std::string(kComplete) +
                          "profiles: {p: {custmer: {type: embedded}}}\n"),
            "letterbox.yaml:12:16: unknown connection \"custmer\" in "
            "profiles.p; did you mean \"customer\"?");
}

TEST_F(Profile, ThatIsUnknownNamesWhoAskedForItAndTheKnownOnes) {
  EXPECT_EQ(text_.ErrorOf(yaml_, "production"),
            "letterbox.yaml: unknown profile \"production\", asked for by the "
            "program; known are offline, staging");
  EXPECT_EQ(text_.ErrorOf("profile: stagging\n" + yaml_),
            "letterbox.yaml:1:10: unknown profile \"stagging\", asked for by "
            "the key profile; did you mean \"staging\"?");
  EXPECT_EQ(text_.ErrorOf(kComplete, "offline"),
            "letterbox.yaml: unknown profile \"offline\", asked for by the "
            "program; the file has no profiles");
  const ScopedEnvironment profile("LETTERBOX_PROFILE", "offlin");
  EXPECT_EQ(text_.ErrorOf(yaml_),
            "letterbox.yaml: unknown profile \"offlin\", asked for by "
            "LETTERBOX_PROFILE; did you mean \"offline\"?");
}

}  // namespace
