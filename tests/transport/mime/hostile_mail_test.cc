// More than 300 malformed and hostile mails. Each gives an Email, with a note
// on what was wrong. Worth running under sanitizers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <sstream>
#include <string>
#include <vector>

#include "letterbox/transport/delivery.h"
#include "letterbox/transport/email.h"
#include "letterbox/transport/meeting.h"
#include "mime/base64.h"
#include "xml/utf8.h"

namespace letterbox {
namespace {

using testing::Ge;
using testing::IsEmpty;
using testing::Le;
using testing::Not;
using testing::SizeIs;

struct Sample {
  std::string name;
  std::string mime;
};
using Samples = std::vector<Sample>;

std::string Repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

// A mail that is in order.
const std::string kTop = "From: a@b.test\r\nSubject: sample\r\n";
const std::string kWhole =
    kTop +
    "Content-Type: multipart/mixed; boundary=out\r\n\r\n"
    "--out\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n"
    "--in\r\nContent-Type: text/plain; charset=utf-8\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe\r\n"
    "--in\r\nContent-Type: text/html\r\n\r\n<p>Hello</p>\r\n--in--\r\n"
    "--out\r\nContent-Type: image/png; name=a.png\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--out--\r\n";

void AddTruncated(Samples& samples) {
  const std::size_t begin = kWhole.find("\r\n\r\n");
  const std::size_t end = kWhole.find("--out--");
  for (std::size_t size = begin; size < end; size += 4) {
    samples.push_back(
        {"cut off at " + std::to_string(size), kWhole.substr(0, size)});
  }
}

void AddDamagedEncodings(Samples& samples) {
  const std::string base64 = kTop +
                             "Content-Type: text/plain; charset=utf-8\r\n"
                             "Content-Transfer-Encoding: base64\r\n\r\n";
  for (const char stranger :
       std::string("!\"#$%&'()*,-.:;<>?@[]^_`{|}~\x01\x7F")) {
    samples.push_back({std::string("base64 with ") + stranger,
                       base64 + "SGVs" + stranger + "bG8=\r\n"});
  }
  samples.push_back({"base64 of a page", base64 + "<html><body>no</body>"});
  const std::string quoted =
      kTop +
      "Content-Type: text/plain; charset=utf-8\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\n";
  for (const char* bad :
       {"a=b", "=", "==", "=G0", "=0G", "= C3", "=\xFF\xFF", "100 % = all",
        "=?utf-8?Q?=XY?=", "x=\r", "=-1", "=0", "=\x01\x02"}) {
    samples.push_back({std::string("quoted-printable ") + bad,
                       quoted + bad + " and more\r\n"});
  }
  for (const char* encoding :
       {"base32", "x-unheard", "quoted", "base-64", "utf-8", "gzip", "yenc",
        "7-bit", "eight", "quoted_printable", "\xFF", "?", "base64base64"}) {
    samples.push_back(
        {std::string("encoding ") + encoding,
         kTop + "Content-Transfer-Encoding: " + encoding + "\r\n\r\nbody"});
  }
}

void AddBrokenCharsets(Samples& samples) {
  for (const char* charset :
       {"x-unheard", "utf-9", "iso-8859-99", "klingon", "/dev/null", "../../x",
        "utf-8//IGNORE", "unknown-8bit", "default", "windows-9999", "??", "a,b",
        "%s%n", "charset=utf-8", "\xFF\xFE", "none"}) {
    samples.push_back({std::string("charset ") + charset,
                       kTop + "Content-Type: text/plain; charset=\"" + charset +
                           "\"\r\n\r\nf\xFCr\r\n"});
  }
  for (const char* charset : {"utf-8", "utf8", "iso-2022-jp", "shift_jis",
                              "euc-jp", "gb18030", "gb2312", "big5", "euc-kr",
                              "utf-16le", "utf-16be", "utf-7", "utf-32"}) {
    samples.push_back({std::string("not ") + charset,
                       kTop + "Content-Type: text/plain; charset=" + charset +
                           "\r\n\r\nabc\xFF\xFF\xFF\xD8\x00\xFF\r\n"});
  }
  for (const char* bytes : {"f\xFCr", "\x80", "\xC3\xBC", "\xE2\x82\xAC \xFF",
                            "\xF0\x9F\x98\x80", "\xED\xA0\x80", "\xC0\xAF"}) {
    for (const char* type :
         {"", "Content-Type: text/plain\r\n", "Content-Type: text/html\r\n",
          "Content-Type: text/plain; charset=us-ascii\r\n"}) {
      samples.push_back({std::string("undeclared ") + bytes + type,
                         kTop + type + "\r\n" + bytes});
    }
  }
}

void AddStrangeHeaders(Samples& samples) {
  for (const char* line :
       {"no colon", ": no name", "a b: blank", "\xFF\xFE: bytes", "\x01: x",
        "GET / HTTP/1.1", "[1, 2]", "<html>", "----", "(comment) x",
        "Subject sample", "=====", "\x7F: x", "a\tb: c"}) {
    samples.push_back(
        {std::string("line ") + line, "Subject: a\r\n" + std::string(line) +
                                          "\r\nFrom: a@b.test\r\n\r\nbody"});
  }
  for (const char* name : {"From", "Subject", "Date", "Message-ID", "To"}) {
    samples.push_back(
        {std::string("twice ") + name,
         kTop + name + ": x@y.test\r\n" + name + ": z@y.test\r\n\r\nbody"});
  }
  for (const std::size_t at : {0, 3, 9, 20, 30}) {
    std::string mime = kTop + "\r\nbody";
    mime.insert(at, 1, '\0');
    samples.push_back({"NUL at " + std::to_string(at), mime});
    samples.push_back({"NUL in the body " + std::to_string(at),
                       kTop + "\r\n" + std::string(at, 'x') + '\0' + "y"});
  }
  for (const std::string& none :
       {std::string(), std::string("\r\n"), std::string("body"),
        std::string("\n\n\n"), std::string(1, '\0'), std::string(5000, '\xFF'),
        std::string(5000, '\r'), std::string(" folded\r\n\r\n")}) {
    samples.push_back({"no header " + none.substr(0, 5), none});
  }
  for (const char* type :
       {"text", "plain", "multipart", "; charset=utf-8", "=", "\"\"", "(x)",
        "\xFF", "text plain", "application;octet-stream"}) {
    samples.push_back({std::string("type ") + type,
                       kTop + "Content-Type: " + type + "\r\n\r\nbody"});
  }
}

void AddStrangeTrees(Samples& samples) {
  for (const char* boundary :
       {"", "; boundary", "; boundary=", "; boundary=\"\"",
        "; boundary=missing", "; boundary=\"a\xFF\"", "; boundary==",
        "; bound=b", "; boundary=b b", "; boundary*=utf-8''%"}) {
    for (const char* kind :
         {"mixed", "alternative", "related", "report", "signed"}) {
      samples.push_back({std::string(kind) + boundary,
                         kTop + "Content-Type: multipart/" + kind + boundary +
                             "\r\n\r\n--other\r\n\r\nbody\r\n"});
    }
  }
  for (const int depth : {101, 150, 1000, 20000}) {
    std::string mime = kTop + "Content-Type: multipart/mixed; boundary=b0\r\n";
    for (int i = 0; i < depth; ++i) {
      mime += "\r\n--b" + std::to_string(i) +
              "\r\nContent-Type: multipart/mixed; boundary=b" +
              std::to_string(i + 1) + "\r\n";
    }
    samples.push_back({"depth " + std::to_string(depth), mime});
  }
  for (const int parts : {10001, 100000}) {
    samples.push_back(
        {"parts " + std::to_string(parts),
         kTop + "Content-Type: multipart/mixed; boundary=b\r\n" +
             Repeated("\r\n--b\r\nContent-Type: a/b\r\n\r\nx", parts) +
             "\r\n--b--"});
  }
  samples.push_back(
      {"same boundary", Repeated("Content-Type: multipart/mixed; boundary=a\n\n"
                                 "--a\n",
                                 5000)});
}

void AddStrangeFiles(Samples& samples) {
  const std::string head = std::string("\x78\x9F\x3E\x22\x01\x00", 6);
  const std::string attribute = std::string("\x01\x03\x90\x06\x00", 5);
  for (const std::string& bad :
       {std::string(), std::string("no tnef"), head + "\x01",
        head + attribute + "\xFF\xFF\xFF\xFF",
        head + attribute + std::string("\4\0\0\0\xFF\xFF\xFF\xFF\0\0", 10),
        head + std::string(1000, '\xFF'), head + std::string(1000, '\x02')}) {
    samples.push_back({"winmail.dat of " + std::to_string(bad.size()),
                       kTop +
                           "Content-Type: application/ms-tnef; name=winmail.dat"
                           "\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
                           EncodeBase64(bad)});
  }
  samples.push_back(
      {"one line of 10 MB", kTop + "\r\n" + std::string(10'000'000, 'x')});
  samples.push_back(
      {"one field of 10 MB",
       kTop + "X-A: " + std::string(10'000'000, 'x') + "\r\n\r\n"});
}

using Make = void (*)(Samples&);
constexpr Make kMakers[] = {AddTruncated,      AddDamagedEncodings,
                            AddBrokenCharsets, AddStrangeHeaders,
                            AddStrangeTrees,   AddStrangeFiles};

void ExpectUtf8(const std::string& text) {
  EXPECT_EQ(FindInvalidUtf8(text), std::string::npos);
}

// Looks at all there is.
void ReadAll(const Email& mail) {
  for (const std::string& text :
       {mail.subject(), mail.text(), mail.text_body(), mail.html()}) {
    ExpectUtf8(text);
  }
  for (const Header& header : mail.headers()) ExpectUtf8(header.value);
  for (const Attachment& attachment : mail.attachments()) {
    ExpectUtf8(attachment.name);
    ExpectUtf8(attachment.text());
  }
  EXPECT_THAT(mail.attachments(), SizeIs(Le(10001u)));
  mail.links();
  mail.delivery();
  mail.meetings();
  std::ostringstream line;
  line << mail;
  EXPECT_THAT(line.str(), SizeIs(Le(200u)));
}

class HostileMail : public testing::TestWithParam<Make> {};

TEST_P(HostileMail, GivesAnEmailWithANoteInBoundedTime) {
  Samples samples;
  GetParam()(samples);
  for (const Sample& sample : samples) {
    SCOPED_TRACE(testing::PrintToString(sample.name));
    const auto begin = std::chrono::steady_clock::now();
    const Email mail = Email::FromMime(sample.mime);
    ReadAll(mail);
    EXPECT_THAT(mail.notes(), Not(IsEmpty()));
    EXPECT_THAT(mail.notes(), SizeIs(Le(20u)));
    for (const std::string& note : mail.notes()) {
      EXPECT_THAT(note, SizeIs(Le(200u)));
      ExpectUtf8(note);
    }
    // Generous: machines are busy, and sanitizers slow. Most take 1 ms.
    EXPECT_LT(std::chrono::steady_clock::now() - begin,
              std::chrono::seconds(60));
  }
}

std::string NameOf(const testing::TestParamInfo<Make>& info) {
  constexpr const char* kNames[] = {"Truncated", "Encodings", "Charsets",
                                    "Headers",   "Trees",     "Files"};
  return kNames[info.index];
}

INSTANTIATE_TEST_SUITE_P(Samples, HostileMail, testing::ValuesIn(kMakers),
                         &NameOf);

TEST(HostileMails, AreMoreThanThreeHundred) {
  Samples samples;
  for (const Make make : kMakers) make(samples);
  EXPECT_THAT(samples, SizeIs(Ge(300u)));
}

TEST(HostileMails, AreNotWhatIsInOrder) {
  EXPECT_THAT(Email::FromMime(kWhole).notes(), IsEmpty());
}

}  // namespace
}  // namespace letterbox
