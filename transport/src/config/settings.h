// YAML files that are read into values of their user's, by tables of keys: as
// strict as the connection file, and with its references.
#ifndef LETTERBOX_CONFIG_SETTINGS_H_
#define LETTERBOX_CONFIG_SETTINGS_H_

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "config/document.h"
#include "config/problems.h"

namespace letterbox::config {

class Setting;

/// What may stand in a map that is read into an `Into`.
template <class Into>
struct SettingKey {
  const char* name;
  /// What it is, after "it is".
  const char* about;
  /// Throws BadValue.
  void (*read)(const Setting& setting, Into& into);
};
template <class Into>
using SettingKeys = std::vector<SettingKey<Into>>;

/// A value in such a file. What is wrong in it is collected and told for the
/// whole file at once.
class Setting {
 public:
  /// Where nothing stands after the key.
  bool empty() const;
  bool is_map() const { return node_->kind == Node::Kind::kMap; }

  /// With its references replaced. Throws BadValue where it is no text, or a
  /// reference leads to nothing.
  std::string Text() const;
  /// The same, of several lines.
  std::string Lines() const;
  /// A path; a relative one starts at the folder of the file.
  std::string Path() const;
  /// "true" or "false".
  bool Flag() const;

  /// Calls `read` for each member of a list. What it throws is a problem of
  /// that member. Throws BadValue where it is no list.
  void Each(const std::function<void(const Setting& member)>& read) const;
  /// The same for a map of names of the user's choice.
  void EachName(const std::function<void(const std::string& name,
                                         const Setting& value)>& read) const;

  /// Reads a map with these keys. Throws BadValue where it is none.
  template <class Into>
  void Read(const SettingKeys<Into>& keys, Into& into) const {
    std::vector<Known> known;
    for (const SettingKey<Into>& key : keys) {
      known.push_back(
          {key.name, key.about,
           [&key, &into](const Setting& value) { key.read(value, into); }});
    }
    ReadMap(known);
  }

 private:
  friend class SettingsReader;
  struct File {
    std::filesystem::path folder;
    bool has_references = true;  ///< else "${…}" is a text like others
    Problems problems;
  };
  struct Known {
    std::string name;
    std::string about;
    std::function<void(const Setting&)> read;
  };

  Setting(File& file, const Node& node, std::string path)
      : file_(&file), node_(&node), path_(std::move(path)) {}

  void ReadMap(const std::vector<Known>& keys) const;
  void ReadEntry(const Node::Entry& entry,
                 const std::vector<Known>& keys) const;
  void CheckKeys() const;
  void Try(const std::function<void(const Setting&)>& read) const;
  void Require(Node::Kind kind, const char* wanted) const;

  File* file_;
  const Node* node_;
  std::string path_;  ///< "users.anna@contoso.test.password"
};

/// Reads the file at `path`, which is `what` ("the server's file"). Throws
/// ConfigError with all that is wrong with it.
void ReadSettings(const std::string& path, const std::string& what,
                  const std::function<void(const Setting& root)>& read);

/// The same for a text, which may come from anybody: references in it are not
/// followed. `name` stands for the file's in what is thrown.
void ReadSettingsText(const std::string& text, const std::string& name,
                      const std::function<void(const Setting& root)>& read);

}  // namespace letterbox::config

#endif  // LETTERBOX_CONFIG_SETTINGS_H_
