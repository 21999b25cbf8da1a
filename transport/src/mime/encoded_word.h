// Encoded words in header fields. https://www.rfc-editor.org/rfc/rfc2047
#ifndef LETTERBOX_MIME_ENCODED_WORD_H_
#define LETTERBOX_MIME_ENCODED_WORD_H_

#include <string>
#include <string_view>

namespace letterbox {

/// `text` with its encoded words decoded. What is no encoded word stays.
std::string DecodeEncodedWords(std::string_view text);

/// `text` with each run of encoded words made one, in UTF-8: for GMime, which
/// drops what follows a padded word.
std::string JoinEncodedWords(std::string_view text);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_ENCODED_WORD_H_
