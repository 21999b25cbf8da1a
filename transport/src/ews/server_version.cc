#include "ews/server_version.h"

#include <algorithm>
#include <iterator>

namespace letterbox::ews {

ServerVersion::ServerVersion(std::string_view wanted)
    : version_(wanted.empty() ? kEarliestVersion : wanted) {}

std::string ServerVersion::get() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return version_;
}

bool ServerVersion::Lower(std::string_view refused) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (version_ != refused) return true;
  const auto end = std::end(kServerVersions);
  const auto known = std::find(std::begin(kServerVersions), end, refused);
  if (known == end || known + 1 == end) return false;
  version_ = *(known + 1);
  return true;
}

}  // namespace letterbox::ews
