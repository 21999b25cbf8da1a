// Numbers of a binary format, the lowest byte first. Nothing is read beyond the
// end: there all numbers are 0, and all pieces empty.
#ifndef LETTERBOX_MIME_BYTE_READER_H_
#define LETTERBOX_MIME_BYTE_READER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace letterbox {

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }
  /// Whether more was asked for than there was.
  bool overran() const { return overran_; }

  std::string_view Take(std::size_t size) {
    if (size > rest_.size()) overran_ = true;
    const std::string_view piece = rest_.substr(0, size);
    rest_.remove_prefix(piece.size());
    return piece;
  }
  /// And what fills it up to a multiple of four bytes.
  std::string_view TakePadded(std::size_t size) {
    const std::string_view piece = Take(size);
    rest_.remove_prefix(std::min((4 - size % 4) % 4, rest_.size()));
    return piece;
  }

  std::uint8_t U8() { return static_cast<std::uint8_t>(Number(1)); }
  std::uint16_t U16() { return static_cast<std::uint16_t>(Number(2)); }
  std::uint32_t U32() { return Number(4); }

 private:
  std::uint32_t Number(std::size_t size) {
    const std::string_view piece = Take(size);
    if (piece.size() < size) return 0;
    std::uint32_t number = 0;
    for (std::size_t i = size; i-- > 0;) {
      number = number << 8 | static_cast<unsigned char>(piece[i]);
    }
    return number;
  }

  std::string_view rest_;
  bool overran_ = false;
};

}  // namespace letterbox

#endif  // LETTERBOX_MIME_BYTE_READER_H_
