// Folders by their names.
#ifndef LETTERBOX_EWS_FOLDER_PATHS_H_
#define LETTERBOX_EWS_FOLDER_PATHS_H_

#include <optional>
#include <string>
#include <vector>

#include "ews/ews_client.h"
#include "letterbox/transport/folder.h"

namespace letterbox::ews {

/// Asks the server for each name of a path. Keeps nothing: a folder may be
/// renamed, or deleted and made again. Thread-safe.
class FolderPaths {
 public:
  /// `client` must outlive it.
  explicit FolderPaths(EwsClient& client) : client_(client) {}

  /// Throws an Error that names the folder that is missing.
  FolderId Find(const FolderPath& path);

  /// Makes what is missing of the path.
  void Create(const FolderPath& path);

  /// The folders directly in `parent`, by the server's order.
  std::vector<FolderInfo> List(const FolderPath& parent);

 private:
  /// Nothing where `parent` has none of that name.
  std::optional<FolderId> FindIn(const FolderId& parent,
                                 const std::string& name);

  EwsClient& client_;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_FOLDER_PATHS_H_
