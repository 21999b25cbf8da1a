// What a file is by its bytes.
#ifndef LETTERBOX_MIME_SNIFF_H_
#define LETTERBOX_MIME_SNIFF_H_

#include <string>
#include <string_view>

namespace letterbox {

/// Knows what products attach to mail: documents, images, archives, calendars.
/// What is text without control characters is "text/plain", all else
/// "application/octet-stream".
std::string SniffType(std::string_view content);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_SNIFF_H_
