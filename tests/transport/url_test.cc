#include "letterbox/transport/url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace letterbox {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

TEST(ParseUrl, TakesAUrlApart) {
  const auto url = ParseUrl(
      "HTTPS://user:pw@Shop.Contoso.test:8443/a%20b/c;d?x=1+2&y=%C3%BC&x=&z"
      "#top");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->scheme, "https");
  EXPECT_EQ(url->host, "shop.contoso.test");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->path, "/a%20b/c;d");
  EXPECT_THAT(url->query, ElementsAre(Pair("x", "1 2"), Pair("y", "ü"),
                                      Pair("x", ""), Pair("z", "")));
  EXPECT_EQ(url->fragment, "top");
}

TEST(ParseUrl, TakesOtherSchemes) {
  const auto mail = ParseUrl("mailto:a@b.test?subject=Hi%20you");
  ASSERT_TRUE(mail);
  EXPECT_EQ(mail->path, "a@b.test");
  EXPECT_THAT(mail->query, ElementsAre(Pair("subject", "Hi you")));
  EXPECT_EQ(ParseUrl("http://[::1]:80/")->host, "[::1]");
  EXPECT_EQ(ParseUrl("http://[::1]/")->port, std::nullopt);
  EXPECT_FALSE(ParseUrl("/track"));
  EXPECT_FALSE(ParseUrl(""));
  EXPECT_FALSE(ParseUrl("1a:b"));
  EXPECT_FALSE(ParseUrl(":"));
}

TEST(UrlProblem, IsNoneOfAGoodUrl) {
  for (const char* url :
       {"https://contoso.test", "http://a.test:80/b?c=d#e", "https://ü.test/ä",
        "https://127.0.0.1/", "https://[2001:db8::1]:443/x", "https://a.test./",
        "https://a.test/?q=a|b&r[]=1", "https://localhost/", "mailto:a@b.test",
        "mailto:a%2Bx@b.test,c@d.test?subject=x", "mailto:?to=a@b.test",
        "tel:+49301234", "sms:1234", "#top",
        "ms-word:ofe|u|https://a.test/b.docx"}) {
    EXPECT_EQ(UrlProblem(url), "") << url;
  }
}

TEST(UrlProblem, SaysWhatIsWrong) {
  EXPECT_EQ(UrlProblem(""), "is empty");
  EXPECT_EQ(UrlProblem("#"), "leads nowhere");
  EXPECT_EQ(UrlProblem("/track"), "has no scheme, such as https:");
  EXPECT_EQ(UrlProblem("www.contoso.test"), "has no scheme, such as https:");
  EXPECT_EQ(UrlProblem("https:///a"), "has no host");
  EXPECT_EQ(UrlProblem("https:contoso.test"), "has no host");
  EXPECT_EQ(UrlProblem("https://-a.test"), "has no usable host name");
  EXPECT_EQ(UrlProblem("https://a..test"), "has no usable host name");
  EXPECT_EQ(UrlProblem("https://a.test:0/"),
            "has a port that is no number up to 65535");
  EXPECT_EQ(UrlProblem("https://a.test:99999/"),
            "has a port that is no number up to 65535");
  EXPECT_EQ(UrlProblem("https://a.test/x y"), "holds a blank");
  EXPECT_EQ(UrlProblem("https://a.test/\n"), "holds a control character");
  EXPECT_EQ(UrlProblem("https://a.test/{{token}}"), "holds the character {");
  EXPECT_EQ(UrlProblem("https://a.test/%2"),
            "holds a % without two digits after it");
  EXPECT_EQ(UrlProblem("https://a.test/%-1"),
            "holds a % without two digits after it");
  EXPECT_EQ(UrlProblem("mailto:"), "has no address of mail");
  EXPECT_EQ(UrlProblem("mailto:ann"), "holds no address of mail");
  EXPECT_THAT(UrlProblem("javascript:alert(1)"), HasSubstr("script"));
  EXPECT_EQ(UrlProblem("tel:"), "says nothing after its scheme");
}

struct Rewriting {
  const char* name;
  const char* url;
  const char* original;
};

class Gateways : public testing::TestWithParam<Rewriting> {};

TEST_P(Gateways, AreUnwrapped) {
  EXPECT_TRUE(IsGatewayUrl(GetParam().url));
  EXPECT_EQ(OriginalUrl(GetParam().url), GetParam().original);
}

// Made up, each in the form that the gateway gives its addresses.
INSTANTIATE_TEST_SUITE_P(
    Url, Gateways,
    testing::Values(
        Rewriting{"SafeLinks",
                  "https://eur01.safelinks.protection.outlook.com/?url="
                  "https%3A%2F%2Fcontoso.test%2Freset%3Ftoken%3Da%252Bb%26u%3D1"
                  "&data=05%7C02%7Cqa%40contoso.test%7C0&sdata=x%3D&reserved=0",
                  "https://contoso.test/reset?token=a%2Bb&u=1"},
        Rewriting{"ProofpointV1",
                  "https://urldefense.proofpoint.com/v1/url?u=http://"
                  "contoso.test/a%3Fb%3Dc&k=x%0A&r=y%0A",
                  "http://contoso.test/a?b=c"},
        Rewriting{"ProofpointV2",
                  "https://urldefense.proofpoint.com/v2/url?u=https-3A__"
                  "contoso.test_reset-3Ftoken-3Da-2Db&d=DwMFaQ&c=x&r=y",
                  "https://contoso.test/reset?token=a-b"},
        Rewriting{"ProofpointV3",
                  "https://urldefense.com/v3/__https://contoso.test/a*b?c=d__;"
                  "Iw!!abc!def$",
                  "https://contoso.test/a#b?c=d"},
        Rewriting{"ProofpointV3Runs",
                  "https://urldefense.com/v3/__https:/contoso.test/**Bx*__;"
                  "IyMjJA!!abc$",
                  "https://contoso.test/###x$"},
        Rewriting{"Barracuda",
                  "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2f"
                  "contoso.test%2fx&c=E,1,abc&typo=1",
                  "https://contoso.test/x"},
        Rewriting{"Cisco",
                  "https://secure-web.cisco.com/1abc-def/"
                  "https%3A%2F%2Fcontoso.test%2Fx%3Fy%3D1",
                  "https://contoso.test/x?y=1"},
        Rewriting{"Sophos",
                  "https://eu-central-1.protection.sophos.com/?d=contoso.test"
                  "&u=aHR0cHM6Ly9jb250b3NvLnRlc3QveA==&i=x",
                  "https://contoso.test/x"},
        Rewriting{"TrendMicro",
                  "https://ca-1.trendmicro.com/wis/clicktime/v1/query?url="
                  "https%3a%2f%2fcontoso.test%2fx&umid=1",
                  "https://contoso.test/x"},
        Rewriting{"Symantec",
                  "https://clicktime.symantec.com/3abc?u=https%3A%2F%2F"
                  "contoso.test%2Fx",
                  "https://contoso.test/x"},
        Rewriting{"Trellix",
                  "https://protect2.fireeye.com/v1/url?k=1&q=1&e=2&u="
                  "https%3A%2F%2Fcontoso.test%2Fx",
                  "https://contoso.test/x"},
        Rewriting{"CheckPoint",
                  "https://protect.checkpoint.com/v2/___https://contoso.test/x"
                  "___.YXAzOmE6bzph",
                  "https://contoso.test/x"},
        Rewriting{"Google",
                  "https://www.google.com/url?q=https://contoso.test/x&sa=D",
                  "https://contoso.test/x"},
        Rewriting{"Mimecast",
                  "https://url.us.m.mimecastprotect.com/s/abc?domain="
                  "contoso.test",
                  "https://url.us.m.mimecastprotect.com/s/abc?domain="
                  "contoso.test"},
        Rewriting{"SafeLinksOfProofpoint",
                  "https://eur01.safelinks.protection.outlook.com/?url="
                  "https%3A%2F%2Furldefense.proofpoint.com%2Fv2%2Furl%3Fu%3D"
                  "https-3A__contoso.test_x%26d%3DDw&data=05",
                  "https://contoso.test/x"},
        Rewriting{"BrokenBase64", "https://eu.protection.sophos.com/?u=%%%",
                  "https://eu.protection.sophos.com/?u=%%%"}),
    [](const testing::TestParamInfo<Rewriting>& info) {
      return info.param.name;
    });

TEST(OriginalUrl, IsTheUrlWhereNoGatewayIsNamed) {
  for (const char* url :
       {"https://contoso.test/?url=https://a.test", "", "x",
        "https://safelinks.protection.outlook.com.evil.test/?url=https://"
        "a.test",
        "https://www.google.com/search?q=https://a.test", "mailto:a@b.test"}) {
    EXPECT_FALSE(IsGatewayUrl(url)) << url;
    EXPECT_EQ(OriginalUrl(url), url);
  }
}

TEST(OriginalUrl, TakesAnyText) {
  for (const char* url :
       {"https://urldefense.com/v3/__", "https://urldefense.com/v3/__;",
        "https://urldefense.com/v3/__a**__;!!", "https://url.avanan.click/___",
        "https://urldefense.com/v3/__https://a/****__;!",
        "https://secure-web.cisco.com/"}) {
    EXPECT_THAT(OriginalUrl(url), testing::Not(IsEmpty()));
  }
}

}  // namespace
}  // namespace letterbox
