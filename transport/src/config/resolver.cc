#include "config/resolver.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include "ascii.h"
#include "config/checker.h"
#include "config/keys.h"
#include "config/references.h"
#include "config/values.h"
#include "letterbox/transport/printable.h"
#include "requirements.h"

namespace letterbox::config {
namespace {

using Kind = Key::Kind;
using Method = Authentication::Method;
using Type = Connection::Type;

// What `layers` have under `name`, strongest first.
std::vector<Layer> Inside(const std::vector<Layer>& layers,
                          const std::string& name) {
  std::vector<Layer> found;
  for (const Layer& layer : layers)
    if (const Node* value = layer.node->Find(name))
      found.push_back({value, Join(layer.path, name)});
  return found;
}

// "mailbox (or user)"
std::string Alternatives(const Requirement& wanted) {
  std::string text = wanted.front();
  for (std::size_t i = 1; i < wanted.size(); ++i)
    text += (i == 1 ? " (or " : ", ") + std::string(wanted[i]);
  return text + (wanted.size() > 1 ? ")" : "");
}

class Resolver {
 public:
  Resolver(const std::string& name, const Source& source) : source_(source) {
    result_.connection.name = name;
  }

  // `prefix` is the way from the connection to `keys`.
  void Read(const Keys& keys, const std::vector<Layer>& layers,
            const std::string& prefix, bool embedded_only) {
    for (const Key& key : keys) {
      if (embedded_only && !key.embedded) continue;
      std::vector<Layer> found = Inside(layers, key.name);
      if (found.empty()) continue;
      std::string path = Join(prefix, key.name);
      given_.insert(path);
      if (key.kind == Kind::kList) {
        SetAll(key, found.front());
        continue;
      }
      if (key.kind != Kind::kMap) {
        Set(key, found.front());
        continue;
      }
      // A scalar in its place replaces what is weaker.
      const auto scalar =
          std::find_if(found.begin(), found.end(), [](const Layer& layer) {
            return layer.node->kind == Node::Kind::kScalar;
          });
      if (scalar != found.end()) Set(key, *scalar);
      found.erase(scalar, found.end());
      Read(*key.inside, found, path, false);
    }
  }

  // All that is missing is told at once.
  void CheckRequirements(Place place, const std::string& path) {
    Authentication& authenticate = result_.connection.authenticate;
    const IsGiven is_given = [this](std::string_view key) {
      return given_.count(std::string(key)) > 0;
    };
    authenticate.flow = FlowOf(authenticate.flow, is_given);
    if (authenticate.method == Method::kOAuth2 &&
        *authenticate.flow == Authentication::Flow::kPassword)
      result_.warnings.push_back(Clause(
          place, path +
                     ".authenticate: flow: password shows the password to this "
                     "program and fails where more than it is demanded; use it "
                     "for accounts that exist for tests alone"));
    if (!result_.connection.tls.verify)
      result_.warnings.push_back(Clause(
          place, path + ".tls: verify: false takes any certificate: whoever "
                        "stands between can read and change everything; use "
                        "ca_file or fingerprint"));
    std::string missing;
    for (const Requirement& wanted :
         Missing(authenticate.method, *authenticate.flow, is_given))
      missing += (missing.empty() ? "" : ", ") + Alternatives(wanted);
    if (authenticate.method == Method::kOAuth2 &&
        missing.find("authenticate.") != missing.npos)
      missing += " (flow: " + FlowName(*authenticate.flow) + ")";
    if (!missing.empty())
      source_.problems->Add(place, path,
                            [&] { return path + " lacks " + missing; });
  }

  // The mailbox is the user by default; then the user must be an address.
  void CompleteExchange(const std::vector<Layer>& layers) {
    Connection& connection = result_.connection;
    if (connection.token_store.empty())
      connection.token_store = DefaultTokenStore();
    if (!connection.mailbox.empty() || given_.count("mailbox") > 0) return;
    connection.mailbox = connection.user;
    if (connection.user.empty() || IsSmtpAddress(connection.user)) return;
    const Layer user = Inside(layers, "user").front();
    std::string text = user.path +
                       " is not an address, so mailbox must say which "
                       "mailbox is opened";
    if (ParseTemplate(user.node->text).has_references())
      AddProblem(user.node->place, text);
    else
      source_.problems->Add(user.node->place, user.path, [&] { return text; });
  }

  // An embedded connection has one address.
  void CompleteEmbedded(Place place, const std::string& path) {
    Connection& connection = result_.connection;
    std::string address = connection.mailbox;
    if (address.empty()) address = connection.user;
    if (address.empty()) address = connection.name + "@contoso.test";
    connection.user = connection.mailbox = address;
    if (IsSmtpAddress(address) || !result_.problems.empty()) return;
    source_.problems->Add(place, path, [&] {
      return path + " has no user that is an address, such as " +
             Quoted("qa@contoso.test");
    });
  }

  Resolved Take() { return std::move(result_); }

 private:
  // Lists are not merged: the strongest one holds.
  void SetAll(const Key& key, const Layer& layer) {
    for (std::size_t i = 0; i < layer.node->items.size(); ++i)
      Set(key,
          {layer.node->items[i], layer.path + "[" + std::to_string(i) + "]"});
  }

  void Set(const Key& key, const Layer& layer) {
    const Node& node = *layer.node;
    Template text = ParseTemplate(node.text);
    if (key.kind == Kind::kSecret && !text.has_references())
      result_.warnings.push_back(Clause(
          node.place, layer.path + " stands in the file for all to read; "
                                   "${env:NAME} or ${file:PATH} keeps it out"));
    Expanded expanded = Expand(text, source_.folder);
    for (const std::string& missing : expanded.missing)
      AddProblem(node.place, layer.path + ": " + missing);
    if (!expanded.missing.empty()) return;
    std::string referred = layer.path + ": what it refers to ";
    if (HasControlCharacter(expanded.value)) {
      AddProblem(node.place,
                 referred + "has a line end or a control character");
      return;
    }
    if (key.kind == Kind::kPath)
      expanded.value =
          (source_.folder / expanded.value).lexically_normal().string();
    try {
      key.set(expanded.value, result_.connection);
    } catch (const BadValue& error) {
      AddProblem(node.place, referred + error.what());
    }
  }

  std::string Clause(Place place, const std::string& text) const {
    return Location(source_.path, place) + ": " + text;
  }

  void AddProblem(Place place, const std::string& text) {
    result_.problems.push_back(Clause(place, text));
  }

  const Source& source_;
  Resolved result_;
  std::set<std::string> given_;  // "authenticate.client_id"
};

}  // namespace

std::optional<Type> TypeOf(const std::vector<Layer>& layers,
                           const Source& source) {
  std::vector<Layer> found = Inside(layers, "type");
  if (found.empty()) return std::nullopt;
  Expanded name =
      Expand(ParseTemplate(found.front().node->text), source.folder);
  if (!name.missing.empty()) return std::nullopt;
  try {
    return ReadType(name.value);
  } catch (const BadValue&) {
    return std::nullopt;  // Resolve tells it
  }
}

void RejectForeignKeys(const Layer& layer, Type type, const Source& source) {
  if (type != Type::kEmbedded) return;
  for (const Node::Entry& entry : layer.node->entries) {
    const std::string& name = entry.key->text;
    const Key* key = FindKey(ConnectionKeys(), name);
    if (key == nullptr || key->embedded) continue;
    source.problems->Add(entry.key->place, Join(layer.path, name), [&] {
      return TypeName(type) + " has no key " + Quoted(name) + " (in " +
             layer.path + ")";
    });
  }
}

Resolved Resolve(const std::string& name, Place place,
                 const std::vector<Layer>& layers, const Source& source) {
  std::string path = Join("connections", name);
  Resolver resolver(name, source);
  std::optional<Type> type = TypeOf(layers, source);
  resolver.Read(ConnectionKeys(), layers, "", type == Type::kEmbedded);
  if (type == Type::kExchange) {
    resolver.CheckRequirements(place, path);
    resolver.CompleteExchange(layers);
  } else if (type == Type::kEmbedded) {
    resolver.CompleteEmbedded(place, path);
  } else if (Inside(layers, "type").empty()) {
    source.problems->Add(place, path, [&] {
      return path + " lacks type, which is exchange or embedded";
    });
  }
  return resolver.Take();
}

}  // namespace letterbox::config
