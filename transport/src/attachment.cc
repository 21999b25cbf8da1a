#include "crypto/crypto.h"
#include "letterbox/transport/email.h"
#include "mime/charset.h"
#include "mime/lines.h"
#include "mime/sniff.h"

namespace letterbox {

std::string Attachment::sniffed_type() const { return SniffType(content); }

std::string Attachment::text() const {
  return WithNewlines(ToUtf8(content, charset));
}

std::string Attachment::sha256() const {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char c : Sha256(content)) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

Email Attachment::email() const { return Email::FromMime(content); }

}  // namespace letterbox
