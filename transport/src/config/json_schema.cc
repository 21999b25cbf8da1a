#include "config/json_schema.h"

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "config/keys.h"

namespace letterbox::config {
namespace {

using Kind = Key::Kind;

std::string Text(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') json += '\\';
    json += c;
  }
  return json + "\"";
}

std::string Joined(const std::vector<std::string>& parts, char open,
                   char close) {
  std::string json(1, open);
  for (const std::string& part : parts)
    json += (&part == &parts.front() ? "" : ", ") + part;
  return json + close;
}

std::string Member(std::string_view name, const std::string& json) {
  return Text(name) + ": " + json;
}

std::string List(std::vector<std::string> parts) {
  return Joined(parts, '[', ']');
}

std::string Object(std::vector<std::string> members) {
  return Joined(members, '{', '}');
}

std::string Texts(const std::vector<std::string>& texts) {
  std::vector<std::string> parts;
  for (const std::string& text : texts) parts.push_back(Text(text));
  return List(parts);
}

std::string Definition(const char* name) {
  return Object({Member("$ref", Text(std::string("#/definitions/") + name))});
}

std::string Description(const Key& key) {
  std::string text = key.about;
  if (key.kind == Kind::kSecret)
    text += " (a secret: write ${env:NAME} or ${file:PATH})";
  if (key.kind == Kind::kPath) text += " (relative to this file's folder)";
  return Member("description", Text(text));
}

// What YAML takes for a number or a truth value is a text to the loader.
std::string AnyScalar() {
  return Member("type", Texts({"string", "number", "boolean"})) + ", " +
         Member("minLength", "1");
}

std::string Choice(const std::vector<std::string>& choices) {
  const std::string reference =
      Object({Member("type", Text("string")),
              Member("pattern", Text(R"(\$\{(env|file):)"))});
  return Member("anyOf",
                List({Object({Member("enum", Texts(choices))}), reference}));
}

std::string MapOf(const Keys& keys);

std::string ScalarOrMap(const Keys& keys) {
  return Member("anyOf", List({Object({AnyScalar()}), Object({MapOf(keys)})}));
}

std::string SchemaOf(const Key& key) {
  switch (key.kind) {
    case Kind::kMap:
      if (key.inside == &ConnectionKeys())
        return Definition(*key.name == '\0' ? "connection" : "keys");
      return Object({Description(key), key.set == nullptr
                                           ? MapOf(*key.inside)
                                           : ScalarOrMap(*key.inside)});
    case Kind::kList:
      return Object({Description(key), Member("type", Text("array")),
                     Member("items", Object({AnyScalar()})),
                     Member("minItems", "1")});
    case Kind::kNames:
      return Object(
          {Description(key), Member("type", Text("object")),
           Member("additionalProperties", SchemaOf(key.inside->front()))});
    default: {
      const std::vector<std::string> choices = ChoicesOf(key);
      return Object(
          {Description(key), choices.empty() ? AnyScalar() : Choice(choices)});
    }
  }
}

// The members of the schema of a map with these keys.
std::string MapOf(const Keys& keys) {
  std::vector<std::string> properties;
  for (const Key& key : keys)
    if (key.kind != Kind::kPlanned)
      properties.push_back("\n" + Member(key.name, SchemaOf(key)));
  return Member("type", Text("object")) + ", " +
         Member("properties", Object(properties)) + ", " +
         Member("additionalProperties", "false");
}

// A connection that says it is embedded has fewer keys. The defaults may have
// them all.
std::string ConnectionSchema() {
  std::vector<std::string> embedded;
  for (const Key& key : ConnectionKeys())
    if (key.embedded) embedded.push_back(key.name);
  const std::string is_embedded = Object(
      {Member("required", Texts({"type"})),
       Member("properties",
              Object({Member("type",
                             Object({Member("const", Text("embedded"))}))}))});
  const std::string has_only = Object(
      {Member("propertyNames", Object({Member("enum", Texts(embedded))}))});
  return Object({Member("allOf", List({Definition("keys"),
                                       Object({Member("if", is_embedded),
                                               Member("then", has_only)})}))});
}

}  // namespace

std::string JsonSchema() {
  const std::string definitions =
      Object({"\n" + Member("keys", Object({MapOf(ConnectionKeys())})),
              "\n" + Member("connection", ConnectionSchema())});
  return Object({Member("$schema",
                        Text("http://json-schema.org/draft-07/schema#")),
                 "\n" + Member("title", Text("Letterbox connection file")),
                 "\n" + MapOf(FileKeys()),
                 "\n" + Member("required", Texts({"connections"})),
                 "\n" + Member("definitions", definitions)}) +
         "\n";
}

}  // namespace letterbox::config
