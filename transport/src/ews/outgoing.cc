#include "ews/outgoing.h"

#include <stdexcept>

#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"
#include "mime/mime.h"
#include "mime/mime_headers.h"

namespace letterbox::ews {
namespace {

void Append(const std::vector<EmailAddress>& from,
            std::vector<EmailAddress>& to) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

Outgoing Compose(const Draft& draft, const std::string& sender,
                 std::chrono::system_clock::time_point now) {
  Outgoing mail;
  mail.message_id = NewMessageId(sender);
  try {
    mail.mime = WriteMime(draft, sender, mail.message_id, now);
  } catch (const std::invalid_argument& error) {
    throw Error("The draft with subject " + Quoted(draft.subject) +
                " cannot be a mail: " + Printable(error.what()) +
                ". Nothing was sent; correct the draft.");
  }
  mail.bcc = draft.bcc;
  mail.categories = draft.categories;
  for (const auto* list : {&draft.to, &draft.cc, &draft.bcc}) {
    Append(*list, mail.recipients);
  }
  return mail;
}

Outgoing Adopt(const std::string& mime, const std::string& sender,
               std::chrono::system_clock::time_point now) {
  if (HeaderPart(mime).empty()) {
    throw Error("What is to be sent begins " + Quoted(mime) +
                ", which is no mail: it has no header. Nothing was sent.");
  }
  // What it may lack stands in an empty mail.
  const Outgoing empty = Compose({}, sender, now);
  const Email email = Email::FromMime(HeaderPart(mime));
  Outgoing mail;
  mail.message_id = empty.message_id;
  mail.bcc = email.bcc();
  for (const auto* list : {&email.to(), &email.cc(), &email.bcc()}) {
    Append(*list, mail.recipients);
  }
  mail.mime =
      SetHeader(RemoveHeader(mime, "Bcc"), FindField(empty.mime, "Message-ID"));
  for (const char* name : {"Date", "From"}) {
    if (FindHeader(mail.mime, name).empty()) {
      mail.mime = SetHeader(mail.mime, FindField(empty.mime, name));
    }
  }
  return mail;
}

}  // namespace letterbox::ews
