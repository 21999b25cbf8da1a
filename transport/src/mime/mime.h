// MIME in and out: the one decoder and the one encoder of mail.
// https://www.rfc-editor.org/rfc/rfc2045
#ifndef LETTERBOX_MIME_MIME_H_
#define LETTERBOX_MIME_MIME_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "letterbox/transport/email.h"

namespace letterbox {

/// What a mail's MIME says, decoded to UTF-8. A part is a body if it is plain
/// text or HTML and neither called an attachment nor named; any other part is
/// an attachment, a mail in the mail too. Several bodies of a kind are joined.
struct ParsedMail {
  std::string subject;
  EmailAddress from;
  std::optional<EmailAddress> sender;
  std::optional<EmailAddress> return_path;  ///< empty where it is "<>"
  std::vector<EmailAddress> to, cc, bcc, reply_to;
  std::string message_id;                ///< without angle brackets
  std::vector<std::string> in_reply_to;  ///< likewise
  std::vector<std::string> references;   ///< likewise, oldest first
  std::optional<std::chrono::system_clock::time_point> date;
  /// From the newest Received field.
  std::optional<std::chrono::system_clock::time_point> received;
  Importance importance = Importance::kNormal;
  Sensitivity sensitivity = Sensitivity::kNormal;
  std::vector<Header> headers;
  std::string text_body;
  std::string html;
  std::vector<Attachment> attachments;
  std::vector<std::string> notes;  ///< what was wrong, printable
};

/// Any bytes are taken.
ParsedMail ParseMime(std::string_view mime);

/// A fresh Message-ID without angle brackets, its domain that of `sender`.
std::string NewMessageId(std::string_view sender);

/// `draft` as MIME with CRLF line ends, one at the end too, sent by
/// `draft.from` or else by `sender`. Bcc recipients are left out: a header
/// would show them to all. Inline attachments with a content id stand beside
/// the HTML (multipart/related), all others below it. Lines of an attached mail
/// get CRLF ends; other attachments are kept byte for byte. Throws
/// std::invalid_argument, which names the field, where a field would break the
/// mail.
std::string WriteMime(const Draft& draft, const EmailAddress& sender,
                      const std::string& message_id,
                      std::chrono::system_clock::time_point date);

/// One header field for `name`, encoded where needed, folded with CRLF where it
/// is long, without a line end at its end. Throws like WriteMime.
std::string EncodeHeader(const std::string& name, const std::string& value);

/// "a@b.test" or "Name <a@b.test>", several after commas; the members of a
/// group one by one. What is no address is skipped.
std::vector<EmailAddress> ParseAddresses(std::string_view text);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_MIME_H_
