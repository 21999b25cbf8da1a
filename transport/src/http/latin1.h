// The characters that libcurl's NTLM can send.
#ifndef LETTERBOX_HTTP_LATIN1_H_
#define LETTERBOX_HTTP_LATIN1_H_

#include <optional>
#include <string>
#include <string_view>

namespace letterbox {

/// `utf8` with a byte a character, which libcurl's NTLM makes UTF-16 of by
/// adding a zero to each; nothing where a character is beyond U+00FF.
std::optional<std::string> ToLatin1(std::string_view utf8);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_LATIN1_H_
