#include "redact.h"

#include <gtest/gtest.h>

#include <string>

namespace letterbox {
namespace {

std::string Redacted(std::string text, const std::string& secret) {
  Redact(text, secret);
  return text;
}

TEST(Redact, CoversEveryOccurrence) {
  EXPECT_EQ(Redacted("s3cret, s3crets3cret!", "s3cret"), "***, ******!");
}

TEST(Redact, EndsWhereTheSecretIsAPartOfWhatCoversIt) {
  EXPECT_EQ(Redacted("a*b*", "*"), "a***b***");
}

TEST(Redact, LeavesTheTextWhereThereIsNoSecret) {
  EXPECT_EQ(Redacted("text", ""), "text");
  EXPECT_EQ(Redacted("text", "longer than the text"), "text");
}

}  // namespace
}  // namespace letterbox
