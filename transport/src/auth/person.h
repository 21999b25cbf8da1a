// What the flows with a person have in common.
#ifndef LETTERBOX_AUTH_PERSON_H_
#define LETTERBOX_AUTH_PERSON_H_

#include <functional>
#include <string>

#include "auth/authority_client.h"
#include "auth/token.h"
#include "letterbox/transport/clock.h"

namespace letterbox {

/// How a person is asked.
struct PersonPrompt {
  /// Opens the page where they sign in.
  std::function<void(const std::string& url)> open_page;
  /// Shows the page that they open, and the code that they enter there. Both
  /// come from outside and are safe to print.
  std::function<void(const std::string& url, const std::string& code)>
      show_code;
  /// When to give up.
  Clock::Deadline deadline;
};

/// Refuses to prompt, which a test never does: AuthError with what to do.
Token StartWithPerson(AuthorityClient& client);

/// The token of a sign-in that has just happened, with the name of the person.
/// Throws AuthError where it is somebody else than the connection's user, or
/// where nobody says who it is and the connection does not either, or where
/// something else was granted than what was asked for.
Token TokenOfPerson(AuthorityClient& client, const TokenAnswer& answer,
                    const Wanted& wanted, const std::string& nonce);

/// Throws an AuthError about the connection of `client`.
[[noreturn]] void FailSignIn(AuthorityClient& client, const std::string& text,
                             const std::string& code = "");

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_PERSON_H_
