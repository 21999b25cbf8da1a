// A refusal that is remembered, so that the tests of a run ask once.
#ifndef LETTERBOX_AUTH_REMEMBERED_REFUSAL_H_
#define LETTERBOX_AUTH_REMEMBERED_REFUSAL_H_

#include <string>

#include "auth/token.h"
#include "auth/token_refusal.h"
#include "letterbox/transport/connection.h"

namespace letterbox {

struct RememberedRefusal {
  std::string text;  ///< of the error, whole
  std::string code;
  Token::Date at;
  /// Whether what was stored is good for nothing until somebody acts. Others
  /// are asked for again in the next run.
  bool dead = false;
  std::string run;
  /// What was asked with, secrets and all, in a form that tells nothing of it:
  /// other secrets may fare better.
  std::string salt;
  std::string print;
};

/// `refusal`, final or dead, of what `connection` asked at `now`.
RememberedRefusal Remembered(const TokenRefusal& refusal,
                             const Connection& connection, Token::Date now);

/// Whether the authority would say the same again at `now`: it said so in this
/// run, or less than a minute ago, or for good, to the same secrets.
bool StillHolds(const RememberedRefusal& remembered,
                const Connection& connection, Token::Date now);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_REMEMBERED_REFUSAL_H_
