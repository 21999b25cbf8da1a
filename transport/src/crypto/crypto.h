// What nobody can guess, and what shows that it was known.
#ifndef LETTERBOX_CRYPTO_CRYPTO_H_
#define LETTERBOX_CRYPTO_CRYPTO_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace letterbox {

/// Throws Error where the system has no randomness to give.
std::string RandomBytes(std::size_t count);

/// 32 bytes.
std::string Sha256(std::string_view bytes);

/// Without padding. https://www.rfc-editor.org/rfc/rfc4648#section-5
std::string EncodeBase64Url(std::string_view bytes);

/// Nothing where a character does not belong there.
std::optional<std::string> DecodeBase64Url(std::string_view text);

/// Takes the same time whatever the two have in common.
bool IsSameSecret(std::string_view a, std::string_view b);

}  // namespace letterbox

#endif  // LETTERBOX_CRYPTO_CRYPTO_H_
