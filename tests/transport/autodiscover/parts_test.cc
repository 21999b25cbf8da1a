// The small parts: who is trusted, Exchange Online, SRV records.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "autodiscover/online.h"
#include "autodiscover/srv.h"
#include "autodiscover/srv_host.h"
#include "autodiscover/trust.h"

namespace letterbox::autodiscover {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

TEST(Trust, GoesByTheRegisteredDomain) {
  const Trust trust("eu.contoso.co.uk", {});
  for (const char* host :
       {"contoso.co.uk", "mail.contoso.co.uk", "EU.Contoso.co.uk"})
    EXPECT_TRUE(trust.Covers(host)) << host;
  for (const char* host : {"co.uk", "other.co.uk", "evilcontoso.co.uk",
                           "contoso.co.uk.evil.test", "contoso.com", ""})
    EXPECT_FALSE(trust.Covers(host)) << host;
}

TEST(Trust, KeepsThoseApartWhoShareAHoster) {
  EXPECT_FALSE(Trust("a.github.io", {}).Covers("b.github.io"));
}

TEST(Trust, TakesNamedHostsAsNamed) {
  const Trust trust("contoso.com", {"Mail.Hoster.com", "127.0.0.1"});
  EXPECT_TRUE(trust.Covers("mail.hoster.com"));
  EXPECT_TRUE(trust.Covers("127.0.0.1"));
  EXPECT_FALSE(trust.Covers("hoster.com"));
  EXPECT_FALSE(trust.Covers("a.mail.hoster.com"));
}

TEST(Trust, CoversNothingOfAPublicSuffix) {
  EXPECT_FALSE(Trust("co.uk", {}).Covers("co.uk"));
  EXPECT_FALSE(Trust("com", {}).Covers("contoso.com"));
}

TEST(Online, IsKnownByItsHosts) {
  EXPECT_EQ(OnlineEwsUrl("autodiscover-s.outlook.com"),
            "https://outlook.office365.com/EWS/Exchange.asmx");
  EXPECT_EQ(OnlineEwsUrl("autodiscover-s-dod.office365.us"),
            "https://outlook-dod.office365.us/EWS/Exchange.asmx");
  EXPECT_EQ(OnlineEwsUrl("outlook.office365.us"),
            "https://outlook.office365.us/EWS/Exchange.asmx");
  EXPECT_EQ(OnlineEwsUrl("evil-outlook.com"), "");
  EXPECT_EQ(OnlineEwsUrl("outlook.com.evil.test"), "");
}

// A question for _a._tcp.b.test, and what is given of answers.
std::string Message(char answers, const std::string& records) {
  const std::string question =
      std::string("\2_a\4_tcp\1b\4test\0", 16) + std::string("\0\x21\0\1", 4);
  return std::string("\0\1\x81\x80\0\1\0", 7) + answers +
         std::string("\0\0\0\0", 4) + question + records;
}

// Its name points to the question's.
std::string Record(const std::string& data) {
  return std::string("\xC0\x0C\0\x21\0\1\0\0\0\x3C\0", 11) +
         static_cast<char>(data.size()) + data;
}

TEST(SrvAnswer, IsRead) {
  const auto records = ReadSrvAnswer(
      Message(2, Record(std::string("\0\1\0\2\1\xBB\4MAIL\1b\4test\0", 19)) +
                     Record(std::string("\0\0\0\0\x1F\x90\1c\xC0\x16", 10))));
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_EQ(records[0].host, "mail.b.test");
  EXPECT_EQ(records[0].port, 443);
  EXPECT_EQ(records[0].priority, 1);
  EXPECT_EQ(records[0].weight, 2);
  EXPECT_EQ(records[1].host, "c.test");
  EXPECT_EQ(records[1].port, 8080);
}

TEST(SrvAnswer, OfAServiceThatIsNotOfferedIsNone) {
  EXPECT_THAT(ReadSrvAnswer(Message(1, Record(std::string(7, '\0')))),
              IsEmpty());
}

TEST(SrvAnswer, CutAnywhereDoesNoHarm) {
  const std::string whole =
      Message(1, Record(std::string("\0\1\0\2\1\xBB\4mail\1b\4test\0", 19)));
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_THAT(ReadSrvAnswer(whole.substr(0, size)), IsEmpty()) << size;
}

}  // namespace
}  // namespace letterbox::autodiscover
