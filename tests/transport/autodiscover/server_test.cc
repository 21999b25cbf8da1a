// A search over real connections: names and ports lead to servers of this
// machine, and TLS keeps the names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netdb.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "answers.h"
#include "autodiscover/messenger.h"
#include "autodiscover/search.h"
#include "autodiscover/way.h"
#include "http/http_transport.h"
#include "letterbox/fixtures/embedded_exchange.h"
#include "letterbox/transport/error.h"
#include "new_transport.h"
#include "support/raw_server.h"
#include "support/test_certificates.h"

namespace letterbox::autodiscover {
namespace {

using Method = Authentication::Method;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class SearchOnServers : public testing::Test {
 protected:
  SearchOnServers() {
    connection_.name = "qa";
    connection_.host = "autodiscover";
    connection_.user = "qa@contoso.test";
    connection_.authenticate.method = Method::kBasic;
    connection_.authenticate.password = "letterbox";
    connection_.tls.ca_pem = authority_.pem();
    connection_.proxy.url = "none";
  }

  void Map(const std::string& host, int port, int real_port) {
    ports_[{host, port}] = real_port;
  }

  HttpOptions OptionsWith(HttpOptions options) const {
    options.network.resolve = [this](const std::string& host) {
      for (const auto& [wanted, real_port] : ports_)
        if (wanted.first == host) return 0;
      return EAI_NONAME;
    };
    options.network.redirect =
        [this](const Endpoint& wanted) -> std::optional<Endpoint> {
      const auto port = ports_.find({wanted.host, wanted.port});
      // Whatever is not mapped is refused.
      return Endpoint{"127.0.0.1", port == ports_.end() ? 1 : port->second};
    };
    return options;
  }

  Reach TestReach() const {
    return {
        [this] {
          return NewCpprestTransport(OptionsWith(HttpOptionsOf(connection_)));
        },
        [this](const std::string& origin) {
          HttpOptions options = OptionsWith(HttpOptionsOf(connection_));
          options.login =
              HttpLogin{HttpLogin::Scheme::kNtlm, origin, connection_.user,
                        connection_.authenticate.password};
          return NewCurlTransport(options);
        },
        [](const std::string&) { return std::vector<SrvRecord>(); }, false};
  }

  Found Find() {
    return Search(connection_, "qa@contoso.test", TestReach(), SystemClock());
  }
  std::string ErrorOf() {
    try {
      Find();
    } catch (const Error& error) {
      return error.what();
    }
    ADD_FAILURE() << "was found";
    return "";
  }

  const TestIdentity authority_ =
      TestIdentity::SelfSigned({"authority under test", "", -3600, 3600});
  Connection connection_;
  std::map<std::pair<std::string, int>, int> ports_;
};

std::string Challenge() {
  return HttpAnswer(401, "", "WWW-Authenticate: Basic realm=\"x\"\r\n");
}

TEST_F(SearchOnServers, SaysNothingBeforeTlsHasVerified) {
  const TestIdentity stranger =
      TestIdentity::SelfSigned({"a stranger", "DNS:contoso.test"});
  RawServer unknown(AnswerAlways(Challenge()), RawServer::Tls{stranger});
  RawServer other_name(
      AnswerAlways(Challenge()),
      RawServer::Tls{authority_.Issue({"another", "DNS:www.contoso.test"})});
  Map("contoso.test", 443, unknown.port());
  Map("autodiscover.contoso.test", 443, other_name.port());
  EXPECT_THAT(ErrorOf(), HasSubstr("www.contoso.test"));
  EXPECT_THAT(unknown.requests(), IsEmpty());
  EXPECT_THAT(other_name.requests(), IsEmpty());
}

TEST_F(SearchOnServers, SaysNothingOverPlainHttp) {
  RawServer plain(AnswerAlways(Challenge()));
  Map("autodiscover.contoso.test", 80, plain.port());
  EXPECT_THAT(ErrorOf(), HasSubstr("no redirect (HTTP 401)"));
  ASSERT_EQ(plain.requests().size(), 1u);
  EXPECT_THAT(plain.requests()[0], Not(HasSubstr("Authorization")));
}

TEST_F(SearchOnServers, SignsInToWhoMayAsk) {
  RawServer server(
      [](RawConnection& connection) {
        for (std::string request = connection.ReadRequest(); !request.empty();
             request = connection.ReadRequest()) {
          const bool is_pox = request.find("POST ") == 0;
          // qa@contoso.test:letterbox
          const bool is_signed_in =
              request.find("Basic cWFAY29udG9zby50ZXN0OmxldHRlcmJveA==") !=
              request.npos;
          connection.Write(
              !is_pox ? HttpAnswer(404, "")
              : is_signed_in
                  ? HttpAnswer(200, PoxSettings("https://mail.contoso.test"))
                  : Challenge());
        }
      },
      RawServer::Tls{authority_.Issue({"contoso", "DNS:contoso.test"})});
  Map("contoso.test", 443, server.port());
  EXPECT_EQ(Find().url, "https://mail.contoso.test");
}

class SearchOnExchange : public SearchOnServers {
 protected:
  SearchOnExchange() {
    connection_.tls.ca_pem = exchange_.ca_certificate();
    const std::string& origin = exchange_.authority();
    const int port = std::stoi(origin.substr(origin.rfind(':') + 1));
    Map("autodiscover.contoso.test", 443, port);
    Map("autodiscover.contoso.test", port, port);
  }
  static EmbeddedExchange::Options Options() {
    EmbeddedExchange::Options options;
    options.users = {"qa@contoso.test"};
    options.host_names = {"autodiscover.contoso.test"};
    return options;
  }
  EmbeddedExchange exchange_{Options()};
};

TEST_F(SearchOnExchange, FindsItByJson) {
  const Found found = Find();
  EXPECT_EQ(found.url, exchange_.ews_url());
  EXPECT_EQ(found.by, "https://autodiscover.contoso.test, JSON");
}

TEST_F(SearchOnExchange, AsksInFormsThatItTakes) {
  // All ways agree, whatever the method.
  for (const auto& [method, name] :
       {std::pair<Method, const char*>(Method::kBasic, "basic"),
        {Method::kNtlm, "ntlm"}}) {
    exchange_.SetMethods({method});
    connection_.authenticate.method = method;
    Connection connection = connection_;
    connection.host = "https://autodiscover.contoso.test/EWS/Exchange.asmx";
    const Reach reach = TestReach();
    for (const Way* way : {&kPox, &kSoap}) {
      Messenger messenger(connection, reach, SystemClock());
      const auto reply = messenger.SendSignedIn(
          way->ask("https://autodiscover.contoso.test", "qa@contoso.test"));
      EXPECT_EQ(reply.response.status, 200) << name << " " << way->name;
      const Answer answer = way->read(reply.response.body);
      EXPECT_EQ(answer.kind, Answer::Kind::kUrl) << answer.text;
      EXPECT_EQ(answer.text, exchange_.ews_url());
    }
  }
}

}  // namespace
}  // namespace letterbox::autodiscover
