// A token source that asks the authority as rarely as it can.
#ifndef LETTERBOX_AUTH_KEPT_TOKEN_SOURCE_H_
#define LETTERBOX_AUTH_KEPT_TOKEN_SOURCE_H_

#include <mutex>
#include <optional>
#include <string>

#include "auth/authority_client.h"
#include "auth/flows.h"
#include "auth/shared_pause.h"
#include "auth/token_refusal.h"
#include "auth/token_source.h"
#include "auth/token_store.h"

namespace letterbox {

/// Keeps the token of any flow in memory and, with a store, between processes:
/// reads without the lock; else locks, reads again, asks with the lock held,
/// stores and then uses. What the authority refuses is stored too.
class KeptTokenSource : public TokenSource {
 public:
  /// Throws ConfigError where a field cannot be used.
  KeptTokenSource(const Connection& connection, HttpTransport& transport,
                  Clock& clock);

  std::string Authorization() override;
  void Refuse(const std::string& authorization) override;
  bool app_only() const override { return flow_.app_only; }

 private:
  void Renew();
  /// Of the store, or of memory. Nothing where it is of other settings; throws
  /// AuthError where a person must know.
  std::optional<StoredToken> Load() const;
  void Save(StoredToken stored);

  bool IsUsable(const Token& token) const;
  bool Take(const std::optional<StoredToken>& stored);
  void Keep(Token token);
  /// Uses `last` for a while where it is not over yet, though it should be
  /// replaced. Returns whether it is used.
  bool KeepOld(const Token& last);

  void ThrowRemembered(const StoredToken& stored) const;
  void Remember(const TokenRefusal& refusal, const Token& last);

  /// So that those who wait for the lock do not each wait for the silent
  /// authority too.
  void RememberSilence(const ConnectionError& error, const Token& last);

  void AwaitPause();
  /// With the refresh token of `last` where it has one. Passing failures are
  /// asked again, a few times.
  Token Ask(const Token& last);
  Token AskOnce(const Token& last);

  const Connection connection_;
  const FlowEntry& flow_;
  const IssuedFor issued_for_;
  const std::optional<TokenStore> store_;
  AuthorityClient client_;
  Clock& clock_;
  const SharedPause pause_;
  /// Held while the authority is asked: threads wait for the one that asks.
  std::mutex mutex_;
  /// Where there is no store.
  std::optional<StoredToken> memory_;
  Token token_;
  /// By the clock that nobody can set: from here on token_ is old.
  Clock::Deadline stale_from_{};
  /// Until here it is used nevertheless, since no other can be had.
  Clock::Deadline held_until_{};
  std::string refused_;
};

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_KEPT_TOKEN_SOURCE_H_
