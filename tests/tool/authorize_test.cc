// letterbox authorize, status and forget as a person uses them, at a terminal,
// with the pages of the embedded authority filled in.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "letterbox/fixtures/embedded_exchange.h"
#include "support/child.h"
#include "support/person.h"
#include "support/scoped_environment.h"
#include "support/temp_folder.h"
#include "support/terminal_child.h"

namespace letterbox {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// Set by CMakeLists.txt.
constexpr char kProgram[] = LETTERBOX_PROGRAM;
constexpr char kPassword[] = "p4ssw0rd-m4rk";
constexpr char kSecret[] = "s3cr3t+m4rk/&%";

std::string ContentsOf(const fs::path& file) {
  std::ifstream input(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(input), {}};
}

class Authorize : public testing::Test {
 protected:
  explicit Authorize(std::chrono::seconds lifetime = std::chrono::hours(1))
      : exchange_(Options(lifetime)) {
    folder_.Write("ca.pem", exchange_.ca_certificate());
    WriteFile(With(""));
  }

  /// A connection that anna signs in to; `more` are lines under authenticate.
  std::string With(const std::string& more,
                   const std::string& user = "user: anna@contoso.test") const {
    return "connections:\n  customer:\n    type: exchange\n    host: " +
           exchange_.ews_url() + "\n    " + user +
           "\n    tls: {ca_file: ca.pem}\n    authenticate:\n"
           "      method: oauth2\n"
           "      tenant_id: 11111111-2222-3333-4444-555555555555\n"
           "      client_id: 77777777-8888-9999-0000-111111111111\n"
           "      redirect_url: http://localhost/\n      authority: " +
           exchange_.authority() + "\n" + more;
  }

  void WriteFile(const std::string& yaml) {
    path_ = folder_.Write("letterbox.yaml", yaml);
  }

  Ended Run(const std::string& command, const std::string& rest = "") const {
    return RunChild("'" + std::string(kProgram) + "' " + command +
                    " --config '" + path_ + "' " + rest + " </dev/null");
  }

  TerminalChild Start(std::vector<std::string> rest = {"customer"}) const {
    std::vector<std::string> words = {kProgram, "authorize", "--config", path_};
    words.insert(words.end(), rest.begin(), rest.end());
    return TerminalChild(std::move(words));
  }

  /// The page that the program asks to open.
  static std::string PageOf(TerminalChild& child) {
    child.LineAfter("on this machine:");
    return child.LineAfter("  https://").insert(0, "https://");
  }

  Person Anna() const {
    return {"anna@contoso.test", kPassword, exchange_.ca_certificate()};
  }

  void SignInAnna() {
    TerminalChild child = Start();
    Anna().SignIn(PageOf(child));
    ASSERT_EQ(child.Wait(), 0) << child.output();
  }

  std::vector<std::string> Operations() const {
    std::vector<std::string> operations;
    for (const auto& request : exchange_.requests())
      if (!request.operation.empty()) operations.push_back(request.operation);
    return operations;
  }

  fs::path store() const { return folder_.path() / "tokens"; }

  static EmbeddedExchange::Options Options(std::chrono::seconds lifetime) {
    EmbeddedExchange::Options options;
    options.users = {"anna@contoso.test", "bert@contoso.test"};
    options.password = kPassword;
    options.client_secret = kSecret;
    options.token_lifetime = lifetime;
    return options;
  }

  EmbeddedExchange exchange_;
  const TempFolder folder_;
  const ScopedEnvironment no_config_{"LETTERBOX_CONFIG", std::nullopt};
  const ScopedEnvironment no_profile_{"LETTERBOX_PROFILE", std::nullopt};
  const ScopedEnvironment no_ci_{"CI", std::nullopt};
  const ScopedEnvironment no_browser_{"BROWSER", std::nullopt};
  const ScopedEnvironment no_display_{"DISPLAY", std::nullopt};
  const ScopedEnvironment no_wayland_{"WAYLAND_DISPLAY", std::nullopt};
  const ScopedEnvironment store_{"LETTERBOX_TOKEN_STORE", store().string()};
  std::string path_;
};

TEST_F(Authorize, SignsInOnceAndTestsGoOnByThemselves) {
  TerminalChild child = Start();
  const std::string page = PageOf(child);
  EXPECT_THAT(page, AllOf(HasSubstr("code_challenge_method=S256"),
                          HasSubstr("response_mode=form_post"),
                          HasSubstr("login_hint=anna%40contoso.test")));
  EXPECT_THAT(Anna().SignIn(page), HasSubstr("You can close this page"));
  EXPECT_EQ(child.Wait(), 0) << child.output();
  EXPECT_THAT(child.output(),
              HasSubstr("  signed in as anna@contoso.test, renewed by itself"));

  const Ended check = Run("check", "--quick");
  EXPECT_EQ(check.status, 0) << check.output;
  EXPECT_THAT(Operations(), ElementsAre("authorization_code", "GetFolder"));
  const Ended status = Run("status");
  EXPECT_EQ(status.status, 0);
  EXPECT_THAT(status.output,
              HasSubstr("customer: authorization_code, anna@contoso.test, "
                        "token good until 20"));
}

class AuthorizeBriefly : public Authorize {
 protected:
  AuthorizeBriefly() : Authorize(std::chrono::seconds(1)) {}
};

TEST_F(AuthorizeBriefly, AndTestsGoOnWithTheRefreshToken) {
  SignInAnna();
  while (!testing::Value(Operations(), Contains("refresh_token"))) {
    const Ended check = Run("check", "--quick");
    ASSERT_EQ(check.status, 0) << check.output;
  }
  EXPECT_THAT(Run("status").output, HasSubstr("renewed by itself"));
  EXPECT_THAT(Operations(), Contains("authorization_code").Times(1));
}

TEST_F(Authorize, DoesNotTakeThePersonsOwnMailboxForAnother) {
  WriteFile(
      With("", "user: anna@contoso.test\n    mailbox: bert@contoso.test"));
  SignInAnna();
  const Ended check = Run("check", "--quick");
  EXPECT_EQ(check.status, 1);
  EXPECT_THAT(check.output, HasSubstr("Access is denied"));
}

TEST_F(Authorize, LearnsWhoseMailboxItIs) {
  WriteFile(With("", "timeout: 10s"));
  const Ended before = Run("check", "--quick");
  EXPECT_EQ(before.status, 1);
  EXPECT_THAT(before.output, HasSubstr("letterbox authorize customer"));
  SignInAnna();
  EXPECT_EQ(Run("check", "--quick").status, 0);
}

TEST_F(Authorize, StoresNothingWhereSomebodyElseSignsIn) {
  TerminalChild child = Start();
  Person("bert@contoso.test", kPassword, exchange_.ca_certificate())
      .SignIn(PageOf(child));
  EXPECT_EQ(child.Wait(), 1);
  EXPECT_THAT(child.output(),
              AllOf(HasSubstr("\"bert@contoso.test\" signed in, but `user` is "
                              "\"anna@contoso.test\""),
                    HasSubstr("Nothing was stored.")));
  EXPECT_EQ(Run("status").status, 1);
}

TEST_F(Authorize, SignsInOnAnotherDevice) {
  TerminalChild child = Start({"--device", "customer"});
  const std::string line = child.LineAfter("  Open ");
  const std::string page = line.substr(0, line.find(' '));
  Anna().SignInDevice(page, line.substr(line.rfind(' ') + 1));
  EXPECT_EQ(child.Wait(), 0) << child.output();
  EXPECT_THAT(child.output(), HasSubstr("  signed in as anna@contoso.test"));
  EXPECT_EQ(Run("check", "--quick").status, 0);
}

TEST_F(Authorize, HasAFlowForDevices) {
  WriteFile(With("      flow: device_code\n"));
  TerminalChild child = Start();
  const std::string line = child.LineAfter("  Open ");
  Anna().SignInDevice(line.substr(0, line.find(' ')),
                      line.substr(line.rfind(' ') + 1));
  EXPECT_EQ(child.Wait(), 0) << child.output();
  EXPECT_THAT(Run("status").output, HasSubstr("customer: device_code, anna@"));
}

TEST_F(Authorize, SaysWhyTheSignInFailed) {
  TerminalChild child = Start();
  const std::string page = PageOf(child);
  TlsClient client(PortIn(page), exchange_.ca_certificate());
  const std::string path = TargetIn(page).substr(0, TargetIn(page).find('?'));
  const std::string first = client.Request("GET", TargetIn(page)).body;
  Person::BringBack(
      client
          .Request("POST", path,
                   {{"Content-Type", "application/x-www-form-urlencoded"}},
                   FillIn(first, {{"cancel", "1"}}))
          .body);
  EXPECT_EQ(child.Wait(), 1);
  EXPECT_THAT(child.output(),
              AllOf(HasSubstr("access_denied"), HasSubstr("AADSTS65004")));
}

TEST_F(Authorize, RefusesToPromptWhereNobodyIs) {
  const Ended no_terminal = Run("authorize", "customer");
  EXPECT_EQ(no_terminal.status, 1);
  EXPECT_THAT(no_terminal.output, HasSubstr("here is none"));
  const ScopedEnvironment ci("CI", "true");
  TerminalChild child = Start();
  EXPECT_EQ(child.Wait(), 1);
  EXPECT_THAT(child.output(), AllOf(HasSubstr("client_credentials"),
                                    Not(HasSubstr("https://"))));
  EXPECT_THAT(exchange_.requests(), IsEmpty());
}

TEST_F(Authorize, TestsNeverPrompt) {
  const Ended check = Run("check", "--quick");
  EXPECT_EQ(check.status, 1);
  EXPECT_THAT(check.output, AllOf(HasSubstr("nobody has signed in yet"),
                                  HasSubstr("letterbox authorize customer")));
  EXPECT_THAT(exchange_.requests(), IsEmpty());
}

TEST_F(Authorize, StartsNothingWhileAFieldIsMissing) {
  std::string yaml = With("      client_secret: ${env:LETTERBOX_NO_SUCH}\n");
  WriteFile(yaml);
  TerminalChild child = Start();
  EXPECT_EQ(child.Wait(), 1);
  EXPECT_THAT(child.output(), AllOf(HasSubstr("LETTERBOX_NO_SUCH is not set"),
                                    Not(HasSubstr("Open this page"))));
  yaml.replace(yaml.find("      client_id"), 53, "");
  WriteFile(yaml);
  TerminalChild lacking = Start();
  EXPECT_EQ(lacking.Wait(), 1);
  EXPECT_THAT(lacking.output(), HasSubstr("lacks authenticate.client_id"));
  EXPECT_THAT(exchange_.requests(), IsEmpty());
}

TEST_F(Authorize, AsksAgainAfterASettingHasChanged) {
  SignInAnna();
  WriteFile(With("      scope: " + exchange_.authority() +
                 "/EWS.AccessAsUser.All\n"));
  const Ended status = Run("status");
  EXPECT_EQ(status.status, 1);
  EXPECT_THAT(status.output, AllOf(HasSubstr("scope changed from"),
                                   HasSubstr("letterbox authorize customer")));
}

TEST_F(Authorize, WarnsWhereNothingCanBeRenewed) {
  WriteFile(With("      scope: " + exchange_.authority() +
                 "/EWS.AccessAsUser.All openid\n"));
  TerminalChild child = Start();
  Anna().SignIn(PageOf(child));
  EXPECT_EQ(child.Wait(), 0) << child.output();
  EXPECT_THAT(child.output(), AllOf(HasSubstr("anna@contoso.test, until 20"),
                                    HasSubstr("no refresh token")));
}

TEST_F(Authorize, Forgets) {
  SignInAnna();
  EXPECT_THAT(Run("forget", "customer").output,
              HasSubstr("customer: forgotten\n"));
  EXPECT_THAT(Run("forget", "customer").output,
              HasSubstr("customer: nothing was stored\n"));
  EXPECT_THAT(Run("status").output, HasSubstr("nobody has signed in"));
  EXPECT_EQ(Run("forget").status, 2);
}

TEST_F(Authorize, TakesAllOfTheFileAndLeavesOutWhoNeedsNobody) {
  WriteFile(With("") + "  local: {type: embedded}\n");
  TerminalChild child = Start({"--all"});
  Anna().SignIn(PageOf(child));
  EXPECT_EQ(child.Wait(), 0) << child.output();
  EXPECT_THAT(child.output(), HasSubstr("local:\r\n  nobody has to sign in"));
  EXPECT_EQ(Run("authorize").status, 2);
  EXPECT_EQ(Run("authorize", "--all customer").status, 2);
}

TEST_F(Authorize, OpensTheBrowserWithoutSecrets) {
  const std::string seen = (folder_.path() / "seen").string();
  const std::string browser = folder_.Write(
      "browser", "#!/bin/sh\n{ echo \"$@\"; env; } >'" + seen + ".part'\nmv '" +
                     seen + ".part' '" + seen + "'\n");
  fs::permissions(browser, fs::perms::owner_all);
  const ScopedEnvironment chosen("BROWSER", browser);
  const ScopedEnvironment secret("QA_SECRET", kSecret);
  std::string yaml = With("      client_secret: ${env:QA_SECRET}\n");
  yaml.replace(yaml.find("77777777-8888-9999-0000-111111111111"), 36,
               "66666666-7777-8888-9999-000000000000");
  WriteFile(yaml);
  TerminalChild child = Start();
  child.LineAfter("The browser opens");
  const std::string page = child.LineAfter("  https://").insert(0, "https://");
  Anna().SignIn(page);
  EXPECT_EQ(child.Wait(), 0) << child.output();
  while (!fs::exists(seen)) usleep(10000);
  EXPECT_THAT(ContentsOf(seen),
              AllOf(HasSubstr(page + "\n"), HasSubstr("PATH="),
                    Not(HasSubstr("QA_SECRET"))));
  // Nothing secret is to be seen anywhere.
  std::vector<std::string> secrets = {kSecret,       "s3cr3t%2Bm4rk",
                                      "s3cr3t+m4rk", "czNjcjN0",
                                      kPassword,     "p4ssw0rd"};
  std::string all = child.output() + ContentsOf(seen);
  for (const auto& entry : fs::recursive_directory_iterator(store()))
    if (entry.is_regular_file()) all += ContentsOf(entry.path());
  for (const std::string& hidden : secrets)
    EXPECT_THAT(all, Not(HasSubstr(hidden)));
}

TEST_F(Authorize, ShowsNothingSecretInItsCommandLine) {
  TerminalChild child = Start();
  const std::string page = PageOf(child);
  EXPECT_THAT(page, Not(HasSubstr("code_verifier")));
  EXPECT_THAT(ContentsOf("/proc/" + std::to_string(child.pid()) + "/cmdline"),
              Not(HasSubstr("state")));
  Anna().SignIn(page);
  EXPECT_EQ(child.Wait(), 0);
  for (const auto& entry : fs::recursive_directory_iterator(store())) {
    if (!entry.is_regular_file()) continue;
    EXPECT_EQ(entry.status().permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
  }
}

TEST_F(Authorize, SaysThatThePortIsTaken) {
  TerminalChild first = Start();
  const std::string page = PageOf(first);
  const std::string mark = "redirect_uri=http%3A%2F%2Flocalhost%3A";
  const std::size_t at = page.find(mark) + mark.size();
  const std::string port = page.substr(at, page.find('%', at) - at);
  std::string yaml = With("");
  yaml.replace(yaml.find("http://localhost/"), 17,
               "http://localhost:" + port + "/");
  WriteFile(yaml);
  TerminalChild second = Start();
  EXPECT_EQ(second.Wait(), 1);
  EXPECT_THAT(second.output(), AllOf(HasSubstr("Address already in use"),
                                     HasSubstr("ss -ltnp")));
}

}  // namespace
}  // namespace letterbox
