// The names that Windows, and so Outlook and Exchange, have for zones of time.
#ifndef LETTERBOX_MIME_WINDOWS_ZONES_H_
#define LETTERBOX_MIME_WINDOWS_ZONES_H_

#include <string_view>

namespace letterbox {

/// "Europe/Berlin" for "W. Europe Standard Time", whatever the case; null for a
/// name that Windows does not have.
const char* IanaZoneOf(std::string_view windows_name);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_WINDOWS_ZONES_H_
