// What a token endpoint answers: a token, or why there is none.
// https://www.rfc-editor.org/rfc/rfc6749#section-5
#ifndef LETTERBOX_AUTH_TOKEN_ANSWER_H_
#define LETTERBOX_AUTH_TOKEN_ANSWER_H_

#include <nlohmann/json_fwd.hpp>
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
  std::string grant_type = {};
  /// A sentence: how to get in anew.
  std::string remedy = {};
  /// Whether the refresh token that is sent is older than the authority said.
  bool known_expired = false;
};

/// What the authority gave.
struct TokenAnswer {
  Token token;
  /// What was granted; empty where it is what was asked for.
  std::string scope;
  /// Who signed in, as OpenID Connect has it; empty where it was not asked for.
  std::string id_token;
};

/// Throws TokenRefusal. Never shows a body that could hold a token.
TokenAnswer ReadTokenAnswer(const HttpResponse& response,
                            const TokenQuestion& question);

/// A server's text, without the secrets that it may send back.
std::string WithoutSecrets(std::string text, const TokenQuestion& question);

/// Throws what a refusal means: an answer with an `error`, or of a server that
/// is busy; `answer` is its body, or no object.
[[noreturn]] void RefuseToken(const HttpResponse& response,
                              const nlohmann::json& answer,
                              const TokenQuestion& question);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_TOKEN_ANSWER_H_
