// Mail, from its bytes to its values.
#include "mime/mime.h"

#include "fuzz/fuzz.h"
#include "letterbox/transport/email.h"

namespace letterbox::fuzz {

void Run(std::string_view input) {
  ParseAddresses(input);
  const Email email = Email::FromMime(std::string(input));
  email.text();
  email.links();
  email.attachments();
}

std::vector<std::string> Seeds() {
  return {
      "From: =?utf-8?q?J=C3=B6rg?= <a@contoso.test>\r\n"
      "To: \"B, C\" <b@contoso.test>, Team: c@contoso.test;\r\n"
      "Subject: =?iso-8859-1?b?5OT8?=\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
      "Content-Type: text/html; charset=utf-8\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
      "<p>Caf=C3=A9</p>=\r\n\r\n--b\r\n"
      "Content-Type: application/pdf; name*=utf-8''a%20b.pdf\r\n"
      "Content-Disposition: attachment; filename=a.pdf\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\nUERG\r\n--b--\r\n",
      "Subject: plain\n\nText\n"};
}

}  // namespace letterbox::fuzz
