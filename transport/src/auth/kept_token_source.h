// A token source that asks the authority as rarely as it can.
#ifndef LETTERBOX_AUTH_KEPT_TOKEN_SOURCE_H_
#define LETTERBOX_AUTH_KEPT_TOKEN_SOURCE_H_

#include <mutex>
#include <optional>
#include <string>

#include "auth/authority_client.h"
#include "auth/flows.h"
#include "auth/token_source.h"
#include "auth/token_store.h"

namespace letterbox {

/// Keeps the token of any flow in memory and, with a store, between processes.
class KeptTokenSource : public TokenSource {
 public:
  /// Throws ConfigError where a field cannot be used.
  KeptTokenSource(const Connection& connection, HttpTransport& transport,
                  Clock& clock);

  std::string Authorization() override;
  void Refuse(const std::string& authorization) override;
  bool app_only() const override { return flow_.app_only; }

 private:
  bool IsUsable(const Token& token) const;
  std::optional<Token> LoadStored() const;
  bool Take(const std::optional<Token>& stored);
  void Keep(Token token);
  void Renew();
  /// With the refresh token of `last` where it has one.
  Token Ask(const Token& last);

  const Connection connection_;
  const FlowEntry& flow_;
  const IssuedFor issued_for_;
  const std::optional<TokenStore> store_;
  AuthorityClient client_;
  Clock& clock_;
  /// Held while the authority is asked: threads wait for the one that asks.
  std::mutex mutex_;
  Token token_;
  /// By the clock that nobody can set: from here on token_ is old.
  Clock::Deadline stale_from_{};
  std::string refused_;
};

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_KEPT_TOKEN_SOURCE_H_
