// Finds the server of a mailbox from its address alone.
// https://learn.microsoft.com/exchange/client-developer/exchange-web-services/autodiscover-for-exchange
#ifndef LETTERBOX_AUTODISCOVER_SEARCH_H_
#define LETTERBOX_AUTODISCOVER_SEARCH_H_

#include <chrono>
#include <string>
#include <vector>

#include "autodiscover/reach.h"
#include "letterbox/transport/clock.h"
#include "letterbox/transport/connection.h"

namespace letterbox::autodiscover {

/// What was asked, and what came of it.
struct Attempt {
  std::string step;     ///< "https://contoso.com, JSON"
  std::string outcome;  ///< a clause
};

struct Found {
  std::string url;  ///< of Exchange Web Services; https
  std::string by;   ///< the step that gave it
  /// All before it, in the documented order.
  std::vector<Attempt> attempts;
};

/// How long it may take in all.
inline constexpr std::chrono::milliseconds kLongest = std::chrono::seconds(30);

/// Asks in the documented order: JSON, which needs no credentials, at the
/// address's domain and at autodiscover.DOMAIN; POX and SOAP at both; where the
/// plain http of autodiscover.DOMAIN points to; what the SRV record names. The
/// first good answer wins. What needs no credentials is asked at once, the rest
/// one after the other.
///
/// Led to are only https, only hosts of the same registered domain and those of
/// `trusted_hosts`, and ten times at most. Where it leads to Exchange Online,
/// and the connection signs in with OAuth 2.0, the answer is its address, which
/// nobody is asked for.
///
/// Throws ConnectionError where no server is found, AuthError where none is and
/// one refused who signs in; ConfigError where `address` is none that can be
/// asked for. The text lists all that was tried.
Found Search(const Connection& connection, const std::string& address,
             const Reach& reach, Clock& clock,
             std::chrono::milliseconds longest = kLongest);

}  // namespace letterbox::autodiscover

#endif  // LETTERBOX_AUTODISCOVER_SEARCH_H_
