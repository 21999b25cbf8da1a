// What readers see of the charsets and the declarations that mail comes with.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "mime/charset.h"
#include "mime/mime.h"

namespace letterbox {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct Sample {
  const char* charset;
  std::string bytes;
  const char* text;
};

TEST(Charsets, AreReadByTheNamesThatMailUses) {
  const Sample samples[] = {
      {"utf-8", "\xC3\xBC", "ü"},
      {"UTF8", "\xC3\xBC", "ü"},
      {"utf8mb4", "\xF0\x9F\x98\x80", "😀"},
      {"iso-8859-1", "\xFC\x80", "ü€"},
      {"latin1", "\xFC", "ü"},
      {"cp1252", "\x93\x94", "“”"},
      {"iso-8859-2", "\xB1", "ą"},
      {"iso-8859-5", "\xD0", "а"},
      {"iso-8859-7", "\xE1", "α"},
      {"iso-8859-8-i", "\xE0", "א"},
      {"iso-8859-6-i", "\xC7", "ا"},
      {"iso-8859-9", "\xF0", "ğ"},
      {"iso-8859-15", "\xA4", "€"},
      {"windows-1250", "\xB9", "ą"},
      {"windows-1251", "\xE0", "а"},
      {"windows-1253", "\xE1", "α"},
      {"windows-1254", "\xF0", "ğ"},
      {"windows-1255", "\xE0", "א"},
      {"windows-1256", "\xC7", "ا"},
      {"windows-1257", "\xE0", "ą"},
      {"windows-1258", "\xF0", "đ"},
      {"koi8-r", "\xC1", "а"},
      {"koi8-u", "\xA4", "є"},
      {"tis-620", "\xA1", "ก"},
      {"iso-8859-11", "\xA1", "ก"},
      {"macintosh", "\x9F", "ü"},
      {"x-mac-cyrillic", "\xE0", "а"},
      {"cp850", "\x81", "ü"},
      {"iso-2022-jp", "\x1B$B$\"\x1B(B", "あ"},
      {"shift_jis", "\x82\xA0", "あ"},
      {"x-sjis", "\x87\x40", "①"},
      {"windows-31j", "\x82\xA0", "あ"},
      {"euc-jp", "\xA4\xA2", "あ"},
      {"gb2312", "\xC4\xE3", "你"},
      {"gbk", "\xC4\xE3", "你"},
      {"gb18030", "\x94\x39\xFC\x36", "😀"},
      {"hz-gb-2312", "a~{Dc~}b~~", "a你b~"},
      {"big5", "\xA7\x41", "你"},
      {"euc-kr", "\xB0\xA1", "가"},
      {"ks_c_5601-1987", "\xB0\xA1", "가"},
      {"iso-2022-kr", "\x1B$)C\x0E\x30\x21\x0F", "가"},
      {"utf-7", "+APw-", "ü"},
      {"unicode-1-1-utf-7", "+APw-", "ü"},
      {"utf-16le", std::string("\xFC\0", 2), "ü"},
      {"utf-16be", std::string("\0\xFC", 2), "ü"},
      {"utf-16", std::string("\xFE\xFF\0\xFC", 4), "ü"},
      {"us-ascii", "a", "a"},
  };
  for (const Sample& sample : samples) {
    EXPECT_EQ(ToUtf8(sample.bytes, sample.charset), sample.text)
        << sample.charset;
  }
}

ParsedMail Html(const std::string& type, const std::string& body) {
  return ParseMime("From: a@b.test\nContent-Type: text/html" + type + "\n\n" +
                   body);
}

TEST(Declarations, MayStandInTheTextItself) {
  EXPECT_EQ(Html("", "<meta charset=\"windows-1251\"><p>\xE0").html,
            "<meta charset=\"windows-1251\"><p>а");
  EXPECT_THAT(Html("",
                   "<META http-equiv=Content-Type content='text/html; "
                   "charset=koi8-r'>\xC1")
                  .html,
              testing::EndsWith(">а"));
  // What the mail declares comes first.
  EXPECT_EQ(Html("; charset=utf-8", "<meta charset=koi8-r>\xC3\xBC").html,
            "<meta charset=koi8-r>ü");
  EXPECT_EQ(Html("", "\xEF\xBB\xBF<p>\xC3\xBC").html, "<p>ü");
  EXPECT_EQ(ParseMime(std::string("A: b\n\n\xFF\xFEh\0i\0", 12)).text_body,
            "hi");
}

TEST(Declarations, ThatAreMissingOrWrongAreNoted) {
  EXPECT_THAT(ParseMime("A: b\n\nf\xFCr").notes,
              ElementsAre("a text with bytes above 127 names no charset: read "
                          "as windows-1252"));
  EXPECT_THAT(ParseMime("A: b\n\nf\xC3\xBCr").notes,
              ElementsAre("a text with bytes above 127 names no charset: read "
                          "as UTF-8"));
  const ParsedMail wrong = Html("; charset=utf-8", "f\xFCr");
  EXPECT_EQ(wrong.html, "f\xEF\xBF\xBDr");
  EXPECT_THAT(wrong.notes, ElementsAre("a text has bytes that are not utf-8"));
  const ParsedMail unknown = Html("; charset=x-unheard", "f\xFCr");
  EXPECT_EQ(unknown.html, "für");
  EXPECT_THAT(unknown.notes, SizeIs(2));
  EXPECT_THAT(Html("; charset=utf-8", "a replacement: \xEF\xBF\xBD").notes,
              IsEmpty());
}

TEST(EncodedWords, MayBeSplitInsideACharacter) {
  for (const char* subject : {"=?utf-8?Q?f=C3?= =?utf-8?Q?=BCr?=",
                              "=?UTF-8?Q?f=C3?= =?utf-8?Q?=BCr?=",
                              "=?utf-8?B?ZsM=?=\r\n =?utf-8?B?vHI=?=",
                              "=?utf-8?Q?f=C3?=\r\n\t=?utf-8?B?vHI=?="}) {
    EXPECT_EQ(
        ParseMime(std::string("Subject: ") + subject + "\r\n\r\n").subject,
        "für")
        << subject;
  }
}

TEST(RightToLeft, TextIsKeptInItsOrder) {
  const ParsedMail mail =
      Html("; charset=iso-8859-8-i", "<p dir=rtl>\xF9\xEC\xE5\xED 123");
  EXPECT_EQ(mail.html, "<p dir=rtl>שלום 123");
}

TEST(Nul, IsKeptAndNoted) {
  const ParsedMail mail = ParseMime(std::string("A: b\n\na\0b", 9));
  EXPECT_EQ(mail.text_body, std::string("a\0b", 3));
  EXPECT_THAT(mail.notes, ElementsAre("a text has a NUL"));
}

}  // namespace
}  // namespace letterbox
