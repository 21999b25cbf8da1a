// The bodies that Outlook keeps as RTF.
#ifndef LETTERBOX_MIME_RTF_H_
#define LETTERBOX_MIME_RTF_H_

#include <string>
#include <string_view>

namespace letterbox {

/// RTF as Outlook stores it, unpacked; empty where it is damaged.
/// https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxrtfcp
std::string UnpackRtf(std::string_view packed);

struct RtfBody {
  std::string text;      ///< UTF-8
  bool is_html = false;  ///< the RTF was made of HTML, which is `text`
};

/// The text of `rtf`, or the HTML that it was made of.
/// https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxrtfex
RtfBody ReadRtf(std::string_view rtf);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_RTF_H_
