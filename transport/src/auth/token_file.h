// What a file of the token store says.
#ifndef LETTERBOX_AUTH_TOKEN_FILE_H_
#define LETTERBOX_AUTH_TOKEN_FILE_H_

#include <optional>
#include <string>

#include "auth/token.h"

namespace letterbox {

/// What a connection has in the store.
struct StoredToken {
  IssuedFor issued_for;
  Token token;
};

std::string WriteTokenFile(const StoredToken& stored);

/// Nothing where the text is not such a file.
std::optional<StoredToken> ReadTokenFile(const std::string& text);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_TOKEN_FILE_H_
