// Certificates and handshakes: what is trusted, and how a refusal reads.
#include <fstream>

#include "http_fixture.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

RawServer ServerWith(const TestIdentity& identity, int version = 0) {
  return RawServer(AnswerAlways(HttpAnswer(200, "ok")),
                   RawServer::Tls{identity, version});
}

class HttpTls : public OnEachTransport {
 protected:
  static ConnectionError Refusal(const RawServer& server) {
    const ConnectionError error =
        ErrorOf([&] { NewTransport()->Send(Post(server.url())); });
    EXPECT_EQ(error.kind(), Kind::kTls);
    EXPECT_FALSE(error.maybe_sent());
    EXPECT_EQ(server.requests().size(), 0u);
    return error;
  }
};
INSTANTIATE_ON_EACH_TRANSPORT(HttpTls);

TEST_P(HttpTls, UnknownAuthorityIsNamed) {
  const TestIdentity stranger =
      TestIdentity::SelfSigned({"stranger", "", -3600, 3600});
  RawServer server = ServerWith(stranger.Issue({}));
  EXPECT_THAT(
      Refusal(server).what(),
      AllOf(HasSubstr("POST " + server.url() +
                      ": the server's certificate is "
                      "not trusted (unable to get local issuer certificate"),
            HasSubstr("CN=server under test"), HasSubstr("CN=stranger"),
            HasSubstr("Add its authority with tls: ca_file.")));
}

TEST_P(HttpTls, SelfSignedCertificateIsCalledSo) {
  RawServer server = ServerWith(TestIdentity::SelfSigned({}));
  EXPECT_THAT(Refusal(server).what(),
              AllOf(HasSubstr("is self-signed (CN=server under test)"),
                    HasSubstr("tls: ca_file")));
}

TEST_P(HttpTls, ExpiredCertificateSaysWhen) {
  TestIdentity::Options past;
  past.valid_from = -7200;
  past.valid_to = -3600;
  RawServer server = ServerWith(Authority().Issue(past));
  EXPECT_THAT(Refusal(server).what(),
              AllOf(HasSubstr("expired on "), HasSubstr("GMT")));
}

TEST_P(HttpTls, CertificateOfTheFutureSaysFromWhen) {
  TestIdentity::Options future;
  future.valid_from = 1800;
  RawServer server = ServerWith(Authority().Issue(future));
  EXPECT_THAT(Refusal(server).what(), HasSubstr("not valid before "));
}

TEST_P(HttpTls, WrongNameListsTheNamesOfTheCertificate) {
  TestIdentity::Options other;
  other.names = "DNS:mail.contoso.test,DNS:*.fabrikam.test,IP:10.1.2.3";
  RawServer server = ServerWith(Authority().Issue(other));
  EXPECT_THAT(Refusal(server).what(),
              HasSubstr("is for mail.contoso.test, *.fabrikam.test, 10.1.2.3, "
                        "not for localhost."));
}

TEST_P(HttpTls, VersionsBefore12AreRefused) {
  RawServer server = ServerWith(Authority().Issue({}), TLS1_1_VERSION);
  EXPECT_THAT(Refusal(server).what(),
              AllOf(HasSubstr("the server's TLS is too old"),
                    HasSubstr("only TLS 1.2 or later is spoken here")));
}

TEST_P(HttpTls, Version12IsTaken) {
  RawServer server = ServerWith(Authority().Issue({}), TLS1_2_VERSION);
  EXPECT_EQ(NewTransport()->Send(Post(server.url())).status, 200);
}

TEST_P(HttpTls, PlainServerIsNotTakenForATlsOne) {
  RawServer server([](RawConnection& connection) {
    connection.Write("220 mail.contoso.test ready\r\n");
    connection.AwaitEnd();
  });
  const std::string url = "https://localhost:" + std::to_string(server.port());
  const ConnectionError error =
      ErrorOf([&] { NewTransport()->Send(Post(url)); });
  EXPECT_EQ(error.kind(), Kind::kTls);
  EXPECT_THAT(error.what(), AllOf(HasSubstr("TLS handshake failed ("),
                                  HasSubstr("Check that the port speaks TLS")));
}

TEST_P(HttpTls, ServerThatEndsTheHandshakeIsATlsFailure) {
  RawServer server([](RawConnection&) {});
  const std::string url = "https://localhost:" + std::to_string(server.port());
  EXPECT_EQ(ErrorOf([&] { NewTransport()->Send(Post(url)); }).kind(),
            Kind::kTls);
}

TEST_P(HttpTls, OneRefusalDoesNotColourTheNext) {
  RawServer refused = ServerWith(TestIdentity::SelfSigned({}));
  RawServer trusted = ServerWith(Authority().Issue({}));
  const auto transport = NewTransport();
  EXPECT_THROW(transport->Send(Post(refused.url())), ConnectionError);
  EXPECT_EQ(transport->Send(Post(trusted.url())).status, 200);
}

TEST_P(HttpTls, AuthoritiesComeFromAFile) {
  const std::string path =
      testing::TempDir() + "letterbox_ca_" + GetParam().name + ".pem";
  std::ofstream(path) << "Some words before.\n" << Authority().pem();
  HttpOptions options;
  options.tls.ca_file = path;
  RawServer server = ServerWith(Authority().Issue({}));
  EXPECT_EQ(GetParam().make(options)->Send(Post(server.url())).status, 200);
  std::remove(path.c_str());
}

TEST_P(HttpTls, WithoutTheAuthorityNothingIsTrusted) {
  RawServer server = ServerWith(Authority().Issue({}));
  EXPECT_THROW(GetParam().make({})->Send(Post(server.url())), ConnectionError);
}

TEST_P(HttpTls, UnreadableAuthoritiesAreConfigErrors) {
  HttpOptions missing;
  missing.tls.ca_file = "/nowhere/ca.pem";
  EXPECT_THAT([&] { GetParam().make(missing); },
              ThrowsMessage<ConfigError>(HasSubstr("/nowhere/ca.pem")));
  const std::string pem = Authority().pem();
  for (const std::string& text :
       {std::string("no certificate"), pem.substr(0, pem.size() / 2),
        pem +
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"}) {
    HttpOptions broken;
    broken.tls.ca_pem = text;
    EXPECT_THAT([&] { GetParam().make(broken); },
                ThrowsMessage<ConfigError>(HasSubstr("tls.ca_pem")));
  }
}

}  // namespace
}  // namespace letterbox
