// An access token, and what it was issued for.
#ifndef LETTERBOX_AUTH_TOKEN_H_
#define LETTERBOX_AUTH_TOKEN_H_

#include <algorithm>
#include <chrono>
#include <string>

namespace letterbox {

struct Token {
  using Date = std::chrono::system_clock::time_point;

  std::string access_token;
  /// When it was asked for, and until when it is good by the authority's word.
  Date issued;
  Date expires;

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

/// A token for something else is not used.
struct IssuedFor {
  std::string flow;
  std::string endpoint;
  std::string client_id;
  std::string scope;
};

inline bool operator==(const IssuedFor& a, const IssuedFor& b) {
  return a.flow == b.flow && a.endpoint == b.endpoint &&
         a.client_id == b.client_id && a.scope == b.scope;
}

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_TOKEN_H_
