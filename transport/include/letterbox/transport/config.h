// The connection file, letterbox.yaml.
#ifndef LETTERBOX_TRANSPORT_CONFIG_H_
#define LETTERBOX_TRANSPORT_CONFIG_H_

#include <map>
#include <string>
#include <vector>

#include "letterbox/transport/connection.h"

namespace letterbox {

/// A read connection file, one profile applied. A value.
///
/// Values may refer to `${env:NAME}` and `${file:PATH}`, alone or within text;
/// `$${` is a plain `${`. Relative paths are relative to the folder of the
/// file. The README lists the keys.
class Config {
 public:
  /// Reads `path`. `profile` empty means: LETTERBOX_PROFILE, else the file's
  /// own `profile:` key, else no overlay. Throws ConfigError with all problems
  /// of the file, each with line, column and the nearest known key.
  static Config Load(const std::string& path, const std::string& profile = "");

  const std::string& path() const { return path_; }
  /// The profile in force; empty for none.
  const std::string& profile() const { return profile_; }

  /// The names of all connections, in the order of the file.
  std::vector<std::string> names() const;

  /// The connection `name`. Throws ConfigError where there is none (naming the
  /// nearest), or where a ${env:…} or ${file:…} of this connection is missing.
  const Connection& connection(const std::string& name) const;

  /// What connection(name) would throw, a sentence each; empty where it is
  /// complete.
  std::vector<std::string> problems(const std::string& name) const;

  /// The connection as far as it is known: what connection(name) would throw
  /// for is left empty. For showing, not for opening.
  const Connection& declared(const std::string& name) const;

  /// What should be better, a sentence each: secrets that stand in the file.
  std::vector<std::string> warnings(const std::string& name) const;

 private:
  friend class ConfigReader;
  struct Entry {
    Connection connection;
    std::vector<std::string> problems;
    std::vector<std::string> warnings;
  };

  const Entry& Find(const std::string& name) const;

  std::string path_;
  std::string profile_;
  std::vector<std::string> names_;
  std::map<std::string, Entry> entries_;
};

/// The path of the connection file: `from_code` where not empty, else
/// LETTERBOX_CONFIG, else `compiled_in` where not empty, else letterbox.yaml in
/// the working directory or the nearest folder above it. The first that is
/// named is meant: where it does not exist, the others are not tried. Throws
/// ConfigError that lists the places tried.
std::string FindConfig(const std::string& from_code = "",
                       const std::string& compiled_in = "");

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_CONFIG_H_
