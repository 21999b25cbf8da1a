#include "config/document.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <sstream>

#include "xml/utf8.h"

namespace letterbox::config {
namespace {

// Stands after the text. yaml-cpp ends a quoted text that is never closed at
// the end of the file without a word; then this is part of it.
constexpr char kEndOfFile[] = "\n#letterbox: end of file\n";
constexpr char kEndInQuotes[] = "#letterbox: end of file";

// Far beyond what any key needs, and far below what yaml-cpp takes.
constexpr std::size_t kDeepest = 32;

Place At(const YAML::Mark& mark) { return {mark.line + 1, mark.column + 1}; }

}  // namespace

// Makes the tree from the parser's events: unlike yaml-cpp's own tree they
// show tags, and where a second document begins.
class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(Document& document) : document_(document) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (document_.root_ != nullptr)
      throw SyntaxError(At(mark),
                        "a second document, or text that does not belong to "
                        "what stands above; the file is one map");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Add(Node::Kind::kNull, mark, "", anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const Node* target = anchors_.at(anchor);
    if (std::find(open_.begin(), open_.end(), target) != open_.end())
      throw SyntaxError(At(mark), "an alias inside what it stands for");
    Attach(target);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag,
                YAML::anchor_t anchor, const std::string& value) override {
    Node& node = Add(Node::Kind::kScalar, mark, tag, anchor);
    if (value.find(kEndInQuotes) != value.npos)
      throw SyntaxError(node.place, "a quote that is never closed");
    node.text = value;
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    Open(Add(Node::Kind::kSequence, mark, tag, anchor));
  }
  void OnSequenceEnd() override { Close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag,
                  YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    Open(Add(Node::Kind::kMap, mark, tag, anchor));
  }
  void OnMapEnd() override { Close(); }

 private:
  Node& Add(Node::Kind kind, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor) {
    // "?" is a plain value's, "!" a quoted one's.
    if (!tag.empty() && tag != "?" && tag != "!")
      throw SyntaxError(At(mark), "a tag (\"!…\"); values here have none");
    Node& node =
        document_.nodes_.emplace_back(Node{kind, At(mark), "", {}, {}});
    Attach(&node);
    if (anchor != YAML::NullAnchor) anchors_[anchor] = &node;
    return node;
  }

  void Attach(const Node* node) {
    if (open_.empty()) {
      document_.root_ = node;
      return;
    }
    Node& parent = *open_.back();
    if (parent.kind == Node::Kind::kSequence) {
      parent.items.push_back(node);
    } else if (keys_.back() == nullptr) {
      keys_.back() = node;
    } else {
      parent.entries.push_back({keys_.back(), node});
      keys_.back() = nullptr;
    }
  }

  void Open(Node& node) {
    if (open_.size() == kDeepest)
      throw SyntaxError(node.place, "nested too deeply");
    open_.push_back(&node);
    keys_.push_back(nullptr);
  }

  void Close() {
    open_.pop_back();
    keys_.pop_back();
  }

  Document& document_;
  std::vector<Node*> open_;        // from the root down
  std::vector<const Node*> keys_;  // of each, the key that waits for its value
  std::map<YAML::anchor_t, const Node*> anchors_;
};

namespace {

Place PlaceOf(std::string_view text, std::size_t at) {
  std::string_view before = text.substr(0, at);
  std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
          static_cast<int>(at - line_start) + 1};
}

// yaml-cpp takes both: it reads on with U+FFFD, and takes 0x04 for the end.
void CheckCharacters(std::string_view text) {
  if (std::size_t at = FindInvalidUtf8(text); at != std::string_view::npos)
    throw SyntaxError(PlaceOf(text, at), "not UTF-8");
  auto is_control = [](char c) {
    auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
  };
  auto at = std::find_if(text.begin(), text.end(), is_control);
  if (at != text.end())
    throw SyntaxError(PlaceOf(text, at - text.begin()), "a control character");
}

bool HasTabInIndentation(const std::string& text, int line) {
  std::istringstream in(text);
  std::string read;
  for (int i = 0; i < line; ++i) std::getline(in, read);
  return read.substr(0, read.find_first_not_of(" \t")).find('\t') !=
         std::string::npos;
}

std::string Explain(const YAML::Exception& error, const std::string& text) {
  if (HasTabInIndentation(text, error.mark.line + 1))
    return "a tab in the indentation; YAML wants spaces";
  // What follows a colon is text of the file.
  return "not YAML: " + error.msg.substr(0, error.msg.find(':'));
}

}  // namespace

const Node* Node::Find(std::string_view key) const {
  for (const Entry& entry : entries)
    if (entry.key->text == key) return entry.value;
  return nullptr;
}

Document Document::Parse(const std::string& text) {
  CheckCharacters(text);
  Document document;
  TreeBuilder builder(document);
  try {
    std::istringstream in(text + kEndOfFile);
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    Place place = At(error.mark), end = PlaceOf(text, text.size());
    throw SyntaxError(place.line > end.line ? end : place,
                      Explain(error, text));
  }
  if (document.root_ == nullptr) throw SyntaxError({1, 1}, "the file is empty");
  return document;
}

}  // namespace letterbox::config
