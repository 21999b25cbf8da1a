// The character sets of mail.
#ifndef LETTERBOX_MIME_CHARSET_H_
#define LETTERBOX_MIME_CHARSET_H_

#include <string>
#include <string_view>

#include "mime/notes.h"

namespace letterbox {

/// `bytes` in UTF-8. Where `charset` is empty, unknown or ASCII: taken as UTF-8
/// where they are that, else as windows-1252, which includes Latin-1. What is
/// invalid in `charset` becomes U+FFFD. Always returns well-formed UTF-8.
/// Where `notes` is given, it is told what was wrong.
std::string ToUtf8(std::string_view bytes, const std::string& charset = "",
                   Notes* notes = nullptr);

/// The charset that the text names itself: by the byte order mark that it
/// begins with, or an HTML text by a `meta` element; empty where by none.
/// https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
std::string NamedCharset(std::string_view bytes, bool is_html);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_CHARSET_H_
