// Signing in with a password or a Kerberos ticket, without an authority.
#ifndef LETTERBOX_AUTH_PASSWORD_SOURCE_H_
#define LETTERBOX_AUTH_PASSWORD_SOURCE_H_

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "auth/token_source.h"
#include "auth/token_store.h"
#include "letterbox/transport/clock.h"

namespace letterbox {

/// For Basic it gives the header; NTLM and Negotiate are the transport's
/// (HttpOptions::login), and there is no header.
///
/// A wrong password that is tried often locks the account, so it is tried once
/// a run, whatever the number of threads and processes: until the server has
/// judged it, one request is on its way with it and the others wait; what the
/// server said is remembered in the token store, without the password.
/// Thread-safe.
class PasswordSource : public TokenSource {
 public:
  /// `clock` must outlive it. Throws ConfigError where the user's name cannot
  /// be sent.
  PasswordSource(const Connection& connection, Clock& clock);

  std::string Authorization() override;
  void Answered(const HttpResponse* response) override;
  void Refuse(const std::string& authorization) override;
  bool app_only() const override { return false; }

 private:
  enum class Judged { kNotYet, kAccepted, kRefused };

  void TakeRemembered();
  void Remember(const std::string& refusal);

  const Connection connection_;
  Clock& clock_;
  const std::string header_;
  const std::optional<TokenStore> store_;

  std::mutex mutex_;
  std::condition_variable changed_;
  Judged judged_ = Judged::kNotYet;
  /// Whether a request is on its way whose answer judges it.
  bool is_trying_ = false;
  /// Held meanwhile, where there is a store.
  std::unique_ptr<TokenStore::Lock> others_;
  /// What is said once it was refused.
  std::string refusal_;
};

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_PASSWORD_SOURCE_H_
