// What a connection may say about TLS.
#include "http/tls_rules.h"
#include "http_fixture.h"
#include "support/temp_folder.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::ThrowsMessage;

class TlsOptions : public OnEachTransport {
 protected:
  static std::unique_ptr<HttpTransport> Make(HttpOptions options) {
    options.proxy.url = "none";
    return GetParam().make(options);
  }
  static HttpOptions Trusting() {
    HttpOptions options;
    options.tls.ca_pem = Authority().pem();
    return options;
  }
  std::string Write(const std::string& name, const std::string& text) const {
    return folder_.Write(name, text);
  }
  const TempFolder folder_;
};
INSTANTIATE_ON_EACH_TRANSPORT(TlsOptions);

TEST_P(TlsOptions, FolderOfAuthoritiesIsTrustedWhateverElseIsInIt) {
  RawServer server(AnswerAlways(HttpAnswer(200, "ok")), Trusted());
  Write("contoso.crt", Authority().pem());
  Write("notes.txt", "no certificate");
  HttpOptions options;
  options.tls.ca_folder = folder_.path().string();
  EXPECT_EQ(Make(options)->Send(Post(server.url())).status, 200);
}

TEST_P(TlsOptions, FolderWithoutAuthoritiesIsAConfigError) {
  Write("notes.txt", "no certificate");
  for (const std::string& folder :
       {folder_.path().string(), std::string("/nowhere")}) {
    HttpOptions options;
    options.tls.ca_folder = folder;
    EXPECT_THAT([&] { Make(options); },
                ThrowsMessage<ConfigError>(
                    AllOf(HasSubstr(folder), HasSubstr("tls.ca_folder"))));
  }
}

TEST_P(TlsOptions, PinnedCertificateIsTakenWhoeverIssuedIt) {
  TestIdentity::Options lab;
  lab.names = "DNS:another.contoso.test";
  lab.valid_to = -60;  // over
  const TestIdentity identity = TestIdentity::SelfSigned(lab);
  RawServer server(AnswerAlways(HttpAnswer(200, "ok")),
                   RawServer::Tls{identity, 0});
  HttpOptions options;
  options.pinned_host = "localhost";
  options.tls.fingerprint = identity.fingerprint();
  EXPECT_EQ(Make(options)->Send(Post(server.url())).status, 200);
  // As `openssl x509 -fingerprint` prints it.
  for (std::size_t at = 2; at < options.tls.fingerprint.size(); at += 3)
    options.tls.fingerprint.insert(at, ":");
  EXPECT_EQ(Make(options)->Send(Post(server.url())).status, 200);
}

TEST_P(TlsOptions, OtherCertificateThanThePinnedOneIsRefusedThoughTrusted) {
  RawServer server(AnswerAlways(HttpAnswer(200, "ok")), Trusted());
  HttpOptions options = Trusting();
  options.pinned_host = "localhost";
  options.tls.fingerprint = std::string(64, 'a');
  const ConnectionError error =
      ErrorOf([&] { Make(options)->Send(Post(server.url())); });
  EXPECT_EQ(error.kind(), Kind::kTls);
  EXPECT_THAT(error.what(),
              AllOf(HasSubstr("has the SHA-256 fingerprint "),
                    HasSubstr("not the one that tls: fingerprint pins")));
  EXPECT_EQ(server.requests().size(), 0u);
}

TEST_P(TlsOptions, PinIsForItsHostAlone) {
  RawServer server(AnswerAlways(HttpAnswer(200, "ok")), Trusted());
  HttpOptions options = Trusting();
  options.pinned_host = "mail.contoso.test";
  options.tls.fingerprint = std::string(64, 'a');
  EXPECT_EQ(Make(options)->Send(Post(server.url())).status, 200);
  options.tls.ca_pem.clear();
  EXPECT_THROW(Make(options)->Send(Post(server.url())), ConnectionError);
}

TEST_P(TlsOptions, FingerprintThatIsNoneIsAConfigError) {
  for (const std::string& text :
       {std::string("abc"), std::string(64, 'x'), std::string(63, 'a'),
        std::string(65, 'a'), std::string(40, 'a')}) {
    HttpOptions options;
    options.tls.fingerprint = text;
    EXPECT_THAT([&] { Make(options); },
                ThrowsMessage<ConfigError>(HasSubstr("`fingerprint`")));
  }
}

TEST_P(TlsOptions, WithoutVerificationAnyCertificateIsTaken) {
  TestIdentity::Options other;
  other.names = "DNS:another.contoso.test";
  RawServer server(AnswerAlways(HttpAnswer(200, "ok")),
                   RawServer::Tls{TestIdentity::SelfSigned(other), 0});
  HttpOptions options;
  options.tls.verify = false;
  EXPECT_EQ(Make(options)->Send(Post(server.url())).status, 200);
}

TEST_P(TlsOptions, VersionsBefore12AreRefusedWithoutVerificationToo) {
  RawServer server(AnswerAlways(HttpAnswer(200, "ok")),
                   RawServer::Tls{Authority().Issue({}), TLS1_1_VERSION});
  HttpOptions options;
  options.tls.verify = false;
  EXPECT_EQ(ErrorOf([&] { Make(options)->Send(Post(server.url())); }).kind(),
            Kind::kTls);
}

/// Takes only clients with a certificate of Authority().
RawServer::Tls Wanting(int version) {
  RawServer::Tls tls = Trusted();
  tls.newest_version = version;
  tls.client_authority = Authority();
  return tls;
}

TEST_P(TlsOptions, OwnCertificateIsShownToWhoAsks) {
  const TestIdentity own = Authority().Issue({});
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    RawServer server(AnswerAlways(HttpAnswer(200, "ok")), Wanting(version));
    HttpOptions together = Trusting();
    together.tls.certificate_file =
        Write("both.pem", own.pem() + own.key_pem());
    EXPECT_EQ(Make(together)->Send(Post(server.url())).status, 200);
    HttpOptions apart = Trusting();
    apart.tls.certificate_file = Write("own.pem", own.pem());
    apart.tls.key_file = Write("own.key", own.key_pem("opensesame"));
    apart.tls.key_passphrase = "opensesame";
    EXPECT_EQ(Make(apart)->Send(Post(server.url())).status, 200);
  }
}

TEST_P(TlsOptions, MissingOwnCertificateIsNamed) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    RawServer server(AnswerAlways(HttpAnswer(200, "ok")), Wanting(version));
    const ConnectionError error =
        ErrorOf([&] { Make(Trusting())->Send(Post(server.url())); });
    EXPECT_THAT(error.what(), HasSubstr("asked for a client certificate: give "
                                        "one with tls: certificate_file"));
    EXPECT_EQ(server.requests().size(), 0u);
  }
}

TEST_P(TlsOptions, UnusableOwnCertificateIsAConfigError) {
  const TestIdentity own = Authority().Issue({});
  const TestIdentity other = Authority().Issue({});
  const std::string good = Write("own.pem", own.pem());
  struct Case {
    std::string certificate;
    std::string key;
    std::string passphrase;
    const char* why;
  };
  for (const Case& wrong : {
           Case{"/nowhere.pem", "", "", "/nowhere.pem"},
           Case{Write("words.pem", "words"), "", "", "no readable PEM"},
           Case{good, "", "", "no private key"},
           Case{good, "/nowhere.key", "", "/nowhere.key"},
           Case{good, Write("other.key", other.key_pem()), "",
                "does not belong to the certificate"},
           Case{good, Write("locked.key", own.key_pem("opensesame")), "",
                "key_passphrase"},
           Case{good, Write("locked.key", own.key_pem("opensesame")), "marker",
                "key_passphrase"},
           Case{"", Write("own.key", own.key_pem()), "",
                "no `certificate_file`"},
       }) {
    HttpOptions options;
    options.tls.certificate_file = wrong.certificate;
    options.tls.key_file = wrong.key;
    options.tls.key_passphrase = wrong.passphrase;
    EXPECT_THAT([&] { Make(options); },
                ThrowsMessage<ConfigError>(
                    AllOf(HasSubstr(wrong.why), Not(HasSubstr("marker")))));
  }
}

}  // namespace
}  // namespace letterbox
