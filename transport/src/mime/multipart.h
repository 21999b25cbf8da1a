// The tree of a mail's parts. https://www.rfc-editor.org/rfc/rfc2046#section-5
#ifndef LETTERBOX_MIME_MULTIPART_H_
#define LETTERBOX_MIME_MULTIPART_H_

#include <string>
#include <string_view>
#include <vector>

namespace letterbox {

struct Multipart {
  std::vector<std::string_view> parts;  ///< empty where the boundary is missing
  bool is_closed = false;               ///< the last boundary was there
};

/// The parts between the lines that begin with "--" and `boundary`. A missing
/// end is the end of `body`.
Multipart SplitMultipart(std::string_view body, const std::string& boundary);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_MULTIPART_H_
