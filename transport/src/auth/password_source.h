// Signing in with a password or a Kerberos ticket, without an authority.
#ifndef LETTERBOX_AUTH_PASSWORD_SOURCE_H_
#define LETTERBOX_AUTH_PASSWORD_SOURCE_H_

#include <atomic>
#include <string>

#include "auth/token_source.h"

namespace letterbox {

/// For Basic it gives the header; NTLM and Negotiate are the transport's
/// (HttpOptions::login), and there is no header. Once the server has refused
/// it, nothing is tried again: a wrong password that is tried often locks the
/// account.
class PasswordSource : public TokenSource {
 public:
  /// Throws ConfigError where the user's name cannot be sent.
  explicit PasswordSource(const Connection& connection);

  std::string Authorization() override;
  void Refuse(const std::string& authorization) override;
  bool app_only() const override { return false; }

 private:
  const std::string connection_;
  const std::string header_;
  /// What is said once it was refused.
  const std::string refusal_;
  std::atomic<bool> refused_{false};
};

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_PASSWORD_SOURCE_H_
