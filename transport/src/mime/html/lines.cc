// The visible text in lines.

#include <algorithm>
#include <utility>

#include "mime/html/view.h"
#include "mime/text.h"

namespace letterbox {
namespace {

bool IsList(const HtmlNode& node) {
  return node.name == "ul" || node.name == "ol" || node.name == "menu" ||
         node.name == "dir";
}

bool IsCell(const HtmlNode& node) {
  return node.name == "td" || node.name == "th";
}

int NumberOf(const std::string* text, int otherwise) {
  if (text == nullptr || text->empty() || text->size() > 6 ||
      text->find_first_not_of("0123456789") != std::string::npos) {
    return otherwise;
  }
  return std::stoi(*text);
}

// For each node whether a block that can be seen stands in it.
std::vector<bool> WithBlocks(const std::vector<HtmlNode>& nodes,
                             const std::vector<Visibility>& visibility) {
  std::vector<bool> has_block(nodes.size());
  for (std::size_t at = nodes.size(); at-- > 1;) {
    if (visibility[at] == Visibility::kGone) continue;
    if (has_block[at] || IsBlock(nodes[at].name)) {
      has_block[nodes[at].parent] = true;
    }
  }
  return has_block;
}

class LineWriter {
 public:
  LineWriter(const std::vector<HtmlNode>& nodes,
             const std::vector<Visibility>& visibility)
      : nodes_(nodes),
        visibility_(visibility),
        has_block_(WithBlocks(nodes, visibility)) {}

  std::string Write() {
    for (std::size_t at = 0; at < nodes_.size(); ++at) {
      while (!open_.empty() && at >= nodes_[open_.back()].end) Leave();
      if (visibility_[at] == Visibility::kGone) continue;
      if (nodes_[at].is_element()) {
        Enter(at);
      } else if (visibility_[at] == Visibility::kShown) {
        line_ += nodes_[at].text;
      }
    }
    while (!open_.empty()) Leave();
    EndLine();
    return std::move(lines_);
  }

 private:
  struct List {
    bool is_numbered;
    int next;
  };

  // A row whose cells hold no blocks is one line; in any other, a table that
  // only arranges the mail, each cell stands for itself.
  bool IsOneLine(std::size_t row) const {
    for (std::size_t i = row + 1; i < nodes_[row].end; i = nodes_[i].end) {
      if (IsCell(nodes_[i]) && has_block_[i]) return false;
    }
    return true;
  }

  void Enter(std::size_t at) {
    const HtmlNode& node = nodes_[at];
    open_.push_back(at);
    if (IsCell(node) && in_row_) {
      line_ += cells_++ == 0 ? "" : " | ";
      return;
    }
    if (IsBlock(node.name)) EndLine();
    if (node.name == "tr") {
      in_row_ = IsOneLine(at);
      cells_ = 0;
    }
    if (IsList(node)) {
      lists_.push_back(
          {node.name == "ol", NumberOf(node.attribute("start"), 1)});
    }
    if (node.name == "li") mark_ = Mark(node);
  }

  std::string Mark(const HtmlNode& item) {
    constexpr std::size_t kDeepest = 16;
    if (lists_.empty()) return "- ";
    const std::string indent(2 * (std::min(lists_.size(), kDeepest) - 1), ' ');
    List& list = lists_.back();
    if (!list.is_numbered) return indent + "- ";
    const int number = NumberOf(item.attribute("value"), list.next);
    list.next = number + 1;
    return indent + std::to_string(number) + ". ";
  }

  void Leave() {
    const HtmlNode& node = nodes_[open_.back()];
    open_.pop_back();
    if (IsCell(node) && in_row_) return;
    if (IsBlock(node.name)) EndLine();
    if (node.name == "tr") in_row_ = false;
    if (IsList(node)) lists_.pop_back();
    if (node.name == "li") mark_.clear();
  }

  void EndLine() {
    const std::string text = CollapseWhitespace(line_);
    line_.clear();
    // A row of empty cells says nothing.
    if (text.find_first_not_of("| ") == std::string::npos) return;
    lines_ += mark_ + text + "\n";
    mark_.clear();
  }

  const std::vector<HtmlNode>& nodes_;
  const std::vector<Visibility>& visibility_;
  const std::vector<bool> has_block_;
  std::vector<std::size_t> open_;
  std::vector<List> lists_;
  std::string mark_;  // of a list's item, until its first line
  bool in_row_ = false;
  int cells_ = 0;
  std::string line_;
  std::string lines_;
};

}  // namespace

std::string HtmlDocument::Lines() const {
  return LineWriter(tree_.nodes, visibility_).Write();
}

}  // namespace letterbox
