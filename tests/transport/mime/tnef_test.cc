#include "mime/tnef.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>

#include "mime/base64.h"
#include "mime/rtf.h"
#include "support/rounds.h"

namespace letterbox {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::SizeIs;

std::string Le(std::uint32_t number, int size) {
  std::string bytes;
  for (int i = 0; i < size; ++i) {
    bytes += static_cast<char>(number >> (8 * i) & 0xFF);
  }
  return bytes;
}

std::string Utf16(const std::string& ascii) {
  std::string bytes;
  for (const char c : ascii + '\0') bytes += std::string(1, c) + '\0';
  return bytes;
}

std::string Attribute(int level, std::uint32_t tag, const std::string& data) {
  std::uint32_t sum = 0;
  for (const char c : data) sum += static_cast<unsigned char>(c);
  return Le(static_cast<std::uint32_t>(level), 1) + Le(tag, 4) +
         Le(static_cast<std::uint32_t>(data.size()), 4) + data + Le(sum, 2);
}

std::string Variable(std::uint16_t type, std::uint16_t id,
                     const std::string& value) {
  std::string padded = value;
  padded.resize((value.size() + 3) / 4 * 4);
  return Le(type, 2) + Le(id, 2) + Le(1, 4) +
         Le(static_cast<std::uint32_t>(value.size()), 4) + padded;
}

// Uncompressed, as MS-OXRTFCP 3.2 has it.
std::string PlainRtf(const std::string& rtf) {
  return Le(static_cast<std::uint32_t>(rtf.size() + 12), 4) +
         Le(static_cast<std::uint32_t>(rtf.size()), 4) + "MELA" + Le(0, 4) +
         rtf;
}

constexpr char kRtf[] =
    "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0 Arial;}}"
    "{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 Gr\\'fc\\'dfe \\u8364?"
    "\\htmlrtf }\\htmlrtf0 {\\*\\htmltag72 </p>}}";

std::string Winmail() {
  const std::string message = Le(4, 4) + Le(3, 2) + Le(0x3FDE, 2) +
                              Le(65001, 4) +
                              Variable(0x1F, 0x1000, Utf16("plain")) +
                              Variable(0x102, 0x1009, PlainRtf(kRtf)) +
                              Le(0x0B, 2) + Le(0x0E1F, 2) + Le(1, 4);
  const std::string attachment =
      Le(3, 4) + Variable(0x1F, 0x3707, Utf16("invoice 1042.pdf")) +
      Variable(0x1E, 0x370E, std::string("Application/PDF\0", 16)) +
      Le(0x40, 2) + Le(0x3007, 2) + std::string(8, 't');
  return Le(0x223E9F78, 4) + Le(1, 2) +
         Attribute(1, 0x00069007, Le(1252, 4) + Le(0, 4)) +
         Attribute(1, 0x00069003, message) +
         Attribute(2, 0x00069002, std::string(14, '\0')) +
         Attribute(2, 0x00018010, std::string("INVOIC~1.PDF\0", 13)) +
         Attribute(2, 0x0006800F, "%PDF-1.7") +
         Attribute(2, 0x00069005, attachment) +
         Attribute(2, 0x00069002, std::string(14, '\0')) +
         Attribute(2, 0x00018010, std::string("\xFC.txt\0", 6)) +
         Attribute(2, 0x0006800F, "note");
}

TEST(Tnef, HasBodiesAndAttachments) {
  Notes notes;
  const auto mail = ReadTnef(Winmail(), notes);
  ASSERT_TRUE(mail);
  EXPECT_EQ(mail->text, "plain");
  EXPECT_EQ(mail->html, "<p>Grüße €</p>");
  ASSERT_THAT(mail->attachments, SizeIs(2));
  EXPECT_EQ(mail->attachments[0].name, "invoice 1042.pdf");
  EXPECT_EQ(mail->attachments[0].content_type, "application/pdf");
  EXPECT_EQ(mail->attachments[0].content, "%PDF-1.7");
  EXPECT_EQ(mail->attachments[1].name, "ü.txt");
  EXPECT_EQ(mail->attachments[1].content, "note");
  EXPECT_THAT(notes.Take(), IsEmpty());
}

TEST(Tnef, IsOpenedInAMail) {
  const Email mail = Email::FromMime(
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
      "--b\r\nContent-Type: application/ms-tnef; name=\"winmail.dat\"\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\n" +
      EncodeBase64(Winmail()) + "\r\n--b--\r\n");
  EXPECT_EQ(mail.text(), "Grüße €");
  EXPECT_EQ(mail.text_body(), "plain");
  ASSERT_THAT(mail.attachments(), SizeIs(2));
  EXPECT_EQ(mail.attachments()[0].sniffed_type(), "application/pdf");
  EXPECT_THAT(mail.notes(), IsEmpty());
}

TEST(Tnef, StaysAFileWhereItIsNone) {
  const Email mail = Email::FromMime(
      "Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\nnothing");
  ASSERT_THAT(mail.attachments(), SizeIs(1));
  EXPECT_EQ(mail.attachments()[0].content, "nothing");
  EXPECT_THAT(mail.notes(), Contains("winmail.dat is no TNEF"));
}

TEST(Tnef, MayBeCutOffAnywhere) {
  const std::string whole = Winmail();
  for (std::size_t size = 6; size < whole.size(); ++size) {
    Notes notes;
    EXPECT_TRUE(ReadTnef(whole.substr(0, size), notes));
  }
  Notes notes;
  ReadTnef(whole.substr(0, 50), notes);
  EXPECT_THAT(notes.Take(), Contains("winmail.dat is cut off"));
}

TEST(AnyBytes, TnefMayBeDamaged) {
  const std::string whole = Winmail();
  std::minstd_rand random(4);
  for (int round = 0; round < Rounds(3000); ++round) {
    std::string damaged = whole;
    for (int i = 0; i < 1 + round % 10; ++i) {
      damaged[6 + random() % (damaged.size() - 6)] =
          static_cast<char>(random() >> 8);
    }
    Notes notes;
    EXPECT_TRUE(ReadTnef(damaged, notes));
  }
}

TEST(Tnef, BelievesNoNumber) {
  Notes notes;
  const std::string huge = Le(0x223E9F78, 4) + Le(0, 2) +
                           Attribute(1, 0x00069003,
                                     Le(0xFFFFFFFF, 4) + Le(0x1003, 2) +
                                         Le(1, 2) + Le(0xFFFFFFFF, 4));
  EXPECT_TRUE(ReadTnef(huge, notes));
}

TEST(UnpackRtf, ReadsTheExampleOfTheFormat) {
  // MS-OXRTFCP 4.1 and 4.2.
  const std::string simple(
      "\x2D\0\0\0\x2B\0\0\0\x4C\x5A\x46\x75\xF1\xC5\xC7\xA7\x03\0\x0A\0\x72"
      "\x63\x70\x67\x31\x32\x35\x42\x32\x0A\xF3\x20\x68\x65\x6C\x09\0\x20\x62"
      "\x77\x05\xB0\x6C\x64\x7D\x0A\x80\x0F\xA0",
      49);
  EXPECT_EQ(UnpackRtf(simple),
            "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
  EXPECT_EQ(ReadRtf(UnpackRtf(simple)).text, "hello world");
  const std::string crossing(
      "\x1A\0\0\0\x1C\0\0\0\x4C\x5A\x46\x75\xE2\xD4\x4B\x51\x41\0\x04\x20\x57"
      "\x58\x59\x5A\x0D\x6E\x7D\x01\x0E\xB0",
      30);
  EXPECT_EQ(UnpackRtf(crossing), "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
}

TEST(UnpackRtf, TakesAnyBytes) {
  EXPECT_EQ(UnpackRtf(""), "");
  EXPECT_EQ(UnpackRtf("LZFu"), "");
  std::minstd_rand random(5);
  for (int round = 0; round < 500; ++round) {
    std::string noise = Le(0, 4) + Le(10000, 4) + "LZFu" + Le(0, 4);
    for (int i = 0; i < 200; ++i) noise += static_cast<char>(random() >> 8);
    EXPECT_THAT(UnpackRtf(noise), SizeIs(testing::Le(10000u)));
  }
}

TEST(ReadRtf, ReadsTextInAllItsForms) {
  EXPECT_EQ(ReadRtf("{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\*\\generator X;}a\\par "
                    "b\\tab c\\~d \\\\ \\{ \\}}")
                .text,
            "a\nb\tc d \\ { }");
  EXPECT_EQ(ReadRtf("{\\rtf1\\ansicpg932 \\'82\\'a0}").text, "あ");
  EXPECT_EQ(ReadRtf("{\\rtf1\\uc1 \\u-10179?\\u-8704?}").text, "😀");
  EXPECT_EQ(ReadRtf("{\\rtf1\\uc0 \\u8364 x}").text, "€x");
  for (const char* bad : {"", "{", "}}}}", "\\", "\\'", "\\'x", "\\u", "{\\*",
                          "{\\rtf1\\u99999999999999999999999 }"}) {
    ReadRtf(bad);
  }
  EXPECT_EQ(ReadRtf(std::string(100000, '{') + "a").text, "a");
}

}  // namespace
}  // namespace letterbox
