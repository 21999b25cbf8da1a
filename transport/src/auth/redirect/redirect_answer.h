// Whether a request to the listener is the authority's answer.
#ifndef LETTERBOX_AUTH_REDIRECT_REDIRECT_ANSWER_H_
#define LETTERBOX_AUTH_REDIRECT_REDIRECT_ANSWER_H_

#include <optional>
#include <string>

#include "auth/redirect/redirect_request.h"

namespace letterbox {

/// What the authority says through the browser: a code, or an error.
/// https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
struct RedirectAnswer {
  std::string code;
  std::string iss;  ///< https://www.rfc-editor.org/rfc/rfc9207
  std::string error;
  std::string error_description;
};

/// What the listener waits for.
struct RedirectExpectation {
  std::string host;   ///< "localhost:8400"
  std::string path;   ///< "/"
  std::string state;  ///< what only the authority and we know
};

/// What the browser gets, and what it brought.
struct RedirectVerdict {
  int status = 0;           ///< of HTTP
  const char* title = "";   ///< of the page
  const char* advice = "";  ///< the page's sentence
  /// Nothing where it was something else: any page and any program can send
  /// something here, so that the wait goes on.
  std::optional<RedirectAnswer> answer;
};

RedirectVerdict JudgeRedirect(const RedirectRequest& request,
                              const RedirectExpectation& expected);

/// For a request that is no such thing as a redirect.
RedirectVerdict RefuseRedirect(int status);

/// The whole HTTP response. Nothing of the request stands in it.
std::string RedirectPage(const RedirectVerdict& verdict);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_REDIRECT_REDIRECT_ANSWER_H_
