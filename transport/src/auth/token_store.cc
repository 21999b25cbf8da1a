#include "auth/token_store.h"

#include <utility>

#include "auth/form.h"

namespace letterbox {

// The name is encoded, so that two connections never share a file and none
// leaves the folder.
TokenStore::TokenStore(std::string folder, const std::string& connection,
                       std::chrono::milliseconds lock_wait)
    : folder_(std::move(folder), connection),
      file_(FormEncode(connection) + ".token"),
      lock_wait_(lock_wait) {}

std::optional<StoredToken> TokenStore::Load() const {
  const std::optional<std::string> text = folder_.Read(file_);
  return text ? ReadTokenFile(*text) : std::nullopt;
}

void TokenStore::Save(const StoredToken& stored) const {
  folder_.Write(file_, WriteTokenFile(stored));
}

bool TokenStore::Remove() const { return folder_.Remove(file_); }

std::unique_ptr<TokenStore::Lock> TokenStore::Acquire() const {
  return folder_.Acquire(file_ + ".lock", lock_wait_);
}

}  // namespace letterbox
