// What a file of the token store says.
#ifndef LETTERBOX_AUTH_TOKEN_FILE_H_
#define LETTERBOX_AUTH_TOKEN_FILE_H_

#include <optional>
#include <string>

#include "auth/token.h"

namespace letterbox {

std::string WriteTokenFile(const IssuedFor& issued_for, const Token& token);

/// Nothing where the text is not such a file, or its token is for something
/// else.
std::optional<Token> ReadTokenFile(const std::string& text,
                                   const IssuedFor& issued_for);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_TOKEN_FILE_H_
