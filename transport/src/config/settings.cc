#include "config/settings.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "ascii.h"
#include "config/checker.h"
#include "config/file.h"
#include "config/nearest.h"
#include "config/references.h"
#include "config/values.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox::config {
namespace {

constexpr std::size_t kLargestFile = 1024 * 1024;

std::string ReadText(const std::string& path, const std::string& what) {
  const FileContent read = ReadFile(path, kLargestFile);
  if (read.error.empty()) return read.content;
  throw ConfigError("cannot read " + what + " " + path + ": " + read.error,
                    path);
}

Document Parse(const std::string& text, const std::string& name) {
  try {
    return Document::Parse(text);
  } catch (const SyntaxError& error) {
    throw ConfigError(Location(name, error.place()) + ": " + error.what(), name,
                      error.place().line);
  }
}

std::string JoinClauses(const std::vector<std::string>& clauses) {
  std::string text;
  for (const std::string& clause : clauses) {
    text += (text.empty() ? "" : ", ") + clause;
  }
  return text;
}

}  // namespace

bool Setting::empty() const {
  return node_->kind == Node::Kind::kNull ||
         (node_->kind == Node::Kind::kScalar && node_->text.empty());
}

void Setting::Require(Node::Kind kind, const char* wanted) const {
  if (node_->kind == kind) return;
  throw BadValue(std::string("is not ") + wanted, false);
}

std::string Setting::Text() const {
  if (node_->kind == Node::Kind::kScalar && HasControlCharacter(node_->text)) {
    throw BadValue("has a line end or a control character", false);
  }
  return Lines();
}

std::string Setting::Lines() const {
  if (empty()) throw BadValue("has no value", false);
  Require(Node::Kind::kScalar, "a text");
  if (!file_->has_references) return node_->text;
  const Template text = ParseTemplate(node_->text);
  if (text.malformed) throw BadValue(kReferenceHelp, false);
  const Expanded expanded = Expand(text, file_->folder);
  if (!expanded.missing.empty()) {
    throw BadValue("has no value: " + JoinClauses(expanded.missing), false);
  }
  return expanded.value;
}

std::string Setting::Path() const {
  return (file_->folder / Text()).lexically_normal().string();
}

bool Setting::Flag() const {
  return ReadChoice(Text(), {{"false", ""}, {"true", ""}}) == 1;
}

void Setting::Try(const std::function<void(const Setting&)>& read) const {
  try {
    read(*this);
  } catch (const BadValue& error) {
    // What a reference led to is never shown, and a value with blanks may be
    // more than was meant, after a quote that is out of place.
    const bool is_shown = error.quotable() &&
                          node_->kind == Node::Kind::kScalar &&
                          node_->text.find_first_of(" $") == std::string::npos;
    file_->problems.Add(node_->place, path_, [&] {
      return path_ + (is_shown ? ": " + Quoted(node_->text) : "") + " " +
             error.what();
    });
  }
}

void Setting::Each(const std::function<void(const Setting&)>& read) const {
  Require(Node::Kind::kSequence, "a list");
  int number = 0;
  for (const Node* item : node_->items) {
    Setting(*file_, *item, path_ + "[" + std::to_string(++number) + "]")
        .Try(read);
  }
}

void Setting::EachName(
    const std::function<void(const std::string&, const Setting&)>& read) const {
  Require(Node::Kind::kMap, "a map");
  CheckKeys();
  for (const Node::Entry& entry : node_->entries) {
    const std::string& name = entry.key->text;
    if (name.empty()) continue;  // reported by CheckKeys
    Setting value(*file_, *entry.value, Join(path_, name));
    value.Try([&](const Setting& setting) { read(name, setting); });
  }
}

// Keys are texts, and each stands once.
void Setting::CheckKeys() const {
  std::map<std::string_view, int> lines;
  for (const Node::Entry& entry : node_->entries) {
    const Node& key = *entry.key;
    if (key.kind != Node::Kind::kScalar || key.text.empty()) {
      file_->problems.Add(key.place, path_,
                          [&] { return "a key that is no text"; });
      continue;
    }
    const auto [earlier, is_first] =
        lines.try_emplace(key.text, key.place.line);
    if (is_first) continue;
    file_->problems.Add(key.place, Join(path_, key.text), [&, line = earlier] {
      return "duplicate key " + Quoted(key.text) +
             "; the first one is in line " + std::to_string(line->second);
    });
  }
}

void Setting::ReadMap(const std::vector<Known>& keys) const {
  Require(Node::Kind::kMap, "a map");
  CheckKeys();
  for (const Node::Entry& entry : node_->entries) {
    if (!entry.key->text.empty()) ReadEntry(entry, keys);
  }
}

void Setting::ReadEntry(const Node::Entry& entry,
                        const std::vector<Known>& keys) const {
  const std::string& name = entry.key->text;
  const Setting value(*file_, *entry.value, Join(path_, name));
  const auto key =
      std::find_if(keys.begin(), keys.end(),
                   [&](const Known& known) { return known.name == name; });
  if (key == keys.end()) {
    file_->problems.Add(entry.key->place, value.path_, [&] {
      std::vector<std::string> names;
      for (const Known& known : keys) names.push_back(known.name);
      return "unknown key " + Quoted(name) +
             (path_.empty() ? " at the top of the file" : " in " + path_) +
             Suggestion(name, names);
    });
  } else if (value.empty()) {
    file_->problems.Add(entry.key->place, value.path_, [&] {
      return value.path_ + " has no value; it is " + key->about;
    });
  } else {
    value.Try(key->read);
  }
}

class SettingsReader {
 public:
  static void Read(const std::string& text, const std::string& name,
                   Setting::File file,
                   const std::function<void(const Setting&)>& read) {
    const Document document = Parse(text, name);
    const Setting root(file, document.root(), "");
    if (!root.is_map()) throw ConfigError(name + " is not a map of keys", name);
    root.Try(read);
    file.problems.ThrowIfAny(name);
  }

  static void ReadFile(const std::string& path, const std::string& what,
                       const std::function<void(const Setting&)>& read) {
    Read(ReadText(path, what), path,
         {std::filesystem::absolute(path).parent_path(), true, {}}, read);
  }

  static void ReadAnybodys(const std::string& text, const std::string& name,
                           const std::function<void(const Setting&)>& read) {
    Read(text, name, {{}, false, {}}, read);
  }
};

void ReadSettings(const std::string& path, const std::string& what,
                  const std::function<void(const Setting&)>& read) {
  SettingsReader::ReadFile(path, what, read);
}

void ReadSettingsText(const std::string& text, const std::string& name,
                      const std::function<void(const Setting&)>& read) {
  SettingsReader::ReadAnybodys(text, name, read);
}

}  // namespace letterbox::config
