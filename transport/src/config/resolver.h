// One connection, put together from the layers of the file.
#ifndef LETTERBOX_CONFIG_RESOLVER_H_
#define LETTERBOX_CONFIG_RESOLVER_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/document.h"
#include "config/problems.h"
#include "letterbox/transport/connection.h"

namespace letterbox::config {

/// A map of connection keys: of a profile, of the connection itself, or of the
/// defaults.
struct Layer {
  const Node* node;
  std::string path;  ///< "profiles.offline.customer"
};

/// What the layers amount to.
struct Resolved {
  Connection connection;
  /// Clauses with their places, that matter when it is used.
  std::vector<std::string> problems;
  std::vector<std::string> warnings;
};

/// The file that is being read.
struct Source {
  std::string path;
  std::filesystem::path folder;  ///< absolute
  Problems* problems;
};

/// The type that `layers`, strongest first, give; none where it is not said or
/// its reference has no value.
std::optional<Connection::Type> TypeOf(const std::vector<Layer>& layers,
                                       const Source& source);

/// Adds a problem for each key of `layer` that `type` does not have.
void RejectForeignKeys(const Layer& layer, Connection::Type type,
                       const Source& source);

/// Merges `layers`, strongest first, key by key; maps are merged deeply. Keys
/// that the type does not have are left out. What is missing is a problem of
/// the file, at `place`; what a reference leads to is one of the connection.
Resolved Resolve(const std::string& name, Place place,
                 const std::vector<Layer>& layers, const Source& source);

}  // namespace letterbox::config

#endif  // LETTERBOX_CONFIG_RESOLVER_H_
