#include "mime/html/tag_scanner.h"

#include <algorithm>
#include <iterator>

#include "ascii.h"

namespace letterbox {
namespace {

constexpr std::string_view kBlanks = " \t\n\f\r";

bool IsLetter(char c) { return IsLetterOrDigit(c) && !IsDigit(c); }

bool IsBlank(char c) { return kBlanks.find(c) != std::string_view::npos; }

// Elements whose content is text, whatever it looks like.
bool HasTextOnly(const std::string& name) {
  static constexpr std::string_view kNames[] = {"iframe", "noembed", "noframes",
                                                "script", "style",   "textarea",
                                                "title",  "xmp"};
  return std::find(std::begin(kNames), std::end(kNames), name) !=
         std::end(kNames);
}

}  // namespace

std::optional<HtmlTag> HtmlTagScanner::Next() {
  while ((at_ = html_.find('<', at_)) != std::string_view::npos) {
    HtmlTag tag;
    tag.begin = at_;
    std::size_t name = at_ + 1;
    if (name >= html_.size()) break;
    if (html_[name] == '/') {
      tag.is_end = true;
      ++name;
    }
    if (name < html_.size() && IsLetter(html_[name])) {
      const std::size_t end =
          std::min(html_.find_first_of(" \t\n\f\r/>", name), html_.size());
      tag.name = ToLower(html_.substr(name, end - name));
      at_ = end;
      ScanAttributes(tag);
      if (tag.end == 0) break;
      if (!tag.is_end && tag.name == "plaintext") at_ = html_.size();
      if (!tag.is_end && skips_content_ && HasTextOnly(tag.name)) {
        SkipContent(tag.name);
      }
      return tag;
    }
    if (tag.is_end || html_[name] == '!' || html_[name] == '?') {
      SkipComment(name);
    } else {
      at_ = name;
    }
  }
  at_ = html_.size();
  return std::nullopt;
}

// What begins with "<!", "<?" or "</" and is no tag ends with the next ">", a
// comment with the next "-->" or "--!>".
void HtmlTagScanner::SkipComment(std::size_t at) {
  const bool is_comment = html_.substr(at, 3) == "!--";
  if (!is_comment) {
    at_ = std::min(html_.find('>', at), html_.size());
    return;
  }
  at += 3;
  if (html_.substr(at, 1) == ">" || html_.substr(at, 2) == "->") {
    at_ = at + 1;
    return;
  }
  while ((at = html_.find("--", at)) != std::string_view::npos) {
    const std::size_t past = html_.find_first_not_of('-', at);
    if (past == std::string_view::npos) break;
    if (html_[past] == '>' || html_.substr(past, 2) == "!>") {
      at_ = past + 1;
      return;
    }
    at = past;
  }
  at_ = html_.size();
}

// Quotes count at the begin of a value only; a ">" inside them ends no tag.
void HtmlTagScanner::ScanAttributes(HtmlTag& tag) {
  constexpr int kMostAttributes = 256;
  int count = 0;
  while (true) {
    while (at_ < html_.size() && (IsBlank(html_[at_]) || html_[at_] == '/')) {
      ++at_;
    }
    if (at_ >= html_.size()) return;
    if (html_[at_] == '>') break;
    if (count++ == kMostAttributes) tag.bounded_end = at_;
    // A name may begin with "=".
    at_ = std::min(html_.find_first_of("=/> \t\n\f\r", at_ + 1), html_.size());
    const std::size_t equals = html_.find_first_not_of(kBlanks, at_);
    if (equals == std::string_view::npos || html_[equals] != '=') continue;
    at_ = std::min(html_.find_first_not_of(kBlanks, equals + 1), html_.size());
    if (at_ >= html_.size()) return;
    const char quote = html_[at_];
    if (quote == '"' || quote == '\'') {
      at_ = html_.find(quote, at_ + 1);
      if (at_ == std::string_view::npos) {
        at_ = html_.size();
        return;
      }
      ++at_;
    } else {
      at_ = std::min(html_.find_first_of("> \t\n\f\r", at_), html_.size());
    }
  }
  tag.end = ++at_;
  if (tag.bounded_end == 0) tag.bounded_end = tag.end;
}

// Leaves at_ at the end tag, which is a tag like any other.
void HtmlTagScanner::SkipContent(const std::string& name) {
  for (std::size_t at = html_.find("</", at_); at != std::string_view::npos;
       at = html_.find("</", at + 2)) {
    const std::size_t past = at + 2 + name.size();
    if (past < html_.size() &&
        EqualsIgnoringCase(html_.substr(at + 2, name.size()), name) &&
        (IsBlank(html_[past]) || html_[past] == '/' || html_[past] == '>')) {
      at_ = at;
      return;
    }
  }
  at_ = html_.size();
}

}  // namespace letterbox
