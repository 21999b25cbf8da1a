// TNEF, in which Exchange and Outlook wrap a mail as "winmail.dat". Read by
// hand: what libraries there are trust the lengths in the file, and their
// licences would bind whoever links Letterbox.
// https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxtnef
#ifndef LETTERBOX_MIME_TNEF_H_
#define LETTERBOX_MIME_TNEF_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "letterbox/transport/email.h"
#include "mime/notes.h"

namespace letterbox {

struct TnefMail {
  std::string text;  ///< UTF-8; empty where it has none
  std::string html;  ///< likewise
  std::vector<Attachment> attachments;
};

/// Nothing where `bytes` are no TNEF. Of what was cut off or damaged all that
/// can be read is there, and `notes` says so.
std::optional<TnefMail> ReadTnef(std::string_view bytes, Notes& notes);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_TNEF_H_
