// A YAML file as a tree, without what makes YAML hard to read safely. The only
// header between yaml-cpp and the rest is this one.
#ifndef LETTERBOX_CONFIG_DOCUMENT_H_
#define LETTERBOX_CONFIG_DOCUMENT_H_

#include <deque>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace letterbox::config {

/// 1-based, columns in bytes; 0 where no line is to blame.
struct Place {
  int line = 0;
  int column = 0;
};

/// An alias is the node that it stands for, so a node may have several parents
/// but never itself for an ancestor. Do not walk generically: a small file can
/// have more paths than there is time.
struct Node {
  enum class Kind { kNull, kScalar, kSequence, kMap };
  struct Entry {
    const Node* key;
    const Node* value;
  };

  Kind kind;
  Place place;
  std::string text;                ///< of a scalar
  std::vector<Entry> entries;      ///< of a map, duplicate keys included
  std::vector<const Node*> items;  ///< of a sequence

  /// The value of the first such key; null where there is none.
  const Node* Find(std::string_view key) const;
};

/// The file is not YAML, or YAML that is refused as a whole.
class SyntaxError : public std::runtime_error {
 public:
  SyntaxError(Place place, const std::string& text)
      : std::runtime_error(text), place_(place) {}

  Place place() const { return place_; }

 private:
  Place place_;
};

/// Owns its nodes.
class Document {
 public:
  /// Throws SyntaxError where `text` is empty, not UTF-8, not YAML, more than
  /// one document, or nested too deeply, or has tags or an alias that contains
  /// itself. No text of the file stands in the error.
  static Document Parse(const std::string& text);

  const Node& root() const { return *root_; }

 private:
  friend class TreeBuilder;

  std::deque<Node> nodes_;  // a deque: nodes stay where they are
  const Node* root_ = nullptr;
};

}  // namespace letterbox::config

#endif  // LETTERBOX_CONFIG_DOCUMENT_H_
