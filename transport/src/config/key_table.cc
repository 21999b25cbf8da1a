#include "config/key_table.h"

#include "config/keys.h"

namespace letterbox::config {
namespace {

using Kind = Key::Kind;

// What is known of the value besides what it is: a cell.
std::string Values(const Key& key) {
  switch (key.kind) {
    case Kind::kSecret:
      return " secret";
    case Kind::kPath:
      return " path";
    case Kind::kList:
      return " list";
    case Kind::kMap:
      return key.set == nullptr ? " map" : " text or map";
    case Kind::kNames:
      return " map";
    default:
      break;
  }
  std::string text;
  for (const std::string& choice : ChoicesOf(key))
    text += (text.empty() ? " `" : ", `") + choice + "`";
  return text;
}

void AddRows(const Keys& keys, const std::string& prefix, std::string& into) {
  for (const Key& key : keys) {
    if (key.kind == Kind::kPlanned) continue;
    into += "| `" + prefix + key.name + "` | " + key.about + " |" +
            Values(key) + (key.embedded ? " | yes |\n" : " | |\n");
    if (key.kind == Kind::kMap && key.inside != &ConnectionKeys())
      AddRows(*key.inside, prefix + key.name + ".", into);
  }
}

std::string Table(const Keys& keys) {
  std::string text =
      "| key | it is | values | embedded too |\n|---|---|---|---|\n";
  AddRows(keys, "", text);
  return text;
}

}  // namespace

std::string KeyTable() {
  return "The file:\n\n" + Table(FileKeys()) + "\nA connection:\n\n" +
         Table(ConnectionKeys());
}

}  // namespace letterbox::config
