// Every flow that needs nobody, from the client's settings to the mailbox.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <string>

#include "letterbox/fixtures/embedded_exchange.h"
#include "letterbox/transport/connection.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/mailbox.h"
#include "support/temp_folder.h"
#include "support/test_certificates.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr char kUser[] = "customer@contoso.test";

const TestIdentity& Rsa() {
  static const auto* const identity = [] {
    TestIdentity::Options options;
    options.rsa_bits = 2048;
    return new TestIdentity(TestIdentity::SelfSigned(options));
  }();
  return *identity;
}

EmbeddedExchange::Options WithCertificate() {
  EmbeddedExchange::Options options;
  options.users = {kUser};
  options.certificate = Rsa().pem();
  options.client_secret = "the-application's";
  return options;
}

class Flows : public testing::Test {
 protected:
  using Change = std::function<void(Authentication&)>;

  Connection With(const Change& change) {
    Connection connection = exchange_.ConnectionFor(kUser);
    connection.name = "customer";
    connection.token_store = folder_.path() / "tokens";
    change(connection.authenticate);
    return connection;
  }

  static void Open(const Connection& connection) {
    OpenMailbox(connection)->Check();
  }
  /// The text of the error; empty where it opens.
  static std::string Refusal(const Connection& connection) {
    try {
      Open(connection);
      return "";
    } catch (const Error& error) {
      return error.what();
    }
  }

  std::string CertificateFile(const TestIdentity& identity) {
    const std::string path = folder_.path() / "application.pem";
    std::ofstream(path) << identity.pem() << identity.key_pem();
    chmod(path.c_str(), 0600);
    return path;
  }

  Change ByCertificate(const TestIdentity& identity) {
    return [file = CertificateFile(identity)](Authentication& in) {
      in.client_secret.clear();
      in.certificate_file = file;
    };
  }
  Connection ByRefreshToken() {
    return With([this](Authentication& in) {
      in.refresh_token = exchange_.IssueRefreshToken(kUser);
    });
  }

  long TokenRequests() const {
    const auto all = exchange_.requests();
    return std::count_if(all.begin(), all.end(), [](const auto& request) {
      return request.path.size() > 6 &&
             request.path.substr(request.path.size() - 6) == "/token";
    });
  }

  TempFolder folder_;
  EmbeddedExchange exchange_{WithCertificate()};
};

TEST_F(Flows, OpenByCertificate) {
  EXPECT_EQ(Refusal(With(ByCertificate(Rsa()))), "");
}

TEST_F(Flows, RefuseTheCertificateOfSomebodyElse) {
  TestIdentity::Options options;
  options.rsa_bits = 2048;
  EXPECT_THAT(Refusal(With(ByCertificate(TestIdentity::SelfSigned(options)))),
              AllOf(HasSubstr("AADSTS700027"), HasSubstr("not the one that is "
                                                         "registered")));
}

TEST_F(Flows, OpenByRefreshTokenAndGoOnWithTheNext) {
  const Connection connection = ByRefreshToken();
  EXPECT_EQ(Refusal(connection), "");
  EXPECT_EQ(Refusal(connection), "");
  EXPECT_EQ(TokenRequests(), 1);
  exchange_.ExpireAccessTokens();
  EXPECT_EQ(Refusal(connection), "");
  exchange_.ExpireAccessTokens();
  EXPECT_EQ(Refusal(connection), "");
  EXPECT_EQ(TokenRequests(), 3);
}

TEST_F(Flows, OpenByPassword) {
  const auto with = [this](const std::string& password) {
    return With([&](Authentication& in) {
      in.flow = Authentication::Flow::kPassword;
      in.password = password;
    });
  };
  EXPECT_THAT(Refusal(with("wrong")), HasSubstr("AADSTS50126"));
  EXPECT_THAT(Refusal(with("wrong")), HasSubstr("AADSTS50126"));
  EXPECT_EQ(TokenRequests(), 1);
  EXPECT_EQ(Refusal(with("letterbox")), "");
}

TEST_F(Flows, OpenThroughAdfsShapedPaths) {
  const auto to_adfs = [this](Authentication& in) {
    in.tenant_id.clear();
    in.authority = exchange_.authority() + "/adfs";
  };
  EXPECT_EQ(Refusal(With(to_adfs)), "");
  EXPECT_EQ(exchange_.requests().front().path, "/adfs/oauth2/token");
  EXPECT_EQ(Refusal(With([&](Authentication& in) {
              to_adfs(in);
              ByCertificate(Rsa())(in);
            })),
            "");
  EXPECT_THAT(Refusal(With([&](Authentication& in) {
                to_adfs(in);
                in.client_id = "other";
              })),
              AllOf(HasSubstr("MSIS"), HasSubstr("client_id")));
}

TEST_F(Flows, OpenByDiscovery) {
  EXPECT_EQ(Refusal(With([this](Authentication& in) {
              in.authority += "/" + in.tenant_id + "/v2.0";
              in.scope = exchange_.authority() + "/.default";
              in.tenant_id.clear();
            })),
            "");
  EXPECT_THAT(exchange_.requests().front().path,
              HasSubstr("openid-configuration"));
}

TEST_F(Flows, TellARevokedSignInFromAnExpiredOne) {
  const Connection revoked = ByRefreshToken();
  EXPECT_EQ(Refusal(revoked), "");
  exchange_.RevokeSignIns(kUser);
  exchange_.ExpireAccessTokens();
  EXPECT_THAT(Refusal(revoked), HasSubstr("was revoked"));
  EXPECT_THAT(Refusal(revoked), HasSubstr("was revoked"));
  EXPECT_EQ(TokenRequests(), 2);

  const Connection expired = ByRefreshToken();
  EXPECT_EQ(Refusal(expired), "");
  exchange_.ExpireSignIns();
  exchange_.ExpireAccessTokens();
  EXPECT_THAT(Refusal(expired), HasSubstr("has expired"));
}

TEST_F(Flows, ATokenUsedTwiceEndsItsSignIn) {
  const std::string token = exchange_.IssueRefreshToken(kUser);
  const auto by = [&](const char* store) {
    Connection connection =
        With([&](Authentication& in) { in.refresh_token = token; });
    connection.token_store = folder_.path() / store;
    return connection;
  };
  EXPECT_EQ(Refusal(by("first")), "");
  EXPECT_THAT(Refusal(by("second")), HasSubstr("AADSTS70000"));
  exchange_.ExpireAccessTokens();
  EXPECT_THAT(Refusal(by("first")), HasSubstr("was revoked"));
}

TEST_F(Flows, ThrottlingHoldsAllProcessesAndDeletesNothing) {
  const Connection connection = ByRefreshToken();
  EXPECT_EQ(Refusal(connection), "");
  exchange_.ExpireAccessTokens();
  EmbeddedExchange::TokenFault fault;
  fault.status = 429;
  fault.error = "invalid_grant";
  fault.number = 50196;
  fault.retry_after = std::chrono::seconds(11);
  exchange_.FailTokenRequests(fault);
  EXPECT_THAT(Refusal(connection), HasSubstr("Try again in 11 s"));
  const long before = TokenRequests();
  EXPECT_THAT(Refusal(connection), HasSubstr("left alone"));
  EXPECT_EQ(TokenRequests(), before);
}

TEST_F(Flows, AShortOutageIsWaitedOut) {
  EmbeddedExchange::TokenFault fault;
  fault.retry_after = std::chrono::seconds(1);
  exchange_.FailTokenRequests(fault);
  EXPECT_EQ(Refusal(ByRefreshToken()), "");
  EXPECT_EQ(TokenRequests(), 2);
}

}  // namespace
}  // namespace letterbox
