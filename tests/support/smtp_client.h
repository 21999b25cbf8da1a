// A product that mails: hands in one mail by SMTP.
// https://www.rfc-editor.org/rfc/rfc5321
#ifndef LETTERBOX_TESTS_SUPPORT_SMTP_CLIENT_H_
#define LETTERBOX_TESTS_SUPPORT_SMTP_CLIENT_H_

#include <string>
#include <vector>

#include "letterbox/transport/connection.h"

namespace letterbox {

/// Hands `mime` in for `recipients`. Throws std::runtime_error with the
/// server's words where it refuses.
void HandInMail(const HandIn& server, const std::string& sender,
                const std::vector<std::string>& recipients,
                const std::string& mime);

/// The same with a plain text of one line, from orders@contoso.test.
void HandInMail(const HandIn& server, const std::string& recipient,
                const std::string& subject);

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_SMTP_CLIENT_H_
