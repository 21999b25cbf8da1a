// https://www.rfc-editor.org/rfc/rfc4648#section-4
#ifndef LETTERBOX_MIME_BASE64_H_
#define LETTERBOX_MIME_BASE64_H_

#include <optional>
#include <string>
#include <string_view>

namespace letterbox {

/// One line, padded.
std::string EncodeBase64(std::string_view bytes);

/// White space is skipped, missing padding is forgiven; nothing where another
/// character occurs.
std::optional<std::string> DecodeBase64(std::string_view text);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_BASE64_H_
