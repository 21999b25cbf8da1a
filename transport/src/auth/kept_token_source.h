// A token source that asks the authority as rarely as it can.
#ifndef LETTERBOX_AUTH_KEPT_TOKEN_SOURCE_H_
#define LETTERBOX_AUTH_KEPT_TOKEN_SOURCE_H_

#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "auth/token.h"
#include "auth/token_source.h"
#include "auth/token_store.h"

namespace letterbox {

/// Keeps the token of any flow in memory and, with a store, between processes.
class KeptTokenSource : public TokenSource {
 public:
  struct Options {
    IssuedFor issued_for;
    bool app_only = false;
    std::optional<TokenStore> store;
  };

  /// `ask` gets a new token from the authority.
  KeptTokenSource(Options options, std::function<Token()> ask, Clock& clock);

  std::string Authorization() override;
  void Refuse(const std::string& authorization) override;
  bool app_only() const override { return options_.app_only; }

 private:
  bool IsUsable(const Token& token) const;
  bool TakeStored();
  void Keep(Token token);
  void Renew();

  const Options options_;
  const std::function<Token()> ask_;
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
