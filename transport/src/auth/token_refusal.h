// Why an authority gave no token, and what follows from it.
#ifndef LETTERBOX_AUTH_TOKEN_REFUSAL_H_
#define LETTERBOX_AUTH_TOKEN_REFUSAL_H_

#include <chrono>
#include <string>
#include <utility>

#include "letterbox/transport/error.h"

namespace letterbox {

class TokenRefusal : public AuthError {
 public:
  enum class Kind {
    kDead,     ///< what was sent (a refresh token, a code) is good for nothing
    kFinal,    ///< the same question gets the same answer
    kPassing,  ///< busy, holding back, or out of order: later it may be given
  };

  TokenRefusal(const std::string& text, std::string connection,
               std::string code, Kind kind,
               std::chrono::milliseconds retry_after = {})
      : AuthError(text, std::move(connection), std::move(code)),
        kind_(kind),
        retry_after_(retry_after) {}

  Kind kind() const { return kind_; }
  /// Of a passing one: how long the authority wants to be left alone; zero
  /// where it does not say.
  std::chrono::milliseconds retry_after() const { return retry_after_; }

 private:
  Kind kind_;
  std::chrono::milliseconds retry_after_;
};

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_TOKEN_REFUSAL_H_
