#include "letterbox/transport/config.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "config/checker.h"
#include "config/document.h"
#include "config/file.h"
#include "config/nearest.h"
#include "config/problems.h"
#include "config/references.h"
#include "config/resolver.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

using config::Layer;
using config::Node;
using config::Place;

constexpr std::size_t kLargestFile = 1024 * 1024;

std::string ReadText(const std::string& path) {
  config::FileContent read = config::ReadFile(path, kLargestFile);
  if (!read.error.empty())
    throw ConfigError(
        "cannot read the connection file " + path + ": " + read.error, path);
  return read.content;
}

config::Document Parse(const std::string& path) {
  try {
    return config::Document::Parse(ReadText(path));
  } catch (const config::SyntaxError& error) {
    throw ConfigError(
        config::Location(path, error.place()) + ": " + error.what(), path,
        error.place().line);
  }
}

std::vector<std::string> KeysOf(const Node* node) {
  std::vector<std::string> names;
  if (node != nullptr)
    for (const Node::Entry& entry : node->entries)
      names.push_back(entry.key->text);
  return names;
}

std::string JoinLines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines)
    text += (text.empty() ? "" : "\n") + line;
  return text;
}

}  // namespace

/// Reads one file into one Config.
class ConfigReader {
 public:
  ConfigReader(const std::string& path, const std::string& profile)
      : document_(Parse(path)),
        checker_(problems_),
        source_{path, std::filesystem::absolute(path).parent_path(),
                &problems_} {
    config_.path_ = path;
    config_.profile_ = profile;
  }

  Config Read() {
    checker_.CheckFile(document_.root());
    connections_ = Section("connections");
    defaults_ = Section("defaults");
    if (connections_ != nullptr) {
      for (const Node::Entry& entry : connections_->entries)
        declared_.emplace(entry.key->text, entry.value);
      ChooseProfile();
      CheckProfiles();
      for (const Node::Entry& entry : connections_->entries) Add(entry);
    }
    problems_.ThrowIfAny(source_.path);
    return std::move(config_);
  }

 private:
  // A map at the top of the file; null where there is none.
  const Node* Section(const char* name) const {
    const Node* section = document_.root().Find(name);
    bool is_map = section != nullptr && section->kind == Node::Kind::kMap;
    return is_map ? section : nullptr;
  }

  // From the argument, the environment or the file, in this order.
  void ChooseProfile() {
    const char* variable = std::getenv("LETTERBOX_PROFILE");
    const Node* key = document_.root().Find("profile");
    Place place;
    std::string from;
    if (!config_.profile_.empty()) {
      from = "asked for by the program";
    } else if (variable != nullptr && *variable != '\0') {
      config_.profile_ = variable;
      from = "asked for by LETTERBOX_PROFILE";
    } else if (key != nullptr && checker_.IsSound(*key)) {
      config::Expanded name =
          Expand(config::ParseTemplate(key->text), source_.folder);
      for (const std::string& missing : name.missing)
        problems_.Add(key->place, "profile",
                      [&] { return "profile: " + missing; });
      config_.profile_ = name.value;
      place = key->place;
      from = "asked for by the key profile";
    }
    if (config_.profile_.empty()) return;

    const Node* profiles = Section("profiles");
    const Node* chosen =
        profiles == nullptr ? nullptr : profiles->Find(config_.profile_);
    if (chosen == nullptr) {
      problems_.Add(place, "profile", [&] {
        return "unknown profile " + Quoted(config_.profile_) + ", " + from +
               (profiles == nullptr
                    ? "; the file has no profiles"
                    : config::Suggestion(config_.profile_, KeysOf(profiles)));
      });
      return;
    }
    for (const Node::Entry& entry : chosen->entries)
      overlays_.emplace(entry.key->text, entry.value);
  }

  // All profiles, chosen or not.
  void CheckProfiles() {
    const Node* profiles = Section("profiles");
    if (profiles == nullptr) return;
    std::set<const Node*> done;  // an alias brings a profile again
    for (const Node::Entry& profile : profiles->entries)
      if (done.insert(profile.value).second)
        CheckProfile(*profile.value,
                     config::Join("profiles", profile.key->text));
  }

  void CheckProfile(const Node& profile, const std::string& path) {
    for (const Node::Entry& overlay : profile.entries) {
      const std::string& name = overlay.key->text;
      auto declared = declared_.find(name);
      if (declared == declared_.end()) {
        problems_.Add(overlay.key->place, config::Join(path, name), [&] {
          return "unknown connection " + Quoted(name) + " in " + path +
                 config::Suggestion(name, KeysOf(connections_));
        });
        continue;
      }
      std::vector<Layer> layers = LayersOf(name, *declared->second);
      layers.insert(layers.begin(),
                    Layer{overlay.value, config::Join(path, name)});
      RejectForeignKeys(layers);
    }
  }

  // The connection, and the defaults where they are sound.
  std::vector<Layer> LayersOf(const std::string& name,
                              const Node& connection) const {
    std::vector<Layer> layers = {
        {&connection, config::Join("connections", name)}};
    if (defaults_ != nullptr && checker_.IsSound(*defaults_))
      layers.push_back({defaults_, "defaults"});
    return layers;
  }

  // Of the strongest layer, by the type that all of them give.
  void RejectForeignKeys(const std::vector<Layer>& layers) {
    if (!AreSound(layers)) return;  // then the type may be wrong
    if (auto type = config::TypeOf(layers, source_))
      config::RejectForeignKeys(layers.front(), *type, source_);
  }

  bool AreSound(const std::vector<Layer>& layers) const {
    return std::all_of(layers.begin(), layers.end(), [&](const Layer& layer) {
      return checker_.IsSound(*layer.node);
    });
  }

  void Add(const Node::Entry& entry) {
    const std::string& name = entry.key->text;
    if (name.empty()) return;  // the checker told it
    std::vector<Layer> layers = LayersOf(name, *entry.value);
    RejectForeignKeys(layers);
    if (auto overlay = overlays_.find(name); overlay != overlays_.end()) {
      std::string profile = config::Join("profiles", config_.profile_);
      layers.insert(layers.begin(),
                    Layer{overlay->second, config::Join(profile, name)});
    }
    // A key with something wrong is not missing as well.
    bool has_sound_defaults =
        defaults_ == nullptr || checker_.IsSound(*defaults_);
    if (!has_sound_defaults || !AreSound(layers)) return;
    config::Resolved resolved =
        Resolve(name, entry.key->place, layers, source_);
    config_.names_.push_back(name);
    config_.entries_[name] = {std::move(resolved.connection),
                              std::move(resolved.problems),
                              std::move(resolved.warnings)};
  }

  config::Problems problems_;
  const config::Document document_;
  config::Checker checker_;
  const config::Source source_;
  const Node* connections_ = nullptr;
  const Node* defaults_ = nullptr;
  std::map<std::string_view, const Node*> declared_;
  std::map<std::string_view, const Node*> overlays_;  // of the profile
  Config config_;
};

Config Config::Load(const std::string& path, const std::string& profile) {
  return ConfigReader(path, profile).Read();
}

std::vector<std::string> Config::names() const { return names_; }

const Config::Entry& Config::Find(const std::string& name) const {
  auto entry = entries_.find(name);
  if (entry == entries_.end())
    throw ConfigError(path_ + " declares no connection " + Quoted(name) +
                          config::Suggestion(name, names_),
                      path_, 0, config::Join("connections", name));
  return entry->second;
}

const Connection& Config::connection(const std::string& name) const {
  const Entry& entry = Find(name);
  if (!entry.problems.empty())
    throw ConfigError(JoinLines(entry.problems), path_, 0,
                      config::Join("connections", name));
  return entry.connection;
}

const Connection& Config::declared(const std::string& name) const {
  return Find(name).connection;
}

std::vector<std::string> Config::problems(const std::string& name) const {
  return Find(name).problems;
}

std::vector<std::string> Config::warnings(const std::string& name) const {
  return Find(name).warnings;
}

}  // namespace letterbox
