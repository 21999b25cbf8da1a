#include "auth/private_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <thread>
#include <utility>

#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

constexpr std::size_t kLargestFile = std::size_t{1} << 20;
constexpr auto kLockStep = std::chrono::milliseconds(10);

/// A descriptor that closes itself; -1 for none.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  int get() const { return descriptor_; }
  int release() { return std::exchange(descriptor_, -1); }
  explicit operator bool() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

/// Makes `path` and what is missing above it, for this user alone.
void MakeFolder(const std::filesystem::path& path) {
  if (path.has_parent_path() && path.parent_path() != path &&
      access(path.parent_path().c_str(), F_OK) != 0)
    MakeFolder(path.parent_path());
  mkdir(path.c_str(), 0700);
}

std::string Reason() { return std::strerror(errno); }

/// Why a file or folder is not this user's alone; empty where it is.
std::string Objection(const struct stat& status, mode_t forbidden) {
  if (status.st_uid != geteuid()) return "it belongs to another user.";
  if ((status.st_mode & forbidden) != 0)
    return "others have access to it. Make it private with chmod go= .";
  return "";
}

bool WriteAll(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return fsync(file) == 0;
}

bool ReadAll(int file, std::string& text) {
  char buffer[16384];
  for (;;) {
    const ssize_t got = read(file, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 || text.size() > kLargestFile) return false;
    if (got == 0) return true;
    text.append(buffer, static_cast<std::size_t>(got));
  }
}

/// Differs from every other of this process and of others that live.
std::string TemporaryName(const std::string& file) {
  static std::atomic<unsigned> next{0};
  return file + "." + std::to_string(getpid()) + "." + std::to_string(++next);
}

}  // namespace

/// The opened folder, checked.
class PrivateFolder::Opened {
 public:
  explicit Opened(const PrivateFolder& folder) : folder_(Open(folder.path_)) {
    struct stat status;
    if (!folder_ || fstat(folder_.get(), &status) != 0)
      folder.Refuse(folder.path_, Reason() + ".");
    const std::string objection = Objection(status, S_IWGRP | S_IWOTH);
    if (!objection.empty()) folder.Refuse(folder.path_, objection);
  }

  int get() const { return folder_.get(); }

 private:
  static int Open(const std::string& path) {
    constexpr int kFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
    const int opened = open(path.c_str(), kFlags);
    if (opened >= 0 || errno != ENOENT) return opened;
    MakeFolder(path);
    return open(path.c_str(), kFlags);
  }

  const File folder_;
};

void PrivateFolder::Refuse(const std::string& path,
                           const std::string& why) const {
  throw AuthError("Connection " + Quoted(connection_) +
                      ": the token store cannot be used: " + Quoted(path) +
                      ": " + why,
                  connection_, "");
}

std::optional<std::string> PrivateFolder::Read(const std::string& name) const {
  const Opened folder(*this);
  const std::string path = path_ + "/" + name;
  // O_NONBLOCK: a pipe put in the place of the file must not hang us.
  const File file(openat(folder.get(), name.c_str(),
                         O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  if (!file) {
    if (errno == ENOENT) return std::nullopt;
    Refuse(path, errno == ELOOP ? "it is a symbolic link. Remove it."
                                : Reason() + ".");
  }
  struct stat status;
  if (fstat(file.get(), &status) != 0) Refuse(path, Reason() + ".");
  if (!S_ISREG(status.st_mode)) Refuse(path, "it is not a file. Remove it.");
  const std::string objection = Objection(status, S_IRWXG | S_IRWXO);
  if (!objection.empty()) Refuse(path, objection);
  std::string text;
  if (!ReadAll(file.get(), text)) return std::nullopt;
  return text;
}

void PrivateFolder::Write(const std::string& name,
                          const std::string& text) const {
  const Opened folder(*this);
  const std::string temporary = TemporaryName(name);
  // One that a dead process of the same id has left.
  unlinkat(folder.get(), temporary.c_str(), 0);
  const File file(openat(folder.get(), temporary.c_str(),
                         O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                         0600));
  if (!file || !WriteAll(file.get(), text) ||
      renameat(folder.get(), temporary.c_str(), folder.get(), name.c_str()) !=
          0) {
    const std::string reason = Reason();
    if (file) unlinkat(folder.get(), temporary.c_str(), 0);
    Refuse(path_ + "/" + name, "it cannot be written: " + reason + ".");
  }
  fsync(folder.get());
}

bool PrivateFolder::Remove(const std::string& name) const {
  const Opened folder(*this);
  if (unlinkat(folder.get(), name.c_str(), 0) == 0) return true;
  if (errno != ENOENT)
    Refuse(path_ + "/" + name, "it cannot be removed: " + Reason() + ".");
  return false;
}

std::unique_ptr<PrivateFolder::Lock> PrivateFolder::TryAcquire(
    const std::string& name) const {
  const Opened folder(*this);
  const std::string path = path_ + "/" + name;
  File file(openat(folder.get(), name.c_str(),
                   O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK,
                   0600));
  if (!file) Refuse(path, Reason() + ".");
  while (flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return nullptr;
    if (errno != EINTR) Refuse(path, "it cannot be locked: " + Reason() + ".");
  }
  return std::make_unique<Lock>(file.release());
}

std::unique_ptr<PrivateFolder::Lock> PrivateFolder::Acquire(
    const std::string& name, std::chrono::milliseconds wait) const {
  const auto deadline = std::chrono::steady_clock::now() + wait;
  for (;;) {
    if (std::unique_ptr<Lock> lock = TryAcquire(name)) return lock;
    if (std::chrono::steady_clock::now() >= deadline)
      Refuse(path_ + "/" + name,
             "another process has held its lock for too long. End that "
             "process, or use another folder.");
    std::this_thread::sleep_for(kLockStep);
  }
}

PrivateFolder::Lock::~Lock() { close(file_); }

}  // namespace letterbox
