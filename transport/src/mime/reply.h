// Drafts that answer a mail or pass it on.
#ifndef LETTERBOX_MIME_REPLY_H_
#define LETTERBOX_MIME_REPLY_H_

#include <string>

#include "letterbox/transport/email.h"

namespace letterbox {

enum class ReplyKind {
  kSender,   ///< to whom the mail asks replies for, else to its sender
  kAll,      ///< and to all that it went to, but for `self`
  kForward,  ///< to nobody yet; with the mail's attachments
};

/// `draft` in the thread of `mail`: what it leaves empty (recipients, subject)
/// is filled in, the mail is quoted below its text or HTML or both, and the
/// header fields that keep the thread are added.
/// https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4
Draft ReplyTo(const Email& mail, Draft draft, ReplyKind kind,
              const std::string& self);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_REPLY_H_
