// The lines of a text.
#ifndef LETTERBOX_MIME_LINES_H_
#define LETTERBOX_MIME_LINES_H_

#include <string>
#include <string_view>

namespace letterbox {

/// CRLF and CR become LF.
std::string WithNewlines(std::string text);

/// Text of format=flowed, its lines joined to paragraphs: a line that ends in a
/// space goes on in the next, but for the line "-- " that begins a signature. A
/// space that was stuffed before a line is taken off; quoted lines keep one
/// mark for each level. `delete_space`: the space belongs to the wrapping
/// (DelSp=yes). `text` has lines ended by LF.
/// https://www.rfc-editor.org/rfc/rfc3676#section-4
std::string Unflow(std::string_view text, bool delete_space);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_LINES_H_
