#include "config/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace {

using letterbox::config::BadValue;
using letterbox::config::ReadChoice;
using letterbox::config::ReadDuration;
using letterbox::config::ReadExchangeHost;
using letterbox::config::ReadHostName;
using letterbox::config::ReadPort;
using letterbox::config::ReadTenant;
using letterbox::config::ReadUrl;
using std::chrono::milliseconds;

TEST(ReadDuration, TakesWholeNumbersWithAUnit) {
  EXPECT_EQ(ReadDuration("500ms"), milliseconds(500));
  EXPECT_EQ(ReadDuration("30s"), milliseconds(30'000));
  EXPECT_EQ(ReadDuration("2min"), milliseconds(120'000));
  EXPECT_EQ(ReadDuration("0s"), milliseconds(0));
  EXPECT_EQ(ReadDuration("999999999min"),
            milliseconds(std::int64_t{999'999'999} * 60'000));
}

TEST(ReadDuration, RefusesTheRest) {
  for (const char* text :
       {"", "s", "30", "30 s", " 30s", "30S", "-1s", "+1s", "1.5s", "1e3s",
        "1h", "0x1s", "1000000000s", "99999999999999999999s", "30s "})
    EXPECT_THROW(ReadDuration(text), BadValue) << text;
}

TEST(ReadPort, TakesOneTo65535) {
  EXPECT_EQ(ReadPort("1"), 1);
  EXPECT_EQ(ReadPort("65535"), 65535);
}

TEST(ReadPort, RefusesTheRest) {
  for (const char* text :
       {"", "0", "65536", "99999", "100000", "025", "-25", "+25", "25.0", "2 5",
        "0x19", "smtp", "99999999999999999999"})
    EXPECT_THROW(ReadPort(text), BadValue) << text;
}

TEST(ReadChoice, GivesThePositionOrTheRefusal) {
  EXPECT_EQ(ReadChoice("b", {{"a", ""}, {"b", ""}}), 1u);
  try {
    ReadChoice("c", {{"a", ""}, {"c", "is not for you"}});
    FAIL() << "chosen";
  } catch (const BadValue& error) {
    EXPECT_STREQ(error.what(), "is not for you");
  }
}

TEST(ReadChoice, DoesNotNameWhatCannotBeChosen) {
  try {
    ReadChoice("zzz", {{"a", ""}, {"c", "is not for you"}});
    FAIL() << "chosen";
  } catch (const BadValue& error) {
    EXPECT_STREQ(error.what(), "is not known; known are a");
  }
}

TEST(ReadExchangeHost, TakesAHostOrAUrl) {
  for (const char* text :
       {"mail.contoso.test", "mail.contoso.test:8443", "127.0.0.1", "[::1]:443",
        "https://mail.contoso.test/EWS/Exchange.asmx",
        "http://127.0.0.1:8080/EWS/Exchange.asmx"})
    EXPECT_EQ(ReadExchangeHost(text), text);
}

TEST(ReadExchangeHost, RefusesTheRest) {
  for (const char* text :
       {"", "a b", "mail/EWS", "ftp://x", "https://", "https:///x",
        "https://a b", "user@host", "https://u:p@host"})
    EXPECT_THROW(ReadExchangeHost(text), BadValue) << text;
}

TEST(ReadHostName, RefusesUrls) {
  EXPECT_EQ(ReadHostName("smtp.contoso.test"), "smtp.contoso.test");
  EXPECT_THROW(ReadHostName("https://smtp.contoso.test"), BadValue);
}

TEST(ReadUrl, RefusesWhatIsNone) {
  EXPECT_EQ(ReadUrl("https://login.contoso.test"),
            "https://login.contoso.test");
  for (const char* text : {"login.contoso.test", "https://", "HTTPS://x",
                           "https://a\nb", "https://a@b"})
    EXPECT_THROW(ReadUrl(text), BadValue) << text;
}

TEST(ReadTenant, RefusesWhatWouldChangeTheUrl) {
  EXPECT_EQ(ReadTenant("contoso.onmicrosoft.com"), "contoso.onmicrosoft.com");
  for (const char* text : {"a/b", "a?b", "a#b", "a b", "a%2fb"})
    EXPECT_THROW(ReadTenant(text), BadValue) << text;
}

}  // namespace
