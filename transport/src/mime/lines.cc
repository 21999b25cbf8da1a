#include "mime/lines.h"

#include <algorithm>

namespace letterbox {
namespace {

// A line without its marks of quoting and its stuffed space.
struct FlowedLine {
  std::size_t depth = 0;
  std::string_view text;
  bool is_signature = false;
  bool flows = false;
};

FlowedLine ReadLine(std::string_view line) {
  FlowedLine read;
  read.depth = std::min(line.find_first_not_of('>'), line.size());
  read.text = line.substr(read.depth);
  if (!read.text.empty() && read.text.front() == ' ') {
    read.text.remove_prefix(1);
  }
  read.is_signature = read.text == "-- ";
  read.flows =
      !read.is_signature && !read.text.empty() && read.text.back() == ' ';
  return read;
}

}  // namespace

std::string WithNewlines(std::string text) {
  std::size_t to = 0;
  for (std::size_t from = 0; from < text.size(); ++from) {
    if (text[from] == '\r') {
      if (from + 1 < text.size() && text[from + 1] == '\n') continue;
      text[from] = '\n';
    }
    text[to++] = text[from];
  }
  text.resize(to);
  return text;
}

std::string Unflow(std::string_view text, bool delete_space) {
  std::string out;
  bool open = false;  // the line before goes on
  std::size_t depth = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    FlowedLine line = ReadLine(text.substr(0, end));
    const bool goes_on = open && line.depth == depth && !line.is_signature;
    if (open && !goes_on) out += '\n';
    if (!goes_on && line.depth > 0) out.append(line.depth, '>') += ' ';
    depth = line.depth;
    open = line.flows && end != std::string_view::npos;
    if (open && delete_space) line.text.remove_suffix(1);
    out += line.text;
    if (!open && end != std::string_view::npos) out += '\n';
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  if (open) out += '\n';
  return out;
}

}  // namespace letterbox
