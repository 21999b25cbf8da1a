#include "auth/kept_token_source.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "auth/issued_for.h"
#include "auth/refresh_token.h"
#include "auth/sign_in.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Longer pauses are reported rather than waited for.
constexpr milliseconds kPatience = seconds(10);
/// Between two questions after a passing failure, where the authority does not
/// say; the second time twice as long.
constexpr milliseconds kBackOff = seconds(1);
constexpr int kAttempts = 3;
/// What others wait after that.
constexpr milliseconds kPauseAfterFailures = seconds(5);

std::string HeaderOf(const Token& token) {
  return "Bearer " + token.access_token;
}

std::string InSeconds(milliseconds time) {
  return std::to_string(std::chrono::ceil<seconds>(time).count()) + " s";
}

/// Whether the server may have acted on a request whose answer was lost.
bool IsLost(const ConnectionError& error) {
  using Kind = ConnectionError::Kind;
  return error.maybe_sent() &&
         (error.kind() == Kind::kTimeout || error.kind() == Kind::kClosed);
}

}  // namespace

KeptTokenSource::KeptTokenSource(const Connection& connection,
                                 HttpTransport& transport, Clock& clock)
    : connection_(connection),
      flow_(FindFlow(connection_)),
      issued_for_(IssuedForOf(connection_)),
      store_(StoreOf(connection_)),
      client_(connection_, transport, clock),
      clock_(clock),
      pause_(connection_.token_store, connection_.name, issued_for_.authority,
             clock) {}

std::string KeptTokenSource::Authorization() {
  std::lock_guard lock(mutex_);
  const Clock::Deadline now = clock_.Now();
  const bool is_held = now < held_until_ && HeaderOf(token_) != refused_;
  if (!is_held && (!IsUsable(token_) || now >= stale_from_)) Renew();
  return HeaderOf(token_);
}

void KeptTokenSource::Refuse(const std::string& authorization) {
  std::lock_guard lock(mutex_);
  refused_ = authorization;
}

void KeptTokenSource::Renew() {
  if (store_ && Take(Load())) return;
  const auto others = store_ ? store_->Acquire() : nullptr;
  // Whoever held the lock before may have stored a new one.
  const std::optional<StoredToken> stored = Load();
  if (store_ && Take(stored)) return;
  const Token last = stored ? stored->token : Token();
  try {
    if (stored) ThrowRemembered(*stored);
    AwaitPause();
    Token token = Ask(last);
    // Stored before it is used: no process uses what others cannot find.
    Save({issued_for_, token, std::nullopt});
    // Even where it is the refused one again: the authority stands by it.
    refused_.clear();
    Keep(std::move(token));
  } catch (const TokenRefusal& refusal) {
    if (refusal.kind() != TokenRefusal::Kind::kPassing)
      Remember(refusal, last);
    else if (KeepOld(last))
      return;
    throw;
  } catch (const ConnectionError& error) {
    if (KeepOld(last)) return;
    if (error.kind() == ConnectionError::Kind::kTimeout)
      RememberSilence(error, last);
    throw;
  }
}

std::optional<StoredToken> KeptTokenSource::Load() const {
  std::optional<StoredToken> stored = store_ ? store_->Load() : memory_;
  if (!stored || stored->token.seed != SeedOf(connection_)) return std::nullopt;
  const IssuedForField* const changed =
      FirstDifference(stored->issued_for, issued_for_);
  if (changed == nullptr) return stored;
  if (flow_.starts_alone) return std::nullopt;
  throw AuthError("Connection " + Quoted(connection_.name) + ": " +
                      changed->key + " changed from " +
                      Quoted(stored->issued_for.*changed->value) + " to " +
                      Quoted(issued_for_.*changed->value) +
                      "; authorise again. " + RemedyOf(connection_),
                  connection_.name, "");
}

void KeptTokenSource::Save(StoredToken stored) {
  if (store_)
    store_->Save(stored);
  else
    memory_ = std::move(stored);
}

bool KeptTokenSource::IsUsable(const Token& token) const {
  return token.IsGood(clock_.Date()) && HeaderOf(token) != refused_;
}

bool KeptTokenSource::Take(const std::optional<StoredToken>& stored) {
  if (!stored || !IsUsable(stored->token)) return false;
  // What is in memory is old by the clock that cannot be set.
  if (stored->token.access_token == token_.access_token) return false;
  Keep(stored->token);
  return true;
}

void KeptTokenSource::Keep(Token token) {
  token_ = std::move(token);
  held_until_ = {};
  stale_from_ =
      clock_.Now() + std::chrono::duration_cast<Clock::Deadline::duration>(
                         token_.expires - token_.margin() - clock_.Date());
}

bool KeptTokenSource::KeepOld(const Token& last) {
  const Token::Date now = clock_.Date();
  const bool is_over = last.access_token.empty() || now < last.issued ||
                       now >= last.expires || HeaderOf(last) == refused_;
  if (is_over) return false;
  token_ = last;
  held_until_ = clock_.Now() + kPauseAfterFailures;
  return true;
}

void KeptTokenSource::ThrowRemembered(const StoredToken& stored) const {
  const Token::Date now = clock_.Date();
  if (!stored.refusal || !StillHolds(*stored.refusal, connection_, now)) return;
  const RememberedRefusal& remembered = *stored.refusal;
  const auto age = std::max<Token::Date::duration>(
      now - remembered.at, Token::Date::duration::zero());
  // A plain AuthError: what is remembered already is not remembered again.
  throw AuthError(remembered.text + " (That was " +
                      InSeconds(std::chrono::duration_cast<milliseconds>(age)) +
                      " ago; it is not asked again for the same.)",
                  connection_.name, remembered.code);
}

void KeptTokenSource::Remember(const TokenRefusal& refusal, const Token& last) {
  Token rest = last;
  rest.access_token.clear();
  if (refusal.kind() == TokenRefusal::Kind::kDead) rest.refresh_token.clear();
  rest.seed = SeedOf(connection_);
  Save({issued_for_, rest, Remembered(refusal, connection_, clock_.Date())});
}

void KeptTokenSource::RememberSilence(const ConnectionError& error,
                                      const Token& last) {
  const TokenRefusal silence(
      "Connection " + Quoted(connection_.name) + ": " + error.what(),
      connection_.name, "", TokenRefusal::Kind::kPassing);
  RememberedRefusal remembered =
      Remembered(silence, connection_, clock_.Date());
  // Of no run: it holds for the others that wait now, and not for long.
  remembered.run.clear();
  Token rest = last;
  rest.seed = SeedOf(connection_);
  Save({issued_for_, rest, remembered});
}

void KeptTokenSource::AwaitPause() {
  const milliseconds left = pause_.Left();
  if (left <= milliseconds(0)) return;
  if (left > kPatience)
    throw TokenRefusal("Connection " + Quoted(connection_.name) +
                           ": the authority " + issued_for_.authority +
                           " wants to be left alone for another " +
                           InSeconds(left) +
                           ", so it was not asked for a token. Try again then.",
                       connection_.name, "temporarily_unavailable",
                       TokenRefusal::Kind::kPassing, left);
  SleepUntil(clock_, clock_.Now() + left);
}

Token KeptTokenSource::Ask(const Token& last) {
  milliseconds back_off = kBackOff;
  for (int attempt = 1;; ++attempt) {
    try {
      return AskOnce(last);
    } catch (const TokenRefusal& refusal) {
      if (refusal.kind() != TokenRefusal::Kind::kPassing) throw;
      const milliseconds wait = refusal.retry_after() > milliseconds(0)
                                    ? refusal.retry_after()
                                    : back_off;
      if (attempt == kAttempts || wait > kPatience) {
        pause_.Extend(std::max(wait, kPauseAfterFailures));
        throw;
      }
      SleepUntil(clock_, clock_.Now() + wait);
      back_off *= 2;
    }
  }
}

Token KeptTokenSource::AskOnce(const Token& last) {
  const auto ask = [&] {
    return last.refresh_token.empty() ? flow_.start(client_)
                                      : Refresh(client_, last, flow_.app_only);
  };
  try {
    return ask();
  } catch (const ConnectionError& error) {
    // Once more with the same: an authority that gives every refresh token
    // once may refuse it now, which no client can prevent.
    if (!IsLost(error) || flow_.flow == Authentication::Flow::kPassword) throw;
    return ask();
  }
}

}  // namespace letterbox
