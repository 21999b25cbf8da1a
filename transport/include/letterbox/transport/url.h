// The addresses that links lead to, and what gateways make of them.
// https://www.rfc-editor.org/rfc/rfc3986
#ifndef LETTERBOX_TRANSPORT_URL_H_
#define LETTERBOX_TRANSPORT_URL_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace letterbox {

/// An absolute URL, taken apart.
struct Url {
  std::string scheme;       ///< lower case: "https"
  std::string host;         ///< lower case; empty where there is none
  std::optional<int> port;  ///< where it stands in the URL
  std::string path;         ///< as it stands there: "/track"
  /// The parameters in their order, decoded: "+" and "%20" are blanks.
  std::vector<std::pair<std::string, std::string>> query;
  std::string fragment;  ///< what follows "#"
};

/// Nothing where `url` has no scheme. Else as much as can be told, of a URL
/// that is not well-formed, too.
std::optional<Url> ParseUrl(const std::string& url);

/// Whom a mailto: writes to, decoded; nobody where it is another URL
/// (https://www.rfc-editor.org/rfc/rfc6068).
std::vector<std::string> MailtoAddresses(const Url& url);

/// Why a reader who clicks on it comes nowhere: "has no host", "holds a blank".
/// Empty where it is well-formed: an absolute URL of a scheme that is used in
/// mail, or "#place" in the mail itself. Letters beyond ASCII are allowed.
std::string UrlProblem(const std::string& url);

/// Whether a gateway put its own address in place of the sender's: Safe Links
/// of Microsoft, URL Defense of Proofpoint, Mimecast, Barracuda, Cisco, Sophos,
/// Trend Micro, Symantec, Trellix, Check Point, Google.
bool IsGatewayUrl(const std::string& url);

/// The address that the sender wrote, through several gateways, too. `url`
/// itself where none wrote it anew, or where the gateway keeps the address to
/// itself, as Mimecast does.
std::string OriginalUrl(const std::string& url);

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_URL_H_
