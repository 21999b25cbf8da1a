// MIME in and out: the one decoder and the one encoder of mail.
// https://www.rfc-editor.org/rfc/rfc2045
#ifndef LETTERBOX_MIME_MIME_H_
#define LETTERBOX_MIME_MIME_H_

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "letterbox/transport/email.h"

namespace letterbox {

/// What a mail's MIME says, decoded to UTF-8. Any bytes are taken.
struct ParsedMail {
  std::string subject;
  EmailAddress from;
  std::vector<EmailAddress> to, cc, bcc, reply_to;
  std::string message_id;  ///< without angle brackets
  std::vector<Header> headers;
  std::string text_body;
  std::string html;
  std::vector<Attachment> attachments;
};

ParsedMail ParseMime(std::string_view mime);

/// A fresh Message-ID without angle brackets, its domain that of `sender`.
std::string NewMessageId(std::string_view sender);

/// `draft` as MIME with CRLF line ends, sent by `draft.from` or else by
/// `sender`. Bcc recipients are left out: a header would show them to all.
/// Throws std::invalid_argument where a header field would break the mail.
std::string WriteMime(const Draft& draft, const EmailAddress& sender,
                      const std::string& message_id,
                      std::chrono::system_clock::time_point date);

/// One header line for `name`, encoded where needed, without a line end.
std::string EncodeHeader(const std::string& name, const std::string& value);

/// "a@b.test" or "Name <a@b.test>", several after commas.
std::vector<EmailAddress> ParseAddresses(std::string_view text);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_MIME_H_
