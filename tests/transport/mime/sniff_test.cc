#include "mime/sniff.h"

#include <gtest/gtest.h>

#include <string>

#include "letterbox/transport/email.h"

namespace letterbox {
namespace {

using std::string_literals::operator""s;

struct Sample {
  std::string content;
  const char* type;
};

TEST(SniffType, KnowsWhatIsAttachedToMail) {
  const Sample samples[] = {
      {"%PDF-1.7\n"s, "application/pdf"},
      {"\x89PNG\r\n\x1A\n\0\0"s, "image/png"},
      {"\xFF\xD8\xFF\xE0\0"s, "image/jpeg"},
      {"GIF89a\1\0"s, "image/gif"},
      {"RIFF\1\0\0\0WEBPVP8 "s, "image/webp"},
      {"BM\x36\0\0\0\0\0"s, "image/bmp"},
      {"II*\0\x08\0"s, "image/tiff"},
      {"PK\3\4\x14\0mimetype"s, "application/zip"},
      {"PK\3\4\x14\0[Content_Types].xml...word/document.xml"s,
       "application/vnd.openxmlformats-officedocument.wordprocessingml."
       "document"},
      {"PK\3\4...xl/workbook.xml"s,
       "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0"s, "application/x-ole-storage"},
      {"\x1F\x8B\x08\0"s, "application/gzip"},
      {"\x78\x9F\x3E\x22\1\0"s, "application/ms-tnef"},
      {"\0\0\0\x18"
       "ftypisom"s,
       "video/mp4"},
      {std::string(257, '\0') + "ustar", "application/x-tar"},
      {"MZ\x90\0\3"s, "application/x-msdownload"},
      {"{\\rtf1\\ansi"s, "application/rtf"},
      {"BEGIN:VCALENDAR\r\n"s, "text/calendar"},
      {"begin:vcard\n"s, "text/vcard"},
      {"\n <!DOCTYPE HTML><p>"s, "text/html"},
      {"\xEF\xBB\xBF<html>"s, "text/html"},
      {"<?xml version='1.0'?><order/>"s, "text/xml"},
      {"<?xml version='1.0'?>\n<svg xmlns='x'/>"s, "image/svg+xml"},
      {"name;amount\nÖl;3\n"s, "text/plain"},
      {"f\xFCr\n"s, "text/plain"},
      {"BMW\n"s, "text/plain"},
      {"\xFF\xFEh\0i\0"s, "text/plain"},
      {"\1\2\3"s, "application/octet-stream"},
      {""s, "application/octet-stream"},
  };
  for (const Sample& sample : samples) {
    EXPECT_EQ(SniffType(sample.content), sample.type) << sample.content;
  }
}

TEST(SniffType, TakesAnyBytes) {
  for (int first = 0; first < 256; ++first) {
    for (const std::size_t size : {1, 2, 9, 300}) {
      EXPECT_NE(SniffType(std::string(size, static_cast<char>(first))), "");
    }
  }
}

TEST(Attachment, TellsWhatItIs) {
  Attachment attachment{"a.txt", "text/plain", "f\xFCr\r\ndich"};
  attachment.charset = "iso-8859-1";
  EXPECT_EQ(attachment.text(), "für\ndich");
  EXPECT_EQ(attachment.sniffed_type(), "text/plain");
  attachment.content = "abc";  // the example of FIPS 180-2
  EXPECT_EQ(attachment.sha256(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  attachment.content = "Subject: inner\n\nbody";
  EXPECT_EQ(attachment.email().subject(), "inner");
}

}  // namespace
}  // namespace letterbox
