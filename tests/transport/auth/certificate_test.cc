#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "auth/certificate_assertion.h"
#include "auth_fixture.h"
#include "crypto/crypto.h"
#include "support/test_certificates.h"

namespace letterbox {
namespace {

using nlohmann::json;
using std::chrono::system_clock;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const TestIdentity& Application() {
  static const auto* const identity = [] {
    TestIdentity::Options options;
    options.rsa_bits = 2048;
    return new TestIdentity(TestIdentity::SelfSigned(options));
  }();
  return *identity;
}

/// Whether `signature` is that of `text` by the application's key.
bool Verifies(const std::string& text, const std::string& signature, bool pss) {
  EVP_MD_CTX* const context = EVP_MD_CTX_new();
  EVP_PKEY_CTX* padding = nullptr;
  EVP_DigestVerifyInit(context, &padding, EVP_sha256(), nullptr,
                       Application().key());
  if (pss) {
    EVP_PKEY_CTX_set_rsa_padding(padding, RSA_PKCS1_PSS_PADDING);
    EVP_PKEY_CTX_set_rsa_pss_saltlen(padding, 32);
  }
  const auto bytes = [](const std::string& data) {
    return reinterpret_cast<const unsigned char*>(data.data());
  };
  const bool verifies =
      EVP_DigestVerify(context, bytes(signature), signature.size(), bytes(text),
                       text.size()) == 1;
  EVP_MD_CTX_free(context);
  return verifies;
}

/// An assertion taken apart.
struct Assertion3 {
  explicit Assertion3(const std::string& assertion) {
    const std::size_t first = assertion.find('.');
    const std::size_t second = assertion.find('.', first + 1);
    text = assertion.substr(0, second);
    header = json::parse(*DecodeBase64Url(assertion.substr(0, first)));
    claims = json::parse(
        *DecodeBase64Url(assertion.substr(first + 1, second - first - 1)));
    signature = *DecodeBase64Url(assertion.substr(second + 1));
  }
  std::string text;
  json header;
  json claims;
  std::string signature;
};

class CertificateAssertion : public testing::Test {
 protected:
  CertificateAssertion() {
    endpoints_.token = "https://login.test/t/oauth2/v2.0/token";
    connection_.authenticate.certificate_file =
        Write("both.pem", Application().pem() + Application().key_pem());
  }

  std::string Write(const std::string& name, const std::string& text,
                    mode_t mode = 0600) {
    const std::string path = folder_.path() / name;
    std::ofstream(path) << text;
    EXPECT_EQ(chmod(path.c_str(), mode), 0);
    return path;
  }
  std::string Sign() {
    return SignAssertion(connection_, endpoints_, system_clock::now());
  }
  std::string Refusal() {
    return TextOfError<ConfigError>([this] { Sign(); });
  }

  TemporaryFolder folder_;
  Connection connection_ = Customer();
  Authentication& in_ = connection_.authenticate;
  Endpoints endpoints_;
};

TEST_F(CertificateAssertion, IsSignedAsPs256WithTheSha256Thumbprint) {
  const system_clock::time_point now = system_clock::now();
  const Assertion3 assertion(SignAssertion(connection_, endpoints_, now));
  EXPECT_EQ(assertion.header["alg"], "PS256");
  EXPECT_EQ(assertion.header["typ"], "JWT");
  unsigned char hash[32];
  X509_digest(Application().certificate(), EVP_sha256(), hash, nullptr);
  EXPECT_EQ(assertion.header["x5t#S256"],
            EncodeBase64Url({reinterpret_cast<char*>(hash), sizeof hash}));
  EXPECT_TRUE(Verifies(assertion.text, assertion.signature, true));
  EXPECT_FALSE(Verifies(assertion.text + "x", assertion.signature, true));

  EXPECT_EQ(assertion.claims["aud"], endpoints_.token);
  EXPECT_EQ(assertion.claims["iss"], "the-client");
  EXPECT_EQ(assertion.claims["sub"], "the-client");
  EXPECT_EQ(assertion.claims["nbf"], system_clock::to_time_t(now));
  EXPECT_EQ(assertion.claims["exp"], system_clock::to_time_t(now) + 600);
}

TEST_F(CertificateAssertion, IsSignedAsRs256WhereNothingElseIsKnown) {
  endpoints_.takes_ps256 = false;
  const Assertion3 assertion(Sign());
  EXPECT_EQ(assertion.header["alg"], "RS256");
  EXPECT_TRUE(Verifies(assertion.text, assertion.signature, false));
  unsigned char hash[20];
  X509_digest(Application().certificate(), EVP_sha1(), hash, nullptr);
  EXPECT_EQ(assertion.header["x5t"],
            EncodeBase64Url({reinterpret_cast<char*>(hash), sizeof hash}));
}

TEST_F(CertificateAssertion, IsNeverTheSame) {
  std::set<std::string> ids;
  for (int i = 0; i < 5; ++i)
    ids.insert(Assertion3(Sign()).claims["jti"].get<std::string>());
  EXPECT_EQ(ids.size(), 5u);
}

TEST_F(CertificateAssertion, EscapesWhatStandsInIt) {
  in_.client_id = "a\"b\\c";
  EXPECT_EQ(Assertion3(Sign()).claims["iss"], "a\"b\\c");
}

TEST_F(CertificateAssertion, TakesAnEncryptedKeyFromAFileOfItsOwn) {
  in_.certificate_file = Write("app.pem", Application().pem(), 0644);
  in_.key_file = Write("app.key", Application().key_pem(kSecret));
  in_.key_passphrase = kSecret;
  const Assertion3 assertion(Sign());
  EXPECT_TRUE(Verifies(assertion.text, assertion.signature, true));
  in_.key_passphrase = "wrong";
  EXPECT_THAT(Refusal(), HasSubstr("key_passphrase does not open its key"));
}

TEST_F(CertificateAssertion, AnEncryptedKeyWithoutAPassphraseNeverAsks) {
  in_.key_file = Write("app.key", Application().key_pem("passphrase"));
  // With a terminal of its own, where OpenSSL would ask and wait.
  const pid_t child = fork();
  if (child == 0) {
    setsid();
    const int terminal = posix_openpt(O_RDWR);
    const bool has_terminal = terminal >= 0 && grantpt(terminal) == 0 &&
                              unlockpt(terminal) == 0 &&
                              open(ptsname(terminal), O_RDWR) >= 0;
    try {
      SignAssertion(connection_, endpoints_, system_clock::now());
    } catch (const ConfigError& error) {
      const std::string text = error.what();
      const bool says =
          text.find("Give authenticate: key_passphrase") != std::string::npos;
      _exit(says && has_terminal ? 0 : 1);
    }
    _exit(2);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(CertificateAssertion, NamesTheFileThatCannotBeUsed) {
  const std::string good = in_.certificate_file;
  in_.certificate_file = folder_.path() / "none";
  EXPECT_THAT(Refusal(),
              AllOf(HasSubstr("certificate_file"), HasSubstr("No such file")));
  in_.certificate_file = Write("text", "no certificate");
  EXPECT_THAT(Refusal(), HasSubstr("holds no certificate"));
  in_.certificate_file = Write("app.pem", Application().pem());
  EXPECT_THAT(Refusal(), HasSubstr("no private key"));
  in_.certificate_file = folder_.path();
  EXPECT_THAT(Refusal(), HasSubstr("no file"));

  in_.certificate_file = good;
  TestIdentity::Options rsa;
  rsa.rsa_bits = 2048;
  in_.key_file = Write("other.key", TestIdentity::SelfSigned(rsa).key_pem());
  EXPECT_THAT(Refusal(), HasSubstr("does not belong to the certificate"));
  in_.key_file = Write("ec.key", TestIdentity::SelfSigned({}).key_pem());
  EXPECT_THAT(Refusal(), HasSubstr("no RSA key"));
}

TEST_F(CertificateAssertion, RefusesAKeyThatOthersCanRead) {
  in_.key_file = Write("app.key", Application().key_pem(), 0640);
  EXPECT_THAT(Refusal(), AllOf(HasSubstr("app.key"), HasSubstr("chmod go=")));
}

TEST_F(CertificateAssertion, RefusesACertificateWhoseTimeIsOver) {
  EXPECT_THAT(TextOfError<ConfigError>([&] {
                SignAssertion(connection_, endpoints_,
                              system_clock::now() + std::chrono::hours(2));
              }),
              HasSubstr("time is over"));
}

TEST_F(CertificateAssertion, GoesWithTheRequest) {
  ScriptedTransport transport;
  in_.client_secret.clear();
  transport.Reply(200, TokenJson("one"));
  EXPECT_EQ(
      NewTokenSource(connection_, transport, SystemClock())->Authorization(),
      "Bearer one");
  EXPECT_THAT(transport.requests()[0].body,
              AllOf(HasSubstr("grant_type=client_credentials"),
                    HasSubstr("jwt-bearer&client_assertion=ey"),
                    Not(HasSubstr("client_secret"))));
}

}  // namespace
}  // namespace letterbox
