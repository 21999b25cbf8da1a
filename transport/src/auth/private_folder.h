// A folder of small files for this user alone, shared by processes.
#ifndef LETTERBOX_AUTH_PRIVATE_FOLDER_H_
#define LETTERBOX_AUTH_PRIVATE_FOLDER_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace letterbox {

/// Where tokens rest. Every function throws AuthError, naming the file, where
/// the folder or the file is not safe (another user's, open to others, a
/// symbolic link) or cannot be used.
class PrivateFolder {
 public:
  /// `connection` is whose errors these are. The folder is made on first use.
  PrivateFolder(std::string path, std::string connection)
      : path_(std::move(path)), connection_(std::move(connection)) {}

  /// Needs no lock: a file is only ever replaced as a whole. Nothing where
  /// there is none, or where it is longer than a megabyte.
  std::optional<std::string> Read(const std::string& name) const;

  /// Replaces the file; when this returns, it is on the disk.
  void Write(const std::string& name, const std::string& text) const;

  /// Returns whether there was one.
  bool Remove(const std::string& name) const;

  /// Held while a file is changed. The system frees it where the process dies.
  class Lock {
   public:
    explicit Lock(int file) : file_(file) {}
    ~Lock();
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

   private:
    const int file_;
  };

  /// Takes the lock of that name where nobody has it; else null.
  std::unique_ptr<Lock> TryAcquire(const std::string& name) const;

  /// Waits for the lock, a file of that name that is never removed. `wait` is
  /// real time: it waits for other processes.
  std::unique_ptr<Lock> Acquire(const std::string& name,
                                std::chrono::milliseconds wait) const;

 private:
  class Opened;
  [[noreturn]] void Refuse(const std::string& path,
                           const std::string& why) const;

  const std::string path_;
  const std::string connection_;
};

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_PRIVATE_FOLDER_H_
