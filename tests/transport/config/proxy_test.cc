// The keys `proxy` and `tls`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "config_text.h"

namespace {

using letterbox::Config;
using letterbox::Connection;
using letterbox::Proxy;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class ProxyKeys : public testing::Test {
 protected:
  /// kComplete with more lines in the connection.
  Connection Read(const std::string& lines, const std::string& rest = "") {
    return text_.Load(kComplete + lines + rest).connection("customer");
  }
  std::string ErrorOf(const std::string& lines) {
    return text_.ErrorOf(kComplete + lines);
  }

  const ScopedEnvironment secret_{"LETTERBOX_TEST_SECRET", "secret"};
  ConfigText text_;
};

TEST_F(ProxyKeys, EnvironmentDecidesWhereNothingIsSaid) {
  EXPECT_EQ(Read("").proxy.url, "environment");
}

TEST_F(ProxyKeys, UrlAloneIsEnough) {
  for (const std::string url :
       {"none", "environment", "http://proxy.contoso.test:3128",
        "https://proxy:3129", "socks5h://10.1.2.3:1080"})
    EXPECT_EQ(Read("    proxy: " + url + "\n").proxy.url, url);
}

TEST_F(ProxyKeys, MapSaysWhoSignsIn) {
  const Proxy proxy = Read(R"(    proxy:
      url: http://proxy.contoso.test:3128
      method: digest
      user: CONTOSO\qa
      password: ${env:LETTERBOX_TEST_SECRET}
)")
                          .proxy;
  EXPECT_EQ(proxy.url, "http://proxy.contoso.test:3128");
  EXPECT_EQ(proxy.method, Proxy::Method::kDigest);
  EXPECT_EQ(proxy.user, "CONTOSO\\qa");
  EXPECT_EQ(proxy.password, "secret");
}

TEST_F(ProxyKeys, TokenComesFromTheEnvironmentOrAnAuthority) {
  EXPECT_EQ(Read("    proxy: {method: bearer, token: "
                 "\"${env:LETTERBOX_TEST_SECRET}\"}\n")
                .proxy.token,
            "secret");
  const Proxy proxy = Read(R"(    proxy:
      method: bearer
      token_url: https://login.contoso.test/token
      client_id: proxy client
      client_secret: ${env:LETTERBOX_TEST_SECRET}
      scope: proxy
)")
                          .proxy;
  EXPECT_EQ(proxy.method, Proxy::Method::kBearer);
  EXPECT_EQ(proxy.token_url, "https://login.contoso.test/token");
  EXPECT_EQ(proxy.client_id, "proxy client");
  EXPECT_EQ(proxy.client_secret, "secret");
  EXPECT_EQ(proxy.scope, "proxy");
}

TEST_F(ProxyKeys, TextReplacesWhatTheDefaultsSayAndAMapAddsToIt) {
  const std::string defaults = R"(defaults:
  proxy: {url: "http://proxy:3128", user: qa, password: "${env:LETTERBOX_TEST_SECRET}"}
)";
  EXPECT_EQ(Read("", defaults).proxy.user, "qa");
  const Proxy added = Read("    proxy: {method: ntlm}\n", defaults).proxy;
  EXPECT_EQ(added.user, "qa");
  EXPECT_EQ(added.method, Proxy::Method::kNtlm);
  // Nobody's password goes to another proxy.
  const Proxy other = Read("    proxy: http://other:3128\n", defaults).proxy;
  EXPECT_EQ(other.url, "http://other:3128");
  EXPECT_EQ(other.user, "");
  EXPECT_EQ(other.password, "");
  const Proxy under = Read("    proxy: {user: qb}\n",
                           "defaults: {proxy: \"http://proxy:3128\"}\n")
                          .proxy;
  EXPECT_EQ(under.url, "http://proxy:3128");
  EXPECT_EQ(under.user, "qb");
}

TEST_F(ProxyKeys, WrongOnesAreAnsweredWithAdvice) {
  EXPECT_EQ(ErrorOf("    proxy: ftp://proxy:21\n"),
            "letterbox.yaml:12:12: connections.customer.proxy: "
            "\"ftp://proxy:21\" has a scheme other than http, https, socks5 "
            "and socks5h; write a URL such as http://proxy.contoso.com:3128, "
            "none or environment");
  EXPECT_THAT(ErrorOf("    proxy: http://proxy\n"), HasSubstr("has no port"));
  EXPECT_THAT(ErrorOf("    proxy: http://qa:s3cr3t@proxy:3128\n"),
              AllOf(HasSubstr("write a map, with url, user and password apart"),
                    Not(HasSubstr("s3cr3t"))));
  EXPECT_THAT(ErrorOf("    proxy: {method: digset}\n"),
              HasSubstr("did you mean \"digest\"?"));
  EXPECT_THAT(ErrorOf("    proxy: [a]\n"), HasSubstr("is a list"));
  EXPECT_THAT(ErrorOf("    proxy:\n"), HasSubstr("has no value"));
}

TEST_F(ProxyKeys, PasswordInTheFileIsAWarning) {
  const Config config = text_.Load(std::string(kComplete) +
                                   "    proxy: {url: \"http://proxy:3128\", "
                                   "user: qa, password: s3cr3t}\n");
  EXPECT_THAT(config.warnings("customer"),
              Contains(HasSubstr("connections.customer.proxy.password stands "
                                 "in the file")));
}

TEST_F(ProxyKeys, TlsHasItsOwn) {
  const std::string print(64, 'a');
  const letterbox::Tls tls = Read(R"(    tls:
      ca_folder: authorities
      certificate_file: own.pem
      key_file: own.key
      key_passphrase: ${env:LETTERBOX_TEST_SECRET}
      fingerprint: )" + print + "\n")
                                 .tls;
  const std::string folder = text_.folder().path().string();
  EXPECT_EQ(tls.ca_folder, folder + "/authorities");
  EXPECT_EQ(tls.certificate_file, folder + "/own.pem");
  EXPECT_EQ(tls.key_file, folder + "/own.key");
  EXPECT_EQ(tls.key_passphrase, "secret");
  EXPECT_EQ(tls.fingerprint, print);
  EXPECT_TRUE(tls.verify);
  EXPECT_THAT(ErrorOf("    tls: {fingerprint: abc}\n"),
              HasSubstr("is not the SHA-256 of a certificate"));
  EXPECT_THAT(ErrorOf("    tls: {verify: no}\n"), HasSubstr("is not known"));
}

TEST_F(ProxyKeys, NoVerificationIsAWarning) {
  const std::string lines = "    tls: {verify: false}\n";
  EXPECT_FALSE(Read(lines).tls.verify);
  EXPECT_THAT(text_.Load(kComplete + lines).warnings("customer"),
              Contains(HasSubstr("takes any certificate")));
  EXPECT_THAT(text_.Load(kComplete).warnings("customer"), IsEmpty());
}

}  // namespace
