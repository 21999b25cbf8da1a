// https://www.rfc-editor.org/rfc/rfc4648#section-4
#ifndef LETTERBOX_MIME_BASE64_H_
#define LETTERBOX_MIME_BASE64_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace letterbox {

/// One line, padded.
std::string EncodeBase64(std::string_view bytes);

/// White space is skipped, missing padding is forgiven; nothing where another
/// character occurs.
std::optional<std::string> DecodeBase64(std::string_view text);

/// The same for a text that comes in parts, cut anywhere.
class Base64Decoder {
 public:
  /// Appends what the part says to `bytes`. False where another character
  /// occurs; it is of no use after that.
  bool Add(std::string_view text, std::string& bytes);
  /// Appends the rest. False where the text was cut off.
  bool Finish(std::string& bytes);

 private:
  std::uint32_t bits_ = 0;
  int digits_ = 0;
  bool padded_ = false;  ///< nothing but padding may follow
};

}  // namespace letterbox

#endif  // LETTERBOX_MIME_BASE64_H_
