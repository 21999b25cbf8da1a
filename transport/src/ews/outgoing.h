// Mail on its way out.
#ifndef LETTERBOX_EWS_OUTGOING_H_
#define LETTERBOX_EWS_OUTGOING_H_

#include <chrono>
#include <string>
#include <vector>

#include "letterbox/transport/email.h"

namespace letterbox::ews {

/// A mail that is ready to go.
struct Outgoing {
  std::string mime;
  std::string message_id;  ///< the one in `mime`, of no other mail
  std::vector<EmailAddress> recipients;  ///< To, Cc and Bcc
  std::vector<EmailAddress> bcc;
  std::vector<std::string> categories;
};

// Each throws an Error where it cannot be a mail.

/// Sent by `sender` unless the draft says otherwise.
Outgoing Compose(const Draft& draft, const std::string& sender,
                 std::chrono::system_clock::time_point now);

/// Of a whole mail: see Mailbox::SendMime.
Outgoing Adopt(const std::string& mime, const std::string& sender,
               std::chrono::system_clock::time_point now);

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_OUTGOING_H_
