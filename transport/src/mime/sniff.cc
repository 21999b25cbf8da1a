#include "mime/sniff.h"

#include "ascii.h"

namespace letterbox {
namespace {

using std::string_view_literals::operator""sv;

// Bytes at a place in the file.
struct Magic {
  std::size_t at;
  std::string_view bytes;
  const char* type;
};

// https://mimesniff.spec.whatwg.org/ and the formats' own documents.
constexpr Magic kMagic[] = {
    {0, "%PDF-"sv, "application/pdf"},
    {0, "\x89PNG\r\n\x1A\n"sv, "image/png"},
    {0, "\xFF\xD8\xFF"sv, "image/jpeg"},
    {0, "GIF87a"sv, "image/gif"},
    {0, "GIF89a"sv, "image/gif"},
    {8, "WEBP"sv, "image/webp"},
    {8, "WAVE"sv, "audio/wav"},
    {0, "II*\0"sv, "image/tiff"},
    {0, "MM\0*"sv, "image/tiff"},
    {0, "\0\0\1\0"sv, "image/x-icon"},
    {4, "ftypheic"sv, "image/heic"},
    {4, "ftypavif"sv, "image/avif"},
    {4, "ftyp"sv, "video/mp4"},
    {0, "ID3"sv, "audio/mpeg"},
    {0, "OggS"sv, "application/ogg"},
    {0, "\x1F\x8B\x08"sv, "application/gzip"},
    {0, "BZh"sv, "application/x-bzip2"},
    {0,
     "\xFD"
     "7zXZ\0"sv,
     "application/x-xz"},
    {0, "7z\xBC\xAF\x27\x1C"sv, "application/x-7z-compressed"},
    {0, "Rar!\x1A\x07"sv, "application/vnd.rar"},
    {257, "ustar"sv, "application/x-tar"},
    {0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "application/x-ole-storage"},
    {0, "\x78\x9F\x3E\x22"sv, "application/ms-tnef"},
    {0, "{\\rtf"sv, "application/rtf"},
    {0, "%!PS"sv, "application/postscript"},
    {0,
     "\x7F"
     "ELF"sv,
     "application/x-elf"},
    {0, "SQLite format 3\0"sv, "application/vnd.sqlite3"},
    {0, "-----BEGIN PGP "sv, "application/pgp-encrypted"},
};

// What a ZIP file is by the name of a file inside.
constexpr Magic kZipped[] = {
    {0, "word/document.xml"sv,
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {0, "xl/workbook.xml"sv,
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {0, "ppt/presentation.xml"sv,
     "application/vnd.openxmlformats-officedocument.presentationml."
     "presentation"},
    {0, "mimetypeapplication/vnd.oasis.opendocument.text"sv,
     "application/vnd.oasis.opendocument.text"},
    {0, "mimetypeapplication/vnd.oasis.opendocument.spreadsheet"sv,
     "application/vnd.oasis.opendocument.spreadsheet"},
    {0, "mimetypeapplication/epub+zip"sv, "application/epub+zip"},
    {0, "META-INF/MANIFEST.MF"sv, "application/java-archive"},
};

// What a text is by its first word, in any case.
constexpr Magic kTexts[] = {
    {0, "<!doctype html"sv, "text/html"},
    {0, "<html"sv, "text/html"},
    {0, "<svg"sv, "image/svg+xml"},
    {0, "<?xml"sv, "text/xml"},
    {0, "begin:vcalendar"sv, "text/calendar"},
    {0, "begin:vcard"sv, "text/vcard"},
};

bool HasAt(std::string_view content, std::size_t at, std::string_view bytes) {
  return content.size() >= at + bytes.size() &&
         content.compare(at, bytes.size(), bytes) == 0;
}

bool IsText(std::string_view content) {
  if (HasAt(content, 0, "\xFF\xFE") || HasAt(content, 0, "\xFE\xFF")) {
    return true;  // UTF-16
  }
  for (const char c : content) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < ' ' && (byte < '\t' || byte > '\r') && byte != 0x1B) {
      return false;
    }
  }
  return true;
}

std::string SniffText(std::string_view content) {
  if (HasAt(content, 0, "\xEF\xBB\xBF")) content.remove_prefix(3);
  const std::string_view rest = Trim(content);
  for (const Magic& magic : kTexts) {
    const std::string_view begin = rest.substr(0, magic.bytes.size());
    if (!EqualsIgnoringCase(begin, magic.bytes)) continue;
    const bool is_svg =
        magic.type == std::string_view("text/xml") &&
        rest.substr(0, 1000).find("<svg") != std::string_view::npos;
    return is_svg ? "image/svg+xml" : magic.type;
  }
  return "text/plain";
}

}  // namespace

std::string SniffType(std::string_view content) {
  for (const Magic& magic : kMagic) {
    if (HasAt(content, magic.at, magic.bytes)) return magic.type;
  }
  if (HasAt(content, 0, "PK\3\4") || HasAt(content, 0, "PK\5\6")) {
    for (const Magic& magic : kZipped) {
      if (content.find(magic.bytes) != std::string_view::npos) {
        return magic.type;
      }
    }
    return "application/zip";
  }
  if (HasAt(content, 0, "BM") && !IsText(content)) return "image/bmp";
  if (HasAt(content, 0, "MZ") && !IsText(content)) {
    return "application/x-msdownload";
  }
  if (content.empty() || !IsText(content)) return "application/octet-stream";
  return SniffText(content);
}

}  // namespace letterbox
