#include "auth/kept_token_source.h"

#include <memory>
#include <utility>

#include "auth/issued_for.h"
#include "auth/sign_in.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

std::string HeaderOf(const Token& token) {
  return "Bearer " + token.access_token;
}

}  // namespace

KeptTokenSource::KeptTokenSource(const Connection& connection,
                                 HttpTransport& transport, Clock& clock)
    : connection_(connection),
      flow_(FindFlow(connection_)),
      issued_for_(IssuedForOf(connection_)),
      store_(StoreOf(connection_)),
      client_(connection_, transport, clock),
      clock_(clock) {}

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

std::optional<Token> KeptTokenSource::LoadStored() const {
  std::optional<StoredToken> stored = store_->Load();
  if (!stored) return std::nullopt;
  const IssuedForField* changed =
      FirstDifference(stored->issued_for, issued_for_);
  if (changed == nullptr) return std::move(stored->token);
  if (!flow_.by_person) return std::nullopt;
  const std::string& from = stored->issued_for.*changed->value;
  const std::string& to = issued_for_.*changed->value;
  throw AuthError("Connection " + Quoted(connection_.name) + ": " +
                      changed->key + " changed from " + Quoted(from) + " to " +
                      Quoted(to) + "; authorise again.",
                  connection_.name, "");
}

void KeptTokenSource::Renew() {
  std::unique_ptr<TokenStore::Lock> others;
  std::optional<Token> last;
  if (store_) {
    if (Take(LoadStored())) return;
    others = store_->Acquire();
    // Whoever held the lock before may have stored a new one.
    last = LoadStored();
    if (Take(last)) return;
  } else {
    last = token_;
  }
  Token token = Ask(last.value_or(Token()));
  // Stored before it is used: no process uses what others cannot find.
  if (store_) store_->Save({issued_for_, token});
  // Even where it is the refused one again: the authority stands by it.
  refused_.clear();
  Keep(std::move(token));
}

Token KeptTokenSource::Ask(const Token& last) {
  if (last.refresh_token.empty()) return flow_.start(client_);
  Form fields = {{"refresh_token", last.refresh_token}};
  const Wanted wanted = {issued_for_.scope, issued_for_.resource};
  for (auto& field : FieldsOf(wanted)) fields.push_back(field);
  Token token = client_.AskToken("refresh_token", fields).token;
  // An authority that does not rotate says nothing of it.
  if (token.refresh_token.empty()) {
    token.refresh_token = last.refresh_token;
    token.refresh_expires = last.refresh_expires;
  }
  token.user = last.user;
  return token;
}

bool KeptTokenSource::Take(const std::optional<Token>& stored) {
  if (!stored || !IsUsable(*stored)) return false;
  // What is in memory is old by the clock that cannot be set.
  if (stored->access_token == token_.access_token) return false;
  Keep(*stored);
  return true;
}

void KeptTokenSource::Keep(Token token) {
  token_ = std::move(token);
  stale_from_ =
      clock_.Now() + std::chrono::duration_cast<Clock::Deadline::duration>(
                         token_.expires - token_.margin() - clock_.Date());
}

}  // namespace letterbox
