// The character sets of mail.
#ifndef LETTERBOX_MIME_CHARSET_H_
#define LETTERBOX_MIME_CHARSET_H_

#include <string>
#include <string_view>

namespace letterbox {

/// `bytes` in UTF-8. Where `charset` is empty, unknown or ASCII: taken as UTF-8
/// where they are that, else as windows-1252, which includes Latin-1. What is
/// invalid in `charset` becomes U+FFFD. Always returns well-formed UTF-8.
std::string ToUtf8(std::string_view bytes, const std::string& charset = "");

}  // namespace letterbox

#endif  // LETTERBOX_MIME_CHARSET_H_
