#include "percent.h"

#include "ascii.h"

namespace letterbox {
namespace {

// The byte of the sequence at `text[at]`, -1 where there is none.
int ByteAt(std::string_view text, std::size_t at) {
  if (text.size() < at + 3) return -1;
  const int high = HexDigit(text[at + 1]);
  const int low = HexDigit(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high << 4 | low;
}

}  // namespace

std::string DecodePercent(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int byte = text[at] == '%' ? ByteAt(text, at) : -1;
    decoded += byte < 0 ? text[at] : static_cast<char>(byte);
    if (byte >= 0) at += 2;
  }
  return decoded;
}

bool HasGoodPercents(std::string_view text) {
  for (std::size_t at = text.find('%'); at != std::string_view::npos;
       at = text.find('%', at + 1)) {
    if (ByteAt(text, at) < 0) return false;
  }
  return true;
}

}  // namespace letterbox
