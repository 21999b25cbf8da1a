#include "mime/multipart.h"

namespace letterbox {
namespace {

enum class Line { kOther, kBoundary, kLastBoundary };

Line KindOf(std::string_view line, std::string_view delimiter) {
  if (line.substr(0, delimiter.size()) != delimiter) return Line::kOther;
  std::string_view rest = line.substr(delimiter.size());
  const bool last = rest.substr(0, 2) == "--";
  if (last) rest.remove_prefix(2);
  if (rest.find_first_not_of(" \t\r\n") != std::string_view::npos) {
    return Line::kOther;
  }
  return last ? Line::kLastBoundary : Line::kBoundary;
}

// The line end before a boundary belongs to the boundary.
std::string_view WithoutLineEnd(std::string_view part) {
  if (!part.empty() && part.back() == '\n') part.remove_suffix(1);
  if (!part.empty() && part.back() == '\r') part.remove_suffix(1);
  return part;
}

}  // namespace

Multipart SplitMultipart(std::string_view body, const std::string& boundary) {
  Multipart multipart;
  const std::string delimiter = "--" + boundary;
  bool inside = false;
  std::size_t begin = 0;
  std::size_t at = 0;
  while (at < body.size()) {
    const std::size_t newline = body.find('\n', at);
    const std::size_t next =
        newline == std::string_view::npos ? body.size() : newline + 1;
    const Line kind = KindOf(body.substr(at, next - at), delimiter);
    if (kind != Line::kOther) {
      if (inside) {
        multipart.parts.push_back(
            WithoutLineEnd(body.substr(begin, at - begin)));
      }
      begin = next;
      inside = kind == Line::kBoundary;
      multipart.is_closed = !inside;
      if (!inside) return multipart;
    }
    at = next;
  }
  if (inside) multipart.parts.push_back(body.substr(begin));
  return multipart;
}

}  // namespace letterbox
