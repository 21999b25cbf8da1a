#include "mime/encoded_word.h"

#include <gtest/gtest.h>

#include <string>

namespace letterbox {
namespace {

TEST(EncodedWord, IsDecoded) {
  EXPECT_EQ(DecodeEncodedWords("=?utf-8?Q?f=C3=BCr?="), "für");
  EXPECT_EQ(DecodeEncodedWords("=?ISO-8859-1?q?f=fcr_dich?="), "für dich");
  EXPECT_EQ(DecodeEncodedWords("=?utf-8?b?ZsO8cg==?="), "für");
  EXPECT_EQ(DecodeEncodedWords("=?iso-2022-jp?B?GyRCJUYbKEI=?="), "テ");
  EXPECT_EQ(DecodeEncodedWords("=?utf-8*de?Q?f=C3=BCr?="), "für");
  EXPECT_EQ(DecodeEncodedWords("=?x-unknown?Q?f=FCr?="), "für");
}

TEST(EncodedWord, StandsInText) {
  EXPECT_EQ(DecodeEncodedWords("a =?utf-8?Q?b?= c"), "a b c");
  EXPECT_EQ(DecodeEncodedWords("a=?utf-8?Q?b?=c"), "abc");
  EXPECT_EQ(DecodeEncodedWords("\"=?utf-8?Q?b?=\""), "\"b\"");
}

TEST(EncodedWord, GoesOnInTheNext) {
  // White space between is none; each may be padded.
  EXPECT_EQ(DecodeEncodedWords("=?utf-8?B?YWE=?= \t =?utf-8?B?YmI=?= c"),
            "aabb c");
  // A character is cut in two.
  EXPECT_EQ(DecodeEncodedWords("=?utf-8?Q?=C3?= =?utf-8?Q?=BC?="), "ü");
  EXPECT_EQ(DecodeEncodedWords("=?utf-8?B?4pg=?==?utf-8?Q?=83?="), "☃");
  EXPECT_EQ(DecodeEncodedWords("=?utf-8?Q?=C3=BC?= =?latin1?Q?=FC?="), "üü");
}

TEST(EncodedWord, ThatIsBrokenStays) {
  for (const char* text :
       {"=?", "=?utf-8", "=?utf-8?B?YQ==", "=?utf-8?X?a?=", "=?utf-8?B?a!?=",
        "=?utf-8?B", "?=", "= ?utf-8?Q?a?="}) {
    EXPECT_EQ(DecodeEncodedWords(text), text);
  }
  EXPECT_EQ(DecodeEncodedWords("=?utf-8?Q?a b?\?="), "a b?");
  EXPECT_EQ(DecodeEncodedWords("=?utf-8?Q?a =?utf-8?Q?b?="), "=?utf-8?Q?a b");
  EXPECT_EQ(DecodeEncodedWords("=?utf-8?Q?=X1=?="), "=X1=");
  EXPECT_EQ(DecodeEncodedWords("=?utf-8?Q?=C3?="), "\uFFFD");
}

TEST(EncodedWord, ManyTakeNoTime) {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += "=?a?Q?x";
  EXPECT_EQ(DecodeEncodedWords(text), text);
}

TEST(JoinEncodedWords, MakesARunOneWord) {
  EXPECT_EQ(JoinEncodedWords("=?utf-8?B?YWE=?= =?latin1?Q?=FC?= <a@b.test>"),
            "=?utf-8?B?YWHDvA==?= <a@b.test>");
  EXPECT_EQ(JoinEncodedWords("plain"), "plain");
}

}  // namespace
}  // namespace letterbox
