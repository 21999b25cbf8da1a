// A product may call std::exit while Letterbox's threads are at work.
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>

#include "letterbox/transport/connection.h"
#include "transport/server/server_fixture.h"

namespace letterbox {
namespace {

// The thread that listens parses certificates at its begin, which OpenSSL's own
// end would take away from it: most attempts hit that.
TEST(ExitDeathTest, LeavesNoThreadAtWork) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  for (int i = 0; i < 10; ++i) {
    EXPECT_EXIT(
        {
          EmbeddedExchange exchange(ThreeUsers());
          const auto alice = OpenMailbox(exchange.ConnectionFor(kAlice));
          const std::unique_ptr<Arrivals> arrivals = alice->Watch();
          std::exit(3);
        },
        testing::ExitedWithCode(3), "");
  }
}

}  // namespace
}  // namespace letterbox
