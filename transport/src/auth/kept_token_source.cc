#include "auth/kept_token_source.h"

#include <memory>
#include <utility>

namespace letterbox {
namespace {

std::string HeaderOf(const Token& token) {
  return "Bearer " + token.access_token;
}

}  // namespace

KeptTokenSource::KeptTokenSource(Options options, std::function<Token()> ask,
                                 Clock& clock)
    : options_(std::move(options)), ask_(std::move(ask)), clock_(clock) {}

std::string KeptTokenSource::Authorization() {
  std::lock_guard lock(mutex_);
  if (!IsUsable(token_) || clock_.Now() >= stale_from_) Renew();
  return HeaderOf(token_);
}

void KeptTokenSource::Refuse(const std::string& authorization) {
  std::lock_guard lock(mutex_);
  refused_ = authorization;
}

bool KeptTokenSource::IsUsable(const Token& token) const {
  return token.IsGood(clock_.Date()) && HeaderOf(token) != refused_;
}

void KeptTokenSource::Renew() {
  std::unique_ptr<TokenStore::Lock> others;
  if (options_.store) {
    if (TakeStored()) return;
    others = options_.store->Acquire();
    // Whoever held the lock before may have stored a new one.
    if (TakeStored()) return;
  }
  Token token = ask_();
  // Stored before it is used: no process uses what others cannot find.
  if (options_.store) options_.store->Save(options_.issued_for, token);
  // Even where it is the refused one again: the authority stands by it.
  refused_.clear();
  Keep(std::move(token));
}

bool KeptTokenSource::TakeStored() {
  std::optional<Token> stored = options_.store->Load(options_.issued_for);
  if (!stored || !IsUsable(*stored)) return false;
  // What is in memory is old by the clock that cannot be set.
  if (stored->access_token == token_.access_token) return false;
  Keep(std::move(*stored));
  return true;
}

void KeptTokenSource::Keep(Token token) {
  token_ = std::move(token);
  stale_from_ =
      clock_.Now() + std::chrono::duration_cast<Clock::Deadline::duration>(
                         token_.expires - token_.margin() - clock_.Date());
}

}  // namespace letterbox
