// The header of a mail or of a part, field by field.
#ifndef LETTERBOX_MIME_HEADER_FIELDS_H_
#define LETTERBOX_MIME_HEADER_FIELDS_H_

#include <string>
#include <string_view>
#include <vector>

namespace letterbox {

/// A field as it stands in the mail, unfolded, not decoded.
struct RawField {
  std::string_view name;
  std::string value;
};

/// A mail or a part, cut at the first empty line. Views into it.
struct RawPart {
  std::vector<RawField> fields;
  std::string_view body;
  bool has_stranger = false;  ///< a line before the body is no field

  /// The value of the first field of that name, or "".
  std::string Field(std::string_view name) const;
};

/// A header line that is no field is skipped. Where there is no field at all,
/// everything is body.
RawPart SplitHeader(std::string_view mime);

/// The encoded words in `value` decoded; always well-formed UTF-8.
std::string DecodeField(std::string_view value);

/// `value` for a parser of GMime, which takes text up to a NUL.
std::string ReadableField(std::string_view value);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_HEADER_FIELDS_H_
