#include "mime/lines.h"

#include <gtest/gtest.h>

#include <string>

namespace letterbox {
namespace {

TEST(WithNewlines, KnowsThreeKindsOfLineEnds) {
  EXPECT_EQ(WithNewlines("a\r\nb\rc\nd\r\n\re"), "a\nb\nc\nd\n\ne");
}

TEST(Unflow, JoinsTheLinesOfAParagraph) {
  EXPECT_EQ(Unflow("a \nb \nc\nd\n", false), "a b c\nd\n");
  EXPECT_EQ(Unflow("a \n\nb", false), "a \nb");
  EXPECT_EQ(Unflow("a \nb", false), "a b");
  EXPECT_EQ(Unflow("a ", false), "a ");
}

TEST(Unflow, DeletesTheSpaceWhereItIsNoneOfTheText) {
  EXPECT_EQ(Unflow("https://a.test/ \nb\n", true), "https://a.test/b\n");
}

TEST(Unflow, TakesTheStuffedSpaceOff) {
  EXPECT_EQ(Unflow(" From here\n  two\n", false), "From here\n two\n");
}

TEST(Unflow, LeavesTheSignatureAlone) {
  EXPECT_EQ(Unflow("bye \n-- \nAnn\n", false), "bye \n-- \nAnn\n");
}

TEST(Unflow, KeepsQuotesApart) {
  EXPECT_EQ(Unflow(">> a \n>> b\n> c \nd\n", false), ">> a b\n> c \nd\n");
  EXPECT_EQ(Unflow("", false), "");
}

}  // namespace
}  // namespace letterbox
