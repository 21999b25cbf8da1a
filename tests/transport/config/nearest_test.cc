#include "config/nearest.h"

#include <gtest/gtest.h>

#include <string>

namespace {

using letterbox::config::EditDistance;
using letterbox::config::Nearest;
using letterbox::config::Suggestion;

TEST(EditDistance, CountsTheChanges) {
  EXPECT_EQ(EditDistance("", ""), 0);
  EXPECT_EQ(EditDistance("host", "host"), 0);
  EXPECT_EQ(EditDistance("", "host"), 4);
  EXPECT_EQ(EditDistance("host", ""), 4);
  EXPECT_EQ(EditDistance("tennant_id", "tenant_id"), 1);
  EXPECT_EQ(EditDistance("hst", "host"), 1);
  EXPECT_EQ(EditDistance("most", "host"), 1);
  EXPECT_EQ(EditDistance("hots", "host"), 1);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3);
}

TEST(Nearest, FindsTheNearestThatIsNearEnough) {
  EXPECT_EQ(Nearest("tennant_id", {"client_id", "tenant_id"}), "tenant_id");
  EXPECT_EQ(Nearest("x", {"connections", "profiles"}), "");
  EXPECT_EQ(Nearest("abc", {"xyz"}), "");
  EXPECT_EQ(Nearest("", {"host"}), "");
}

TEST(Nearest, GivesUpOnVeryLongNames) {
  const std::string name(1000, 'a');
  EXPECT_EQ(Nearest(name, {name + "b"}), "");
}

TEST(Suggestion, NamesTheNearestOrThoseThatAreKnown) {
  EXPECT_EQ(Suggestion("hots", {"host", "user"}), "; did you mean \"host\"?");
  EXPECT_EQ(Suggestion("zzzz", {"host", "user"}), "; known are host, user");
  EXPECT_EQ(Suggestion("zzzz", {}), "");
}

}  // namespace
