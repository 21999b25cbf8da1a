// Taking the transfer encoding off a part.
// https://www.rfc-editor.org/rfc/rfc2045#section-6
#ifndef LETTERBOX_MIME_TRANSFER_ENCODING_H_
#define LETTERBOX_MIME_TRANSFER_ENCODING_H_

#include <string>
#include <string_view>

#include "mime/notes.h"

namespace letterbox {

/// `body` decoded as `field`, the Content-Transfer-Encoding, says:
/// quoted-printable, base64 or uuencode. Whatever is illegal but usual is
/// understood, and noted. Under another encoding the body stays.
std::string DecodeTransfer(std::string_view body, std::string_view field,
                           Notes& notes);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_TRANSFER_ENCODING_H_
