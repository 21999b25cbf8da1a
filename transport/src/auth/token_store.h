// Where tokens rest between processes and runs: a file a connection, readable
// by its owner alone. It never holds a client secret.
#ifndef LETTERBOX_AUTH_TOKEN_STORE_H_
#define LETTERBOX_AUTH_TOKEN_STORE_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "auth/private_folder.h"
#include "auth/token_file.h"

namespace letterbox {

/// The file of one connection. Throws AuthError as PrivateFolder does.
class TokenStore {
 public:
  using Lock = PrivateFolder::Lock;

  /// `lock_wait` is longer than whoever asks the authority may take.
  TokenStore(std::string folder, const std::string& connection,
             std::chrono::milliseconds lock_wait = std::chrono::seconds(150));

  /// Needs no lock. Nothing where there is no file, or none that can be read.
  std::optional<StoredToken> Load() const;

  /// Replaces the file. The caller holds the lock.
  void Save(const StoredToken& stored) const;

  /// Removes the file; returns whether there was one. The caller holds the
  /// lock.
  bool Remove() const;

  /// Held by the one who asks the authority, so that one asks for all.
  std::unique_ptr<Lock> Acquire() const;

 private:
  const PrivateFolder folder_;
  const std::string file_;
  const std::chrono::milliseconds lock_wait_;
};

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_TOKEN_STORE_H_
