// Where tokens rest between processes and runs: a file a connection, readable
// by its owner alone. It never holds a client secret.
#ifndef LETTERBOX_AUTH_TOKEN_STORE_H_
#define LETTERBOX_AUTH_TOKEN_STORE_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "auth/token_file.h"

namespace letterbox {

/// The file of one connection. Throws AuthError, naming the file, where the
/// folder or the file is not safe or cannot be used.
class TokenStore {
 public:
  /// `lock_wait` is real time: it waits for other processes.
  TokenStore(std::string folder, std::string connection,
             std::chrono::milliseconds lock_wait = std::chrono::seconds(90));

  /// Needs no lock: a file is only ever replaced as a whole. Nothing where
  /// there is no file, or none that can be read.
  std::optional<StoredToken> Load() const;

  /// Replaces the file. The caller holds the lock.
  void Save(const StoredToken& stored) const;

  /// Removes the file; returns whether there was one. The caller holds the
  /// lock.
  bool Remove() const;

  /// Held by the one who asks the authority, so that one asks for all. The
  /// system frees it where the process dies.
  class Lock {
   public:
    explicit Lock(int file) : file_(file) {}
    ~Lock();
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

   private:
    const int file_;
  };
  std::unique_ptr<Lock> Acquire() const;

 private:
  class Folder;
  [[noreturn]] void Refuse(const std::string& path,
                           const std::string& why) const;

  const std::string folder_;
  const std::string connection_;
  const std::string file_;  ///< a name inside the folder
  const std::chrono::milliseconds lock_wait_;
};

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_TOKEN_STORE_H_
