// The body of a request as it is sent: what it inserts is encoded on the way.
#ifndef LETTERBOX_HTTP_REQUEST_BODY_H_
#define LETTERBOX_HTTP_REQUEST_BODY_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "http/http_transport.h"

namespace letterbox {

/// Reads the body of `request`, which must outlive it.
class RequestBody {
 public:
  explicit RequestBody(const HttpRequest& request);

  std::size_t size() const { return size_; }

  /// Writes the next bytes to `out`, at most `most`, and returns how many: 0
  /// only at the end.
  std::size_t Read(char* out, std::size_t most);
  /// From the beginning again.
  void Rewind();

 private:
  struct Piece {
    std::string_view bytes;
    bool as_base64 = false;
  };

  std::vector<Piece> pieces_;
  std::size_t size_ = 0;
  std::size_t piece_ = 0;   ///< the one that is read next
  std::size_t read_ = 0;    ///< how much of it was
  std::string encoded_;     ///< of it
  std::string_view ready_;  ///< what can be handed out
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_REQUEST_BODY_H_
