// A token, and what it was issued for.
#ifndef LETTERBOX_AUTH_TOKEN_H_
#define LETTERBOX_AUTH_TOKEN_H_

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>

namespace letterbox {

struct Token {
  using Date = std::chrono::system_clock::time_point;

  std::string access_token;
  /// When it was asked for, and until when it is good by the authority's word.
  Date issued;
  Date expires;
  /// For the next access token; empty where the authority gave none.
  std::string refresh_token;
  /// Until when that is good, where the authority said so.
  std::optional<Date> refresh_expires;
  /// Who signed in: a user principal name; empty for an application, or where
  /// nobody said.
  std::string user;
  /// The hash of the refresh token from outside that it began with; empty where
  /// it began otherwise.
  std::string seed;

  /// How long before its end it is replaced.
  std::chrono::system_clock::duration margin() const {
    return std::min<std::chrono::system_clock::duration>(
        std::chrono::minutes(5), (expires - issued) / 10);
  }

  /// A date before `issued` means that the clock was moved back: then nobody
  /// knows how old the token is.
  bool IsGood(Date now) const {
    return !access_token.empty() && issued <= now && now < expires - margin();
  }
};

/// The settings that a token depends on. A secret is not among them: another
/// one, for the same application, gives the same tokens.
struct IssuedFor {
  std::string flow;
  std::string authority;  ///< or the whole token endpoint
  std::string tenant_id;
  std::string client_id;
  std::string user;  ///< who should sign in; empty for an application
  std::string redirect_url;
  std::string scope;
  std::string resource;
};

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_TOKEN_H_
