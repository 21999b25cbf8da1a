#include "letterbox/matchers/address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/explain.h"

namespace letterbox {
namespace {

using testing::Not;

TEST(WithAddress, ComparesByteForByte) {
  const EmailAddress address("Ann@Contoso.test", "Ann");
  EXPECT_THAT(address, WithAddress("Ann@Contoso.test"));
  EXPECT_THAT(address, Not(WithAddress("Ann@contoso.test")));
  EXPECT_THAT(address, IsAddress("Ann@contoso.test"));
  EXPECT_EQ(Describe(WithAddress("x")),
            "with an address that is equal to \"x\"");
  EXPECT_EQ(DescribeNegation(WithAddress("x")),
            "with an address that isn't equal to \"x\"");
  EXPECT_EQ(DescribeNegation(IsAddress("x")), "without the address \"x\"");
  EXPECT_EQ(Explain(WithAddress("x"), address),
            "with the address \"Ann@Contoso.test\"");
  EXPECT_EQ(Explain(WithName("x"), address), "with the name \"Ann\"");
}

}  // namespace
}  // namespace letterbox
