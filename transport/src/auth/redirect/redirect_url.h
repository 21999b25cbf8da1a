// Where the browser brings the authority's answer: a URL of this machine.
#ifndef LETTERBOX_AUTH_REDIRECT_REDIRECT_URL_H_
#define LETTERBOX_AUTH_REDIRECT_REDIRECT_URL_H_

#include <string>

namespace letterbox {

/// https://www.rfc-editor.org/rfc/rfc8252#section-7.3
struct RedirectUrl {
  std::string host;  ///< "localhost", "127.0.0.1" or "[::1]"
  /// 0 where none is written: then the system chooses one. Microsoft Entra
  /// takes any port for localhost, AD FS only the one that is registered.
  int port = 0;
  std::string path;  ///< as it is written, "" or from its slash on

  /// What a browser asks for.
  std::string target() const { return path.empty() ? "/" : path; }
  /// The whole URL as it is written, but for the port.
  std::string With(int chosen_port) const;
};

/// Throws Error with a sentence where `text` cannot be listened on.
RedirectUrl ParseRedirectUrl(const std::string& text);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_REDIRECT_REDIRECT_URL_H_
