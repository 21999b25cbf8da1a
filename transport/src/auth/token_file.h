// What a file of the token store says.
#ifndef LETTERBOX_AUTH_TOKEN_FILE_H_
#define LETTERBOX_AUTH_TOKEN_FILE_H_

#include <optional>
#include <string>

#include "auth/remembered_refusal.h"
#include "auth/token.h"

namespace letterbox {

/// What a connection has in the store.
struct StoredToken {
  IssuedFor issued_for;
  Token token;  ///< empty where there is none
  /// Why there is none, or none that can be renewed.
  std::optional<RememberedRefusal> refusal;
};

std::string WriteTokenFile(const StoredToken& stored);

/// Nothing where the text is not such a file.
std::optional<StoredToken> ReadTokenFile(const std::string& text);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_TOKEN_FILE_H_
