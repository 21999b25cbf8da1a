#include "exchange/smtp/sender_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "letterbox/transport/delivery.h"

namespace letterbox::exchange {
namespace {

using testing::EndsWith;
using testing::SizeIs;
using testing::StartsWith;

std::string Check(const std::string& envelope, const std::string& from) {
  const Store store({"anna@contoso.test",
                     "ben@b\xC3\xBC"
                     "cher.test"},
                    [] { return std::chrono::system_clock::now(); });
  return WithSenderCheck(
      "Return-Path: <" + envelope + ">\r\nFrom: " + from + "\r\n\r\nbody",
      store);
}

Delivery DeliveryOf(const std::string& mime) {
  return Email::FromMime(mime).delivery();
}

TEST(SenderCheck, IsWrittenAsExchangeWritesIt) {
  EXPECT_EQ(Check("bounces@contoso.test", "Shop <orders@Contoso.test>"),
            "Authentication-Results: spf=pass (sender IP is 127.0.0.1)\r\n"
            " smtp.mailfrom=contoso.test; dkim=none (message not signed)\r\n"
            " header.d=none;dmarc=pass action=none header.from=contoso.test;"
            "compauth=pass reason=100\r\n"
            "X-MS-Exchange-Organization-SCL: 1\r\n"
            "Return-Path: <bounces@contoso.test>\r\n"
            "From: Shop <orders@Contoso.test>\r\n\r\nbody");
}

TEST(SenderCheck, FailsWhereAnotherDomainSentIt) {
  const std::string mime = Check("a@provider.test", "orders@contoso.test");
  const Delivery delivery = DeliveryOf(mime);
  ASSERT_THAT(delivery.verdicts, SizeIs(4));
  EXPECT_EQ(delivery.verdicts[0].result, "none");
  EXPECT_EQ(delivery.verdicts[2].result, "fail");
  EXPECT_EQ(delivery.verdicts[3].result, "fail");
  EXPECT_EQ(delivery.spam_confidence, 5);
}

TEST(SenderCheck, SaysNothingOfDomainsThatItDoesNotKnow) {
  const Delivery delivery = DeliveryOf(Check("", "a@fabrikam.test"));
  ASSERT_THAT(delivery.verdicts, SizeIs(4));
  EXPECT_EQ(delivery.verdicts[0].result, "none");
  EXPECT_EQ(delivery.verdicts[2].result, "none");
  EXPECT_EQ(delivery.spam_confidence, 1);
}

TEST(SenderCheck, KnowsInternationalDomains) {
  const Delivery delivery =
      DeliveryOf(Check("a@xn--bcher-kva.test", "Ben <ben@xn--bcher-kva.test>"));
  EXPECT_EQ(delivery.verdicts[2].result, "pass");
}

TEST(SenderCheck, ToleratesAnyHeader) {
  for (const char* from : {"", "<>", "no address", "@", "a@"}) {
    EXPECT_THAT(Check("", from), StartsWith("Authentication-Results: "));
    EXPECT_THAT(Check("", from), EndsWith("\r\n\r\nbody"));
  }
}

}  // namespace
}  // namespace letterbox::exchange
