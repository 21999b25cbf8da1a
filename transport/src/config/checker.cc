#include "config/checker.h"

#include <cstddef>
#include <string_view>

#include "ascii.h"
#include "config/nearest.h"
#include "config/references.h"
#include "config/values.h"
#include "letterbox/transport/printable.h"

namespace letterbox::config {
namespace {

using Kind = Key::Kind;

const char* NameOf(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::kNull:
      return "nothing";
    case Node::Kind::kScalar:
      return "a text";
    case Node::Kind::kSequence:
      return "a list";
    case Node::Kind::kMap:
      return "a map";
  }
  return "";
}

// What a key of that kind wants.
Node::Kind NodeKindOf(Kind kind) {
  switch (kind) {
    case Kind::kMap:
    case Kind::kNames:
      return Node::Kind::kMap;
    case Kind::kList:
      return Node::Kind::kSequence;
    default:
      return Node::Kind::kScalar;
  }
}

// At the end of a sentence.
std::string In(const std::string& path) {
  return path.empty() ? " at the top of the file" : " in " + path;
}

// A value with spaces may be more than was meant, after a quote that is out of
// place, and then may hold a secret.
std::string Describe(const std::string& path, const std::string& value,
                     const BadValue& error) {
  bool is_one_word = value.find(' ') == value.npos;
  return error.quotable() && is_one_word
             ? path + ": " + Quoted(value) + " " + error.what()
             : path + " " + error.what();
}

}  // namespace

std::string Join(const std::string& path, const std::string& name) {
  return (path.empty() ? "" : path + ".") + Printable(name);
}

void Checker::CheckFile(const Node& root) {
  if (root.kind != Node::Kind::kMap) {
    Reject(root.place, "",
           std::string("the file is ") + NameOf(root.kind) +
               "; a map with the key connections is wanted");
    return;
  }
  CheckMap(root, FileKeys(), "");
  if (root.Find("connections") == nullptr)
    Reject(root.place, "connections",
           "the file has no connections; the key connections is wanted");
}

bool Checker::Reject(Place place, const std::string& path,
                     const std::string& text) {
  problems_.Add(place, path, [&] { return text; });
  return false;
}

// Keys are texts, and each stands once.
bool Checker::CheckKeys(const Node& node, const std::string& path) {
  bool sound = true;
  std::map<std::string_view, Place> first;
  for (const Node::Entry& entry : node.entries) {
    const Node& key = *entry.key;
    if (key.kind != Node::Kind::kScalar || key.text.empty()) {
      sound = Reject(key.place, path, "a key that is no text" + In(path));
      continue;
    }
    auto [earlier, is_first] = first.try_emplace(key.text, key.place);
    if (is_first) continue;
    sound = Reject(key.place, Join(path, key.text),
                   "duplicate key " + Quoted(key.text) + In(path) +
                       "; the first one is in line " +
                       std::to_string(earlier->second.line));
  }
  return sound;
}

bool Checker::CheckMap(const Node& node, const Keys& keys,
                       const std::string& path) {
  bool sound = CheckKeys(node, path);
  for (const Node::Entry& entry : node.entries) {
    const std::string& name = entry.key->text;
    if (name.empty()) continue;  // reported by CheckKeys
    if (const Key* rule = FindKey(keys, name)) {
      sound = CheckValue(entry, *rule, Join(path, name)) && sound;
      continue;
    }
    sound = false;
    problems_.Add(entry.key->place, Join(path, name), [&] {
      if (name == "<<")
        return "merge keys (\"<<\") are not read" + In(path) +
               "; what connections have in common stands under defaults";
      return "unknown key " + Quoted(name) + In(path) +
             Suggestion(name, NamesOf(keys));
    });
  }
  return sound;
}

bool Checker::CheckNames(const Node& node, const Key& each,
                         const std::string& path) {
  bool sound = CheckKeys(node, path);
  for (const Node::Entry& entry : node.entries)
    sound = CheckValue(entry, each, Join(path, entry.key->text)) && sound;
  return sound;
}

bool Checker::CheckValue(const Node::Entry& entry, const Key& rule,
                         const std::string& path) {
  auto [result, is_first] = checked_.try_emplace({entry.value, &rule}, true);
  if (!is_first) return result->second;
  result->second = CheckContent(entry, rule, path);
  if (!result->second) unsound_.insert(entry.value);
  return result->second;
}

bool Checker::CheckContent(const Node::Entry& entry, const Key& rule,
                           const std::string& path) {
  const Node& value = *entry.value;
  if (rule.kind == Kind::kPlanned)
    return Reject(entry.key->place, path, path + " " + rule.about);
  bool is_empty_text = value.kind == Node::Kind::kScalar && value.text.empty();
  if (value.kind == Node::Kind::kNull || is_empty_text)
    return Reject(entry.key->place, path,
                  path + " has no value; it is " + rule.about);

  if (rule.kind == Kind::kMap && rule.set != nullptr &&
      value.kind == Node::Kind::kScalar)
    return CheckText(value, rule, path);
  const Node::Kind wanted = NodeKindOf(rule.kind);
  if (value.kind != wanted)
    return Reject(value.place, path,
                  path + " is " + NameOf(value.kind) + "; " + NameOf(wanted) +
                      " is wanted");

  if (rule.kind == Kind::kMap) return CheckMap(value, *rule.inside, path);
  if (rule.kind == Kind::kNames)
    return CheckNames(value, rule.inside->front(), path);
  if (rule.kind == Kind::kList) return CheckList(value, rule, path);
  return CheckText(value, rule, path);
}

bool Checker::CheckList(const Node& value, const Key& rule,
                        const std::string& path) {
  if (value.items.empty())
    return Reject(value.place, path,
                  path + " has no member; it is " + rule.about);
  bool sound = true;
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    const Node& item = *value.items[i];
    const std::string item_path = path + "[" + std::to_string(i) + "]";
    const bool is_text = item.kind == Node::Kind::kScalar && !item.text.empty();
    if (is_text) {
      sound = CheckText(item, rule, item_path) && sound;
    } else {
      sound = Reject(
          item.place, item_path,
          item_path + " is " +
              (item.kind == Node::Kind::kScalar ? "empty" : NameOf(item.kind)) +
              "; a text is wanted");
    }
  }
  return sound;
}

bool Checker::CheckText(const Node& value, const Key& rule,
                        const std::string& path) {
  if (HasControlCharacter(value.text))
    return Reject(value.place, path,
                  path + " has a line end or a control character");
  Template text = ParseTemplate(value.text);
  if (text.malformed)
    return Reject(value.place, path, path + ": " + kReferenceHelp);
  if (text.has_references() || rule.set == nullptr) return true;
  try {
    Connection scratch;
    rule.set(Expand(text, "").value, scratch);
  } catch (const BadValue& error) {
    return Reject(value.place, path, Describe(path, value.text, error));
  }
  return true;
}

}  // namespace letterbox::config
