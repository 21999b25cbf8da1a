// Handing in a mail as a product does.
#ifndef LETTERBOX_TRANSPORT_SMTP_H_
#define LETTERBOX_TRANSPORT_SMTP_H_

#include <chrono>
#include <string>

#include "letterbox/transport/connection.h"

namespace letterbox {

/// Hands `mime` in at `server` for one recipient, from `sender`. Of `tls` only
/// the authorities matter. Throws a ConnectionError with the server's words
/// where that does not come about within `timeout`.
/// https://www.rfc-editor.org/rfc/rfc5321
void PostBySmtp(const HandIn& server, const Tls& tls, const std::string& sender,
                const std::string& recipient, const std::string& mime,
                std::chrono::milliseconds timeout);

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_SMTP_H_
