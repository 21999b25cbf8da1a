// Keeps secrets out of what is shown.
#ifndef LETTERBOX_REDACT_H_
#define LETTERBOX_REDACT_H_

#include <string>
#include <string_view>

namespace letterbox {

/// Puts "***" in the place of `secret` wherever it stands in `text`, which a
/// server wrote: error pages like to repeat the request.
void Redact(std::string& text, std::string_view secret);

}  // namespace letterbox

#endif  // LETTERBOX_REDACT_H_
