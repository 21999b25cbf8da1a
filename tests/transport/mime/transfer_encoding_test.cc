#include "mime/transfer_encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace letterbox {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct Result {
  std::string bytes;
  std::vector<std::string> notes;
};

Result Decode(const std::string& body, const std::string& encoding) {
  Notes notes;
  std::string bytes = DecodeTransfer(body, encoding, notes);
  return {bytes, notes.Take()};
}

TEST(QuotedPrintable, IsReadInEveryLegalForm) {
  const std::vector<std::vector<std::string>> samples = {
      {"plain", "plain"},
      {"f=C3=BCr", "f\xC3\xBCr"},
      {"a =\r\nb", "a b"},
      {"a=3D=\r\n1", "a=1"},
      {"tab=09", "tab\t"},
      {"end=20\r\n", "end \r\n"},
      {"added on the way   \r\nx", "added on the way\r\nx"},
      {"soft=  \t\r\nbreak", "softbreak"},
      {"\r\n\r\n", "\r\n\r\n"},
      {"", ""},
  };
  for (const auto& sample : samples) {
    EXPECT_EQ(Decode(sample[0], "quoted-printable").bytes, sample[1]);
    EXPECT_THAT(Decode(sample[0], "Quoted-Printable").notes, IsEmpty());
  }
}

TEST(QuotedPrintable, IsReadInIllegalForms) {
  EXPECT_EQ(Decode("f=c3=bcr", "quoted-printable").bytes, "f\xC3\xBCr");
  EXPECT_EQ(Decode("8 bits \xFC", "quoted-printable").bytes, "8 bits \xFC");
  EXPECT_EQ(Decode("a=\nb", "quoted-printable").bytes, "ab");
  EXPECT_EQ(Decode("cut off=", "quoted-printable").bytes, "cut off");
  EXPECT_EQ(Decode(std::string(5000, 'x'), "quoted-printable").bytes,
            std::string(5000, 'x'));
  for (const char* bad : {"a=b", "a=XY", "a=4", "100 % = all", "=\xFC=\xFC"}) {
    const Result result = Decode(bad, "quoted-printable");
    EXPECT_EQ(result.bytes, bad);
    EXPECT_THAT(result.notes, SizeIs(1)) << bad;
  }
}

TEST(Base64Body, IsReadInEveryLegalForm) {
  EXPECT_EQ(Decode("SGVs\r\nbG8=\r\n", "base64").bytes, "Hello");
  EXPECT_EQ(Decode("", "BASE64").bytes, "");
  EXPECT_THAT(Decode("SGVs\r\nbG8=\r\n", "base64").notes, IsEmpty());
}

TEST(Base64Body, IsReadInIllegalForms) {
  EXPECT_EQ(Decode("SGVsbG8", "base64").bytes, "Hello");
  EXPECT_EQ(Decode("SGVs bG8=", "base64; x=y").bytes, "Hello");
  EXPECT_EQ(Decode("SGVs bG8=", "\"base64\"").bytes, "Hello");
  EXPECT_EQ(Decode("SGVsbG8=", "base64 (a comment)").bytes, "Hello");
  // Pieces that were encoded one by one.
  EXPECT_EQ(Decode("SGU=bGxv", "base64").bytes, "Hello");
  EXPECT_EQ(Decode("SG!Vsb*G8=", "base64").bytes, "Hello");
  EXPECT_THAT(Decode("SG!Vsb*G8=", "base64").notes,
              ElementsAre("the base64 text has characters that are none"));
  EXPECT_EQ(Decode("SGVsb", "base64").bytes, "Hel");
  EXPECT_THAT(Decode("SGVsb", "base64").notes,
              ElementsAre("the base64 text was cut off"));
  EXPECT_EQ(Decode("====", "base64").bytes, "");
}

TEST(TransferEncoding, LeavesWhatItDoesNotKnow) {
  for (const char* plain : {"", "7bit", "8BIT", "binary"}) {
    EXPECT_EQ(Decode("=20", plain).bytes, "=20");
    EXPECT_THAT(Decode("=20", plain).notes, IsEmpty());
  }
  EXPECT_EQ(Decode("=20", "x-unheard").bytes, "=20");
  EXPECT_THAT(Decode("=20", "x-unheard").notes,
              ElementsAre("the transfer encoding \"x-unheard\" is unknown"));
  EXPECT_EQ(Decode("begin 644 a\n#0V%T\n`\nend\n", "x-uue").bytes, "Cat");
}

}  // namespace
}  // namespace letterbox
