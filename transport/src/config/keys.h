// The keys of the connection file: one table for checking, reading, hints and
// documentation. A new key is a line in keys.cc.
#ifndef LETTERBOX_CONFIG_KEYS_H_
#define LETTERBOX_CONFIG_KEYS_H_

#include <string>
#include <string_view>
#include <vector>

#include "letterbox/transport/connection.h"

namespace letterbox::config {

struct Key;
using Keys = std::vector<Key>;

/// What may stand under one name.
struct Key {
  enum class Kind {
    kText,     ///< a scalar
    kSecret,   ///< a scalar that is never shown
    kPath,     ///< a scalar, relative to the folder of the file
    kMap,      ///< a map with the keys of `inside`; where there is a `set`, a
               ///< scalar may stand in its place
    kList,     ///< a list of scalars; `set` is called for each of them
    kNames,    ///< a map of names of the user's choice; each value is as the
               ///< only key of `inside` says
    kPlanned,  ///< recognised, and answered with `about`
  };

  const char* name;
  Kind kind;
  /// What it is, after "it is"; of a planned one, what to do instead.
  const char* about;
  /// Puts the value into a connection. Throws BadValue. Null where it is not
  /// part of a connection.
  void (*set)(const std::string& value, Connection& into) = nullptr;
  const Keys* inside = nullptr;
  /// Whether a connection of type embedded has it too.
  bool embedded = false;
};

/// Null where there is none.
const Key* FindKey(const Keys& keys, std::string_view name);

/// Those that can be used.
std::vector<std::string> NamesOf(const Keys& keys);

/// The words that its value can be; empty where it is no choice.
std::vector<std::string> ChoicesOf(const Key& key);

/// The keys at the top of the file, and those of a connection.
const Keys& FileKeys();
const Keys& ConnectionKeys();

/// The type of that name. Throws BadValue.
Connection::Type ReadType(const std::string& name);

/// "exchange" or "embedded".
std::string TypeName(Connection::Type type);

}  // namespace letterbox::config

#endif  // LETTERBOX_CONFIG_KEYS_H_
