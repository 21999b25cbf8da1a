// The tree of a mail's parts. https://www.rfc-editor.org/rfc/rfc2046#section-5
#ifndef LETTERBOX_MIME_MULTIPART_H_
#define LETTERBOX_MIME_MULTIPART_H_

#include <string>
#include <string_view>
#include <vector>

namespace letterbox {

/// The parts between the lines that begin with "--" and `boundary`. A missing
/// end is the end of `body`. Empty where the boundary does not occur.
std::vector<std::string_view> SplitMultipart(std::string_view body,
                                             const std::string& boundary);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_MULTIPART_H_
