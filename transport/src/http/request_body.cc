#include "http/request_body.h"

#include <algorithm>
#include <cstring>

#include "mime/base64.h"

namespace letterbox {
namespace {

// Encoded at once: whole groups of three bytes.
constexpr std::size_t kStep = std::size_t{3} << 14;

}  // namespace

RequestBody::RequestBody(const HttpRequest& request) {
  const std::string_view body = request.body;
  std::size_t at = 0;
  for (const HttpRequest::Insert& insert : request.inserts) {
    pieces_.push_back({body.substr(at, insert.at - at)});
    pieces_.push_back({insert.bytes, true});
    at = insert.at;
  }
  pieces_.push_back({body.substr(at)});
  for (const Piece& piece : pieces_) {
    const std::size_t length = piece.bytes.size();
    size_ += piece.as_base64 ? (length + 2) / 3 * 4 : length;
  }
}

std::size_t RequestBody::Read(char* out, std::size_t most) {
  while (ready_.empty() && piece_ < pieces_.size()) {
    const Piece& piece = pieces_[piece_];
    ready_ = piece.bytes.substr(read_);
    if (piece.as_base64) {
      ready_ = ready_.substr(0, kStep);
      read_ += ready_.size();
      encoded_ = EncodeBase64(ready_);
      ready_ = encoded_;
    } else {
      read_ = piece.bytes.size();
    }
    if (read_ == piece.bytes.size()) {
      ++piece_;
      read_ = 0;
    }
  }
  const std::size_t count = std::min(most, ready_.size());
  std::memcpy(out, ready_.data(), count);
  ready_.remove_prefix(count);
  return count;
}

void RequestBody::Rewind() {
  piece_ = 0;
  read_ = 0;
  ready_ = {};
}

}  // namespace letterbox
