// What a token endpoint answers: a token, or why there is none.
// https://www.rfc-editor.org/rfc/rfc6749#section-5
#ifndef LETTERBOX_AUTH_TOKEN_ANSWER_H_
#define LETTERBOX_AUTH_TOKEN_ANSWER_H_

#include <string>
#include <vector>

#include "auth/token.h"
#include "http/http_transport.h"

namespace letterbox {

/// Who asked whom, for the texts of errors.
struct TokenQuestion {
  std::string connection;
  std::string endpoint;
  /// What must not appear in a text, even where the server sends it back.
  std::vector<std::string> secrets;
  /// Taken before the request was sent: a token never lives longer than the
  /// authority says.
  Token::Date asked;
};

/// What the authority gave.
struct TokenAnswer {
  Token token;
  /// What was granted; empty where it is what was asked for.
  std::string scope;
  /// Who signed in, as OpenID Connect has it; empty where it was not asked for.
  std::string id_token;
};

/// Throws AuthError. Never shows a body that could hold a token.
TokenAnswer ReadTokenAnswer(const HttpResponse& response,
                            const TokenQuestion& question);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_TOKEN_ANSWER_H_
