// Whether a file has only keys that exist, with values of the right kind.
#ifndef LETTERBOX_CONFIG_CHECKER_H_
#define LETTERBOX_CONFIG_CHECKER_H_

#include <map>
#include <set>
#include <string>
#include <utility>

#include "config/document.h"
#include "config/keys.h"
#include "config/problems.h"

namespace letterbox::config {

/// "connections" and "customer" make "connections.customer".
std::string Join(const std::string& path, const std::string& name);

class Checker {
 public:
  /// `problems` must outlive it.
  explicit Checker(Problems& problems) : problems_(problems) {}

  /// Adds all problems of the file that can be seen without looking up
  /// references and without putting connections together.
  void CheckFile(const Node& root);

  /// Whether nothing was found in `node`, a part of that file.
  bool IsSound(const Node& node) const { return unsound_.count(&node) == 0; }

 private:
  // Each returns whether all is well.
  bool CheckMap(const Node& node, const Keys& keys, const std::string& path);
  bool CheckNames(const Node& node, const Key& each, const std::string& path);
  bool CheckKeys(const Node& node, const std::string& path);
  bool CheckValue(const Node::Entry& entry, const Key& rule,
                  const std::string& path);
  bool CheckContent(const Node::Entry& entry, const Key& rule,
                    const std::string& path);
  bool CheckList(const Node& value, const Key& rule, const std::string& path);
  bool CheckText(const Node& value, const Key& rule, const std::string& path);
  bool Reject(Place place, const std::string& path, const std::string& text);

  Problems& problems_;
  // What was found for each node and use of it. An alias brings a node again.
  std::map<std::pair<const Node*, const Key*>, bool> checked_;
  std::set<const Node*> unsound_;
};

}  // namespace letterbox::config

#endif  // LETTERBOX_CONFIG_CHECKER_H_
